#pragma once

#include <algorithm>
#include <cstddef>

#include "trek/geo/detail/orientation.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::geo::detail {

struct Edge {
  Point from;
  Point to;
};

/// Crossings of a ray to the right, counted exactly.
class CrossingCount {
 public:
  explicit CrossingCount(Point place) noexcept : place_{place} {}
  void add(Point from, Point to) noexcept {
    const auto [low, high] = std::minmax(from.y_m, to.y_m);
    if (!(low <= place_.y_m && place_.y_m <= high)) return;  // also where a coordinate is NaN
    if (place_.x_m > std::max(from.x_m, to.x_m)) return;
    // Lower end counts, upper end does not: a vertex on the ray is crossed once, a peak twice or never.
    const bool crosses = (from.y_m > place_.y_m) != (to.y_m > place_.y_m);
    if (place_.x_m < std::min(from.x_m, to.x_m)) {
      inside_ ^= crosses;
      return;
    }
    const int side = orientation(from, to, place_);
    if (side == 0) on_edge_ = true;
    // Left of an edge that goes up, or right of one that goes down, the ray meets it.
    if (crosses) inside_ ^= (side > 0) == (to.y_m > from.y_m);
  }
  [[nodiscard]] bool covered() const noexcept { return on_edge_ || inside_; }

 private:
  Point place_;
  bool inside_ = false;
  bool on_edge_ = false;
};

/// Calls `visit(from, to)` for every edge of all rings of a row.
template <class Visit>
void for_each_edge(const PolygonColumn& polygons, std::size_t row, Visit&& visit) {
  for (std::size_t r = 0; r < polygons.ring_count(row); ++r) {
    const auto ring = polygons.ring(row, r);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) visit(ring[i], ring[i + 1]);
  }
}

}  // namespace trek::geo::detail
