#include "trek/demand/detail/anchor.hpp"

#include "trek/geo/topology.hpp"

namespace trek::demand::detail {
namespace {

constexpr double kSkew = 0.01;  // of its width: a cell of another grid is not quite straight here

/// Both diagonals have the same middle.
bool is_parallelogram(const geo::MultiPolygon& area, const geo::Box& box) {
  if (area.size() != 1 || area.front().shell.size() != 5 || !area.front().holes.empty()) return false;
  const geo::Ring& ring = area.front().shell;
  const auto middle = [](geo::Point a, geo::Point b) {
    return geo::Point{(a.x_m + b.x_m) / 2.0, (a.y_m + b.y_m) / 2.0};
  };
  return geo::distance_m(middle(ring[0], ring[2]), middle(ring[1], ring[3])) <= kSkew * (box.max_x_m - box.min_x_m);
}

}  // namespace

std::optional<geo::Point> find_anchor(const geo::PolygonColumn& areas, std::size_t row) {
  const geo::Box& box = areas.box(row);
  if (box.empty()) return std::nullopt;
  const auto area = areas.feature(row);
  if (!(geo::area_m2(area) > 0.0)) return std::nullopt;
  return is_parallelogram(area, box) ? box.centre() : geo::interior_point(area);
}

}  // namespace trek::demand::detail
