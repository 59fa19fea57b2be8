#include <fmt/format.h>

#include <algorithm>

#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/lorenz_curve.hpp"
#include "trek/report/detail/site_texts.hpp"

/// How evenly travel times to a place are shared among people: the Lorenz curve, with its Gini.
namespace trek::report::charts::lorenz {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 720.0;
constexpr double kHeight = 400.0;
constexpr std::size_t kMostPoints = 200;  // nobody sees more on a page

std::optional<Element> draw(const Subject& subject) {
  const LorenzCurve curve = lorenz_curve(subject.travel.cells);
  if (curve.points.empty()) return std::nullopt;
  const auto& words = subject.words;
  const Axis across{0.0, 1.0, 120.0, 460.0};
  const Axis up{0.0, 1.0, kHeight - 50.0, 14.0};
  const std::string gini = words.number(curve.gini, 2);
  Element svg = drawing(
      "lorenz", kWidth, kHeight, words("Verdeling van de reistijden", "Spread of the travel times"),
      words("Lorenzcurve van de reistijd tot een plek; Gini ", "Lorenz curve of the travel time to a place; Gini ") +
          gini + ".");
  for (const double tick : across.ticks(5)) {
    svg.add(line(across.at(tick), up.begin, across.at(tick), up.end, colour::kLine, 0.5));
    svg.add(line(across.begin, up.at(tick), across.end, up.at(tick), colour::kLine, 0.5));
    svg.add(label(across.at(tick), up.begin + 15.0, words.percent(tick), "middle", colour::kMuted, 10.0));
    svg.add(label(across.begin - 6.0, up.at(tick) + 3.5, words.percent(tick), "end", colour::kMuted, 10.0));
  }
  svg.add(label((across.begin + across.end) / 2.0, up.begin + 34.0,
                words("inwoners, van dichtbij naar ver", "inhabitants, from near to far"), "middle", colour::kInk,
                11.0));
  svg.add(label(16.0, (up.begin + up.end) / 2.0, words("deel van alle reistijd", "share of all travel time"), "middle",
                colour::kInk, 11.0)
              .set("transform", fmt::format("rotate(-90 16 {})", units((up.begin + up.end) / 2.0))));
  svg.add(
      line(across.at(0.0), up.at(0.0), across.at(1.0), up.at(1.0), colour::kMuted, 1.2).set("stroke-dasharray", "5 4"));
  std::vector<std::pair<double, double>> drawn;
  const std::size_t step = std::max<std::size_t>(1, curve.points.size() / kMostPoints);
  for (std::size_t i = 0; i < curve.points.size(); i += step)
    drawn.emplace_back(across.at(curve.points[i].first), up.at(curve.points[i].second));
  drawn.emplace_back(across.at(1.0), up.at(1.0));
  svg.add(polyline(drawn, colour::kBlue, 2.4));
  svg.add(label(490.0, 60.0, "Gini " + gini, "start", colour::kBlue, 15.0).set("font-weight", "bold"));
  svg.add(label(490.0, 82.0, words("0: allen even ver van een plek", "0: all equally far from a place"), "start",
                colour::kInk, 10.5));
  svg.add(label(490.0, 98.0, words("1: alle reistijd bij een enkeling", "1: all travel time with a few"), "start",
                colour::kInk, 10.5));
  svg.add(label(490.0, 122.0, words("stippellijn: gelijke verdeling", "dashed: an even spread"), "start",
                colour::kMuted, 10.5));
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "lorenz",
          .order = 30,
          .section = Section::coverage,
          .title = {"Hoe gelijk de reistijden verdeeld zijn (hele regio)",
                    "How evenly travel times are spread (whole region)"},
          .draw = draw};
}

}  // namespace trek::report::charts::lorenz
