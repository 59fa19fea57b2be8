#include <algorithm>
#include <cmath>

#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/plot.hpp"
#include "trek/report/detail/site_texts.hpp"

/// What existing places are worth at each site: in use, and as an option to choose.
namespace trek::report::charts::use_and_option {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 720.0;
constexpr double kHeight = 380.0;

struct ValuePoint {
  double use = 0.0;
  double option = 0.0;
  std::string rank;  // of a site on the list
};

/// A value of a site by the mode that coverage is told by. The columns are those of a measure, by their beginning.
std::optional<double> value_of(const Subject& subject, std::size_t row, std::string_view beginning) {
  for (const auto& column : subject.layers.sites.columns) {
    if (column.name.starts_with(beginning) && column.name.ends_with("value_" + subject.mode))
      return subject.layers.sites.number(row, column.name);
  }
  return std::nullopt;
}

/// Of a row of the layer of sites, nothing where a value is unknown.
std::optional<ValuePoint> point_of(const Subject& subject, std::size_t row) {
  const auto use = value_of(subject, row, "use");
  const auto option = value_of(subject, row, "option");
  return use && option ? std::optional{ValuePoint{*use, *option, {}}} : std::nullopt;
}

/// All sites, and behind them those on the list once more, with their ranks in order.
std::vector<ValuePoint> points_of(const Subject& subject) {
  std::vector<ValuePoint> points;
  for (std::size_t row = 0; row < subject.layers.sites.rows.size(); ++row) {
    if (const auto point = point_of(subject, row)) points.push_back(*point);
  }
  for (const std::size_t site : subject.shortlist) {
    const auto row = subject.find_layer_row(site);
    auto point = row ? point_of(subject, *row) : std::nullopt;
    if (!point) continue;
    point->rank = std::to_string(*subject.results.sites[site].rank);
    points.push_back(std::move(*point));
  }
  return points;
}

/// Those on the list: what lies on one place has one mark, with all its ranks.
void add_listed(Element& svg, const std::vector<ValuePoint>& points, const Axis& across, const Axis& up) {
  constexpr double kNear = 12.0;
  std::vector<std::pair<std::pair<double, double>, std::string>> marks;
  for (const ValuePoint& point : points) {
    if (point.rank.empty()) continue;
    const std::pair here{across.at(point.use), up.at(point.option)};
    const auto found = std::ranges::find_if(marks, [&](const auto& mark) {
      return std::hypot(mark.first.first - here.first, mark.first.second - here.second) < kNear;
    });
    if (found == marks.end())
      marks.emplace_back(here, point.rank);
    else
      found->second += ", " + point.rank;
  }
  for (const auto& [place, ranks] : marks) {
    svg.add(circle(place.first, place.second, 7.0, "#4b2a6b"));
    svg.add(label(place.first - 10.0, place.second + 16.0, ranks, "end", "#4b2a6b", 11.0)
                .set("font-weight", "bold")
                .set("paint-order", "stroke")
                .set("stroke", "#ffffff")
                .set("stroke-width", "3"));
  }
}

std::optional<Element> draw(const Subject& subject) {
  const auto points = points_of(subject);
  if (points.empty() || subject.mode.empty()) return std::nullopt;
  const auto& words = subject.words;
  const Axis across{0.0, 100.0, 80.0, 560.0};
  const Axis up{0.0, 100.0, kHeight - 50.0, 16.0};
  Element svg =
      drawing("use-and-option", kWidth, kHeight, words("Gebruikswaarde en optiewaarde", "Use value and option value"),
              words("Elke stip is een locatie: wat bestaande plekken er waard zijn in gebruik, en als keuze.",
                    "Each dot is a site: what existing places are worth there in use, and as a choice."));
  const auto whole = [&words](double value) { return words.number(value, 0); };
  add_frame(
      svg,
      {across, 5, whole, words("gebruikswaarde (0–100), ", "use value (0–100), ") + mode_text(subject.mode, words)},
      {up, 5, whole, words("optiewaarde (0–100)", "option value (0–100)")});
  for (const ValuePoint& point : points) {
    if (point.rank.empty())
      svg.add(circle(across.at(point.use), up.at(point.option), 2.4, colour::kSky, colour::kBlue)
                  .set("stroke-width", "0.4"));
  }
  add_listed(svg, points, across, up);
  svg.add(circle(585.0, 40.0, 8.0, "#4b2a6b"));
  svg.add(label(598.0, 44.0, words("op de lijst, met rang", "on the list, with rank"), "start", colour::kInk, 10.5));
  svg.add(circle(585.0, 62.0, 2.4, colour::kSky, colour::kBlue));
  svg.add(label(598.0, 66.0, words("andere locaties", "other sites"), "start", colour::kInk, 10.5));
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "use_and_option",
          .order = 20,
          .section = Section::ranking,
          .title = {"Wat er al is rond de locaties: in gebruik en als keuze",
                    "What there is already around the sites: in use and as a choice"},
          .draw = draw};
}

}  // namespace trek::report::charts::use_and_option
