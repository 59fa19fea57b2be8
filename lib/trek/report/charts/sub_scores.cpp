#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/site_words.hpp"
#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/site_texts.hpp"

/// The three sub-scores of a site, each between its bounds, and how firm its rank is when weights change.
namespace trek::report::charts::sub_scores {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 345.0;
constexpr double kLabels = 104.0;
constexpr double kRow = 15.0;

/// A bar between bounds on a pale ground, with a mark at what is expected.
void add_interval(Element& svg, const Axis& axis, double y, double low, double best, double high) {
  svg.add(rectangle(axis.begin, y, axis.end - axis.begin, 8.0, colour::kPale));
  svg.add(rectangle(axis.at(low), y, axis.at(high) - axis.at(low), 8.0, colour::kSky));
  svg.add(rectangle(axis.at(best) - 1.2, y - 1.5, 2.4, 11.0, colour::kInk));
}

/// Ranks over random weightings: from the 5th to the 95th percentile, and the rank itself.
double add_stability(Element& svg, const Subject& subject, std::size_t site, double y) {
  const publish::ReadSite& one = subject.results.sites[site];
  const auto row = subject.find_layer_row(site);
  const auto best = row ? subject.layers.sites.number(*row, "rank_p05") : std::nullopt;
  const auto worst = row ? subject.layers.sites.number(*row, "rank_p95") : std::nullopt;
  const auto& words = subject.words;
  if (!one.rank || !best || !worst) return y;
  const Axis axis{1.0, static_cast<double>(std::max(subject.results.ranked_count, 2)), kLabels, kWidth - 92.0};
  svg.add(label(kLabels - 5.0, y + 7.5, words("Rang bij andere weging", "Rank at other weights"), "end", colour::kInk,
                7.2));
  add_interval(svg, axis, y, *best, static_cast<double>(*one.rank), *worst);
  svg.add(label(kWidth - 87.0, y + 7.5,
                fmt::format("{} – {} {} {}", words.number(*best, 0), words.number(*worst, 0), words("van", "of"),
                            subject.results.ranked_count),
                "start", colour::kInk, 7.5));
  y += kRow;
  if (one.first_share && one.top_share) {
    svg.add(label(kLabels, y + 5.0,
                  fmt::format("{} {}: {}; {} {}: {}", words("bij de beste", "in the top"), subject.results.top_count,
                              words.percent(*one.top_share), words("eerste", "first"),
                              words("van de wegingen", "of weightings"), words.percent(*one.first_share)),
                  "start", colour::kMuted, 7.5));
    y += kRow - 4.0;
  }
  return y;
}

std::optional<Element> draw_site(const Subject& subject, std::size_t site) {
  const publish::ReadSite& one = subject.results.sites.at(site);
  if (one.pillars.empty()) return std::nullopt;
  const auto& words = subject.words;
  const double height = kRow * static_cast<double>(one.pillars.size() + 2) + 6.0;
  Element svg = drawing(fmt::format("sub-scores-{}", site), kWidth, height,
                        words("Deelscores en vastheid van de rang", "Sub-scores and firmness of the rank"),
                        words("Balken tussen onder- en bovengrens, met een streep bij de verwachting.",
                              "Bars between the lower and upper bound, with a mark at the expectation."));
  const Axis axis{0.0, 1.0, kLabels, kWidth - 92.0};
  double y = 4.0;
  for (const publish::ReadPillar& pillar : one.pillars) {
    const double low = pillar.low.value_or(0.0);
    const double high = pillar.high.value_or(1.0);
    svg.add(label(kLabels - 5.0, y + 7.5, publish::pillar_text(pillar.name, words), "end", colour::kInk, 7.8));
    add_interval(svg, axis, y, low, pillar.score, high);
    svg.add(label(kWidth - 87.0, y + 7.5,
                  fmt::format("{} ({})", words.number(pillar.score, 2), interval_text(low, high, 2, words)), "start",
                  colour::kInk, 7.0));
    y += kRow;
  }
  add_stability(svg, subject, site, y);
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "sub_scores",
          .order = 5,
          .section = Section::sensitivity,
          .title = {"Drie deelscores, en hoe vast de rang is", "Three sub-scores, and how firm the rank is"},
          .draw_site = draw_site};
}

}  // namespace trek::report::charts::sub_scores
