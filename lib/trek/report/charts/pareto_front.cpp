#include <algorithm>

#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/plot.hpp"

/// Spread against peaks: what a beacon nearer to more people costs in places near by.
namespace trek::report::charts::pareto_front {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 720.0;
constexpr double kHeight = 340.0;

struct FrontPoint {
  double spread = 0.0;
  double beacons = 0.0;
  bool proven = false;
};

/// Of the first question that has a front.
std::vector<FrontPoint> front_of(const Subject& subject) {
  const auto& all = subject.layers.siting_front;
  std::vector<FrontPoint> points;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    const auto spread = all.number(row, "spread_share");
    const auto beacons = all.number(row, "beacon_share");
    const bool is_same = all.text(row, "question") == all.text(0, "question");
    if (spread && beacons && is_same) points.push_back({*spread, *beacons, all.flag(row, "proven")});
  }
  std::ranges::stable_sort(points, {}, &FrontPoint::spread);
  return points;
}

/// The least and most of a coordinate with room around them, in [0, 1].
Axis axis_around(const std::vector<FrontPoint>& points, double FrontPoint::*part, double begin, double end) {
  double least = 1.0;
  double most = 0.0;
  for (const FrontPoint& point : points) {
    least = std::min(least, point.*part);
    most = std::max(most, point.*part);
  }
  const double room = std::max(0.02, 0.15 * (most - least));
  return {std::max(0.0, least - room), std::min(1.0, most + room), begin, end};
}

std::optional<Element> draw(const Subject& subject) {
  const auto points = front_of(subject);
  if (points.size() < 2) return std::nullopt;
  const auto& words = subject.words;
  const Axis across = axis_around(points, &FrontPoint::spread, 90.0, 660.0);
  const Axis up = axis_around(points, &FrontPoint::beacons, kHeight - 50.0, 16.0);
  Element svg =
      drawing("pareto-front", kWidth, kHeight, words("Spreiding tegen pieken", "Spread against peaks"),
              words("Elke stip is een keuze die op geen van beide beter kan zonder op de ander slechter te worden.",
                    "Each dot is a choice that cannot do better on either without doing worse on the other."));
  add_frame(
      svg,
      share_axis(across, 6, words,
                 words("wie een plek dichtbij heeft (spreiding)", "who has a place near by (spread)")),
      share_axis(up, 5, words, words("wie bij een baken kan komen (pieken)", "who can come to a beacon (peaks)")));
  std::vector<std::pair<double, double>> drawn;
  for (const FrontPoint& point : points) drawn.emplace_back(across.at(point.spread), up.at(point.beacons));
  svg.add(polyline(drawn, colour::kMuted, 1.2, "4 3"));
  for (std::size_t i = 0; i < points.size(); ++i)
    svg.add(circle(drawn[i].first, drawn[i].second, 5.5, points[i].proven ? colour::kBlue : "#ffffff", colour::kBlue)
                .set("stroke-width", "2"));
  svg.add(circle(110.0, up.begin - 14.0, 4.5, colour::kBlue, colour::kBlue));
  svg.add(label(119.0, up.begin - 10.5, words("bewezen de beste", "proven the best"), "start", colour::kInk, 10.0));
  svg.add(circle(240.0, up.begin - 14.0, 4.5, "#ffffff", colour::kBlue).set("stroke-width", "2"));
  svg.add(label(249.0, up.begin - 10.5, words("niet bewezen", "not proven"), "start", colour::kInk, 10.0));
  return svg;
}

}  // namespace

Chart chart() {
  return {
      .name = "pareto_front",
      .order = 10,
      .section = Section::advice,
      .title = {"Wat spreiding kost aan pieken, en omgekeerd", "What spread costs in peaks, and the other way round"},
      .draw = draw};
}

}  // namespace trek::report::charts::pareto_front
