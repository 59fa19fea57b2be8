#include <fmt/format.h>

#include <algorithm>

#include <cmath>

#include "trek/publish/explanation.hpp"
#include "trek/publish/site_words.hpp"
#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"

/// What each criterion adds to the score of a site: what is sure, what is expected, and what it could be at most.
namespace trek::report::charts::contributions {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 345.0;
constexpr double kRow = 12.5;
constexpr double kLabels = 158.0;
constexpr double kBars = 250.0;  // where they end
constexpr double kTop = 4.0;

std::string measured_text(const publish::ExplainedCriterion& one, const model::Words& words) {
  return one.raw ? publish::measure_text(*one.raw, one.unit, words)
                 : publish::measure_text(std::nan(""), one.unit, words);
}

std::optional<Element> draw_site(const Subject& subject, std::size_t site) {
  const publish::Explanation one = publish::explanation(subject.results, site);
  if (one.criteria.empty()) return std::nullopt;
  const auto& words = subject.words;
  double most = 0.0;
  for (const auto& criterion : one.criteria) most = std::max(most, criterion.weight_share);
  const Axis axis{0.0, most, kLabels, kBars};
  const double height = kTop + kRow * static_cast<double>(one.criteria.size()) + 14.0;
  Element svg = drawing(fmt::format("contributions-{}", site), kWidth, height,
                        words("Wat elk criterium aan de score bijdraagt", "What each criterion adds to the score"),
                        words("Staven: vol is zeker, licht is verwacht, de omtrek is wat het hoogstens kan zijn.",
                              "Bars: full is sure, light is expected, the outline is the most it could be."));
  double y = kTop;
  for (const auto& criterion : one.criteria) {
    const double x = axis.at(0.0);
    svg.add(label(kLabels - 4.0, y + 8.5, fitted(criterion.label, 36), "end", colour::kInk, 7.2));
    svg.add(label(kWidth - 26.0, y + 8.5, measured_text(criterion, words), "end", colour::kMuted, 7.2));
    const double most_here = criterion.contribution_high.value_or(criterion.weight_share);
    svg.add(rectangle(x, y + 1.5, axis.at(most_here) - x, 8.5, "#ffffff")
                .set("stroke", colour::kMuted)
                .set("stroke-width", "0.6"));
    svg.add(rectangle(x, y + 1.5, axis.at(criterion.contribution) - x, 8.5, colour::kSky));
    svg.add(rectangle(x, y + 1.5, axis.at(criterion.contribution_low) - x, 8.5, colour::kBlue));
    svg.add(label(kWidth - 2.0, y + 8.5, words.number(criterion.contribution, 2), "end", colour::kInk, 7.5));
    y += kRow;
  }
  const double low = y + 9.0;
  svg.add(rectangle(kLabels, low - 6.0, 7.0, 7.0, colour::kBlue));
  svg.add(label(kLabels + 10.0, low, words("zeker", "sure"), "start", colour::kMuted, 7.2));
  svg.add(rectangle(kLabels + 38.0, low - 6.0, 7.0, 7.0, colour::kSky));
  svg.add(label(kLabels + 48.0, low, words("verwacht", "expected"), "start", colour::kMuted, 7.2));
  svg.add(rectangle(kLabels + 92.0, low - 6.0, 7.0, 7.0, "#ffffff")
              .set("stroke", colour::kMuted)
              .set("stroke-width", "0.6"));
  svg.add(label(kLabels + 102.0, low, words("hoogstens", "at most"), "start", colour::kMuted, 7.2));
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "contributions",
          .order = 10,
          .section = Section::sensitivity,
          .title = {"Waaruit de score bestaat", "What the score is made of"},
          .draw_site = draw_site};
}

}  // namespace trek::report::charts::contributions
