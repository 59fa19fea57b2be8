#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/site_texts.hpp"

/// What the norm does: who would be served at another number of minutes, by each mode.
namespace trek::report::charts::norms {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 720.0;
constexpr double kHeight = 300.0;

/// Shares by minutes, a mode; of places of any level.
using Lines = std::map<std::string, std::map<double, double>>;

Lines lines_of(const Subject& subject) {
  const auto& all = subject.layers.coverage.norms;
  const std::string code =
      subject.municipality ? subject.layers.coverage.municipalities.text(*subject.municipality, "code") : std::string{};
  Lines lines;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    const auto minutes = all.number(row, "norm_min");
    const auto share = all.number(row, "served_share");
    if (all.text(row, "municipality_code") != code || all.text(row, "level") != "any" || !minutes || !share) continue;
    lines[all.text(row, "mode")][*minutes] = *share;
  }
  std::erase_if(lines, [](const auto& one) { return one.second.size() < 2; });
  return lines;
}

std::optional<Element> draw(const Subject& subject) {
  const Lines lines = lines_of(subject);
  if (lines.empty()) return std::nullopt;
  const auto& words = subject.words;
  double longest = 0.0;
  for (const auto& [mode, shares] : lines) longest = std::max(longest, shares.rbegin()->first);
  const Axis across{0.0, longest, 70.0, 560.0};
  const Axis up{0.0, 1.0, kHeight - 46.0, 14.0};
  Element svg = drawing("norms", kWidth, kHeight, words("Dekking bij andere normen", "Coverage at other norms"),
                        words("Lijnen per vervoerswijze: het deel van de inwoners met een plek binnen zo veel minuten.",
                              "Lines by mode: the share of inhabitants with a place within so many minutes."));
  for (const double tick : up.ticks(5)) {
    svg.add(line(across.begin, up.at(tick), across.end, up.at(tick), colour::kLine, 0.5));
    svg.add(label(across.begin - 6.0, up.at(tick) + 3.5, words.percent(tick), "end", colour::kMuted, 10.0));
  }
  for (const double tick : across.ticks(9))
    svg.add(label(across.at(tick), up.begin + 15.0, words.number(tick, 0), "middle", colour::kMuted, 10.0));
  svg.add(label((across.begin + across.end) / 2.0, up.begin + 34.0, words("norm (minuten)", "norm (minutes)"), "middle",
                colour::kInk, 11.0));
  constexpr std::array kStrokes{colour::kBlue, colour::kVermilion, colour::kGreen, colour::kPurple};
  constexpr std::array kDashes{"", "8 3 2 3", "2 2", "6 2"};
  std::size_t number = 0;
  for (const auto& [mode, shares] : lines) {
    const char* const stroke = kStrokes.at(number % kStrokes.size());
    std::vector<std::pair<double, double>> drawn;
    for (const auto& [minutes, share] : shares) drawn.emplace_back(across.at(minutes), up.at(share));
    svg.add(polyline(drawn, stroke, 2.2, kDashes.at(number % kDashes.size())));
    for (const auto& [x, y] : drawn) svg.add(circle(x, y, 3.2, stroke));
    svg.add(label(drawn.back().first + 8.0, drawn.back().second + 4.0, mode_text(mode, words), "start", stroke, 11.0));
    ++number;
  }
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "norms",
          .order = 20,
          .section = Section::coverage,
          .title = {"Wie bediend zou zijn bij een andere norm", "Who would be served at another norm"},
          .draw = draw};
}

}  // namespace trek::report::charts::norms
