#include "trek/measure/extent.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace trek::measure {
namespace {

// Choices; METHODS "Where the data end" has their reasons.
constexpr double kLeastDensity_per_m2 = 0.005;
constexpr double kLeastTargetShare = 0.5;
constexpr double kEdgeFactor = 5.0;  // squares in which the edge of the streets is sought are so much larger

/// People of a demand by square of some size: the most of any.
std::pair<double, double> most_in_squares(const geo::SquareMap& shape, const model::Demand& demand) {
  const auto count = static_cast<std::size_t>(shape.column_count() * shape.line_count());
  std::vector<double> inhabitants(count, 0.0);
  std::vector<double> target(count, 0.0);
  for (std::size_t row = 0; row < demand.size(); ++row) {
    const std::int64_t column = shape.column_at(demand.place[row].x_m);
    const std::int64_t line = shape.line_at(demand.place[row].y_m);
    if (!shape.holds(column, line)) continue;
    const auto square = static_cast<std::size_t>(line * shape.column_count() + column);
    inhabitants[square] += demand.inhabitants[row];
    target[square] += demand.target_at_most(row);
  }
  const double least = kLeastDensity_per_m2 * shape.size_m() * shape.size_m();
  return {std::max(least, *std::max_element(inhabitants.begin(), inhabitants.end())),
          std::max(least * kLeastTargetShare, *std::max_element(target.begin(), target.end()))};
}

}  // namespace

geo::SquareMap within_streets(geo::SquareMap known, const std::optional<geo::SquareMap>& streets) {
  if (streets) known.keep(*streets);
  return known;
}

StreetEdge::StreetEdge(const std::optional<geo::SquareMap>& streets) {
  if (streets) outside_.emplace(streets->coarser(kEdgeFactor));
}

double StreetEdge::nearest_m(geo::Point place, double most_m) const {
  return outside_ ? outside_->nearest_m(place, most_m) : most_m;
}

std::vector<double> StreetEdge::nearest_m(const std::vector<geo::Point>& places, double most_m) const {
  std::vector<double> distances;
  for (const geo::Point place : places) distances.push_back(nearest_m(place, most_m));
  return distances;
}

PeopleBeyond::PeopleBeyond(const geo::SquareMap& known, const model::Demand& demand) {
  for (const double factor : {1.0, 5.0, 25.0}) {
    const geo::SquareMap map = factor > 1.0 ? known.coarser(factor) : known;
    const auto [inhabitants, target] = most_in_squares(map, demand);
    scales_.push_back({geo::OutsideCounts{map}, inhabitants, target});
  }
}

double PeopleBeyond::most(geo::Point place, double radius_m, bool target) const {
  double least = std::numeric_limits<double>::infinity();
  for (const Scale& scale : scales_) {
    const auto outside = static_cast<double>(scale.outside.within(place, radius_m).outside);
    if (outside == 0.0) return 0.0;
    least = std::min(least, outside * (target ? scale.most_target : scale.most_inhabitants));
  }
  return least;
}

}  // namespace trek::measure
