#pragma once

#include "trek/geo/point.hpp"

namespace trek::geo::detail {

/// Which side of the line a-b the point c lies on: 1 left, -1 right, 0 exactly on it. Exact for finite coordinates
/// whose products do not overflow or vanish.
///
/// Source  Shewchuk (1997), "Adaptive precision floating-point arithmetic and fast robust geometric predicates".
[[nodiscard]] int orientation(Point a, Point b, Point c) noexcept;

}  // namespace trek::geo::detail
