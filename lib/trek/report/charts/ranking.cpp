#include <fmt/format.h>

#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/site_texts.hpp"

/// The shortlist with what is unknown: the score of each site between its bounds.
namespace trek::report::charts::ranking {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 720.0;
constexpr double kRow = 22.0;
constexpr double kLabels = 270.0;
constexpr double kTop = 24.0;

std::optional<Element> draw(const Subject& subject) {
  if (subject.shortlist.empty()) return std::nullopt;
  const auto& words = subject.words;
  const Axis axis{0.0, 1.0, kLabels, kWidth - 50.0};
  const double bottom = kTop + kRow * static_cast<double>(subject.shortlist.size());
  Element svg =
      drawing("ranking", kWidth, bottom + 30.0, words("De lijst en wat onzeker is", "The list and what is uncertain"),
              words("Per locatie een balk van de ondergrens tot de bovengrens van de score, met een stip bij de "
                    "verwachting. De rang volgt de ondergrens: wat zeker is.",
                    "A bar a site from the lower to the upper bound of the score, with a dot at the expectation. "
                    "Ranks follow the lower bound: what is sure."));
  for (const double tick : axis.ticks(5)) {
    svg.add(line(axis.at(tick), kTop - 6.0, axis.at(tick), bottom, colour::kLine, 0.7));
    svg.add(label(axis.at(tick), kTop - 10.0, words.number(tick, 1), "middle", colour::kMuted, 10.0));
  }
  double y = kTop + kRow / 2.0;
  for (const std::size_t row : subject.shortlist) {
    const publish::ReadSite& site = subject.results.sites[row];
    svg.add(label(kLabels - 10.0, y + 4.0, fmt::format("{}. {}", *site.rank, said_name(site.name, 38)), "end",
                  colour::kInk, 11.0));
    svg.add(rectangle(axis.at(site.low), y - 5.0, axis.at(site.high) - axis.at(site.low), 10.0, colour::kSky));
    svg.add(rectangle(axis.at(site.low) - 1.5, y - 8.0, 3.0, 16.0, colour::kBlue));
    svg.add(circle(axis.at(site.score), y, 4.0, colour::kInk));
    svg.add(label(kWidth - 4.0, y + 4.0, words.number(site.score, 2), "end", colour::kInk, 11.0));
    y += kRow;
  }
  svg.add(rectangle(kLabels, bottom + 10.0, 3.0, 12.0, colour::kBlue));
  svg.add(label(kLabels + 8.0, bottom + 20.0, words("zeker: bepaalt de rang", "sure: decides the rank"), "start",
                colour::kMuted, 10.0));
  svg.add(circle(kLabels + 172.0, bottom + 16.0, 4.0, colour::kInk));
  svg.add(label(kLabels + 181.0, bottom + 20.0, words("verwacht", "expected"), "start", colour::kMuted, 10.0));
  svg.add(rectangle(kLabels + 250.0, bottom + 11.0, 24.0, 10.0, colour::kSky));
  svg.add(
      label(kLabels + 279.0, bottom + 20.0, words("wat nog kan", "what may yet be"), "start", colour::kMuted, 10.0));
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "ranking",
          .order = 10,
          .section = Section::ranking,
          .title = {"De lijst en wat onzeker is", "The list and what is uncertain"},
          .draw = draw};
}

}  // namespace trek::report::charts::ranking
