#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/site_texts.hpp"

/// How the people who can come grow with the minutes they travel, a line a mode.
namespace trek::report::charts::catchment_curve {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 345.0;
constexpr double kHeight = 92.0;

struct Line {
  const char* stroke;
  const char* dashes;
};

/// Told apart by dashes as well as by colour.
Line line_of(model::Mode mode) {
  switch (mode) {
    case model::Mode::foot:
      return {colour::kGreen, "2 2"};
    case model::Mode::bicycle:
      return {colour::kBlue, ""};
    case model::Mode::e_bike:
      return {colour::kPurple, "6 2"};
    case model::Mode::car:
      break;
  }
  return {colour::kVermilion, "8 3 2 3"};
}

using Points = std::map<model::Mode, std::vector<std::pair<int, double>>>;

Points points_of(const Subject& subject, std::size_t site) {
  Points points;
  for (const CatchmentFigure& figure : catchment_of(subject, site)) {
    if (figure.of_target && figure.people) points[figure.mode].emplace_back(figure.minutes, *figure.people);
  }
  return points;
}

std::optional<Element> draw_site(const Subject& subject, std::size_t site) {
  const Points points = points_of(subject, site);
  double most = 0.0;
  int longest = 0;
  for (const auto& [mode, line] : points) {
    for (const auto& [minutes, people] : line) {
      most = std::max(most, people);
      longest = std::max(longest, minutes);
    }
  }
  if (most <= 0.0 || longest <= 0) return std::nullopt;
  const auto& words = subject.words;
  const Axis across{0.0, static_cast<double>(longest), 46.0, kWidth - 62.0};
  const Axis up{0.0, most, kHeight - 24.0, 8.0};
  Element svg = drawing(fmt::format("catchment-curve-{}", site), kWidth, kHeight,
                        words("20-40-jarigen naar reistijd", "People of 20-40 by travel time"),
                        words("Lijnen van het aantal mensen binnen zo veel minuten, per vervoerswijze.",
                              "Lines of the number of people within so many minutes, by mode."));
  for (const double tick : up.ticks(4)) {
    svg.add(line(across.begin, up.at(tick), across.end, up.at(tick), colour::kLine, 0.5));
    svg.add(label(across.begin - 4.0, up.at(tick) + 2.6, words.grouped(tick), "end", colour::kMuted, 7.5));
  }
  for (const double tick : across.ticks(6))
    svg.add(label(across.at(tick), kHeight - 14.0, words.number(tick, 0), "middle", colour::kMuted, 7.5));
  svg.add(label((across.begin + across.end) / 2.0, kHeight - 4.0, words("minuten", "minutes"), "middle", colour::kMuted,
                7.5));
  double free_below = -100.0;
  std::vector<std::pair<double, model::Mode>> ends;
  for (const auto& [mode, values] : points) {
    std::vector<std::pair<double, double>> drawn{{across.at(0.0), up.at(0.0)}};
    for (const auto& [minutes, people] : values) drawn.emplace_back(across.at(minutes), up.at(people));
    svg.add(polyline(drawn, line_of(mode).stroke, 1.8, line_of(mode).dashes));
    for (const auto& [x, y] : drawn) svg.add(circle(x, y, 1.8, line_of(mode).stroke));
    ends.emplace_back(drawn.back().second, mode);
  }
  std::ranges::sort(ends);
  for (const auto& [y, mode] : ends) {  // names do not lie on each other
    const double at = std::max(y + 2.6, free_below);
    svg.add(label(across.end + 6.0, at, model::label_of(mode, words.language()), "start", line_of(mode).stroke, 8.0));
    free_below = at + 9.0;
  }
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "catchment_curve",
          .order = 20,
          .section = Section::sensitivity,
          .title = {"20-40-jarigen naar reistijd", "People of 20-40 by travel time"},
          .draw_site = draw_site};
}

}  // namespace trek::report::charts::catchment_curve
