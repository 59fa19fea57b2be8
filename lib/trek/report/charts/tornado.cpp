#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/explanation.hpp"
#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/plot.hpp"
#include "trek/report/detail/site_texts.hpp"

/// By how much the score of the best site may yet move, a criterion: what finding out is worth.
namespace trek::report::charts::tornado {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 720.0;
constexpr double kRow = 22.0;
constexpr double kLabels = 300.0;
constexpr double kTop = 30.0;

struct Swing {
  std::string label;
  double low = 0.0;  // of the score
  double high = 0.0;
};

/// The widest first; those that are known exactly move nothing.
std::vector<Swing> swings_of(const publish::Explanation& site) {
  std::vector<Swing> swings;
  for (const publish::ExplainedCriterion& one : site.criteria) {
    const double most = one.contribution_high.value_or(one.weight_share);
    const Swing swing{one.label, site.score - one.contribution + one.contribution_low,
                      site.score - one.contribution + most};
    if (swing.high - swing.low > 5e-4) swings.push_back(swing);
  }
  std::ranges::stable_sort(swings, [](const Swing& a, const Swing& b) { return a.high - a.low > b.high - b.low; });
  return swings;
}

std::optional<Element> draw(const Subject& subject) {
  if (subject.shortlist.empty()) return std::nullopt;
  const publish::Explanation site = publish::explanation(subject.results, subject.shortlist.front());
  const auto swings = swings_of(site);
  if (swings.empty()) return std::nullopt;
  const auto& words = subject.words;
  double least = site.score;
  double most = site.score;
  for (const Swing& swing : swings) {
    least = std::min(least, swing.low);
    most = std::max(most, swing.high);
  }
  const Axis axis{std::max(0.0, least - 0.01), std::min(1.0, most + 0.01), kLabels, kWidth - 40.0};
  const double bottom = kTop + kRow * static_cast<double>(swings.size());
  Element svg = drawing(
      "tornado", kWidth, bottom + 26.0,
      words("Wat de score van de eerste nog kan doen bewegen", "What may yet move the score of the first"),
      words("Staven om de score heen: hoe ver zij daalt of stijgt als een onbekend criterium tegen- of meevalt.",
            "Bars around the score: how far it falls or rises if an unknown criterion turns out worst or best."));
  const auto score_text = [&](double score) { return words.number(score, axis.decimals(6)); };
  add_bar_frame(svg, {axis, 6, score_text}, kTop, bottom);
  double y = kTop;
  for (const Swing& swing : swings) {
    add_bar_label(svg, axis, y, fitted(swing.label, 48));
    svg.add(
        rectangle(axis.at(swing.low), y + 4.0, axis.at(site.score) - axis.at(swing.low), kRow - 8.0, colour::kOrange));
    svg.add(
        rectangle(axis.at(site.score), y + 4.0, axis.at(swing.high) - axis.at(site.score), kRow - 8.0, colour::kBlue));
    y += kRow;
  }
  svg.add(line(axis.at(site.score), kTop - 4.0, axis.at(site.score), bottom + 4.0, colour::kInk, 1.4));
  svg.add(label(axis.at(site.score), bottom + 18.0,
                fmt::format("{}: {}", said_name(site.name, 40), words.number(site.score, 2)), "middle", colour::kInk,
                10.5));
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "tornado",
          .order = 30,
          .section = Section::sensitivity,
          .title = {"Wat de score van de eerste op de lijst nog kan doen bewegen",
                    "What may yet move the score of the first on the list"},
          .draw = draw};
}

}  // namespace trek::report::charts::tornado
