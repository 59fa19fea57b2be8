#pragma once

#include <algorithm>

#include "trek/geo/point.hpp"

namespace trek::geo {

/// Where the point nearest to p lies on the segment: 0 at a, 1 at b; 0 where the two are one.
inline double share_along(Point a, Point b, Point p) noexcept {
  const double dx = b.x_m - a.x_m;
  const double dy = b.y_m - a.y_m;
  const double square = dx * dx + dy * dy;
  if (square <= 0.0) return 0.0;
  return std::clamp(((p.x_m - a.x_m) * dx + (p.y_m - a.y_m) * dy) / square, 0.0, 1.0);
}

inline double distance_to_segment_m(Point p, Point a, Point b) noexcept {
  return distance_m(p, between(a, b, share_along(a, b, p)));
}

}  // namespace trek::geo
