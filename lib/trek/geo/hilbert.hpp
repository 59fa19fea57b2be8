#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::geo {

/// Distance along the Hilbert curve that fills the square about `bounds` in 2^16 by 2^16 cells: places that are near
/// along the curve are near on the ground.
///
/// Precondition  the place lies in the bounds. Source  Warren, Hacker's Delight, ch. 16.
[[nodiscard]] std::uint32_t hilbert_distance(Point place, const Box& bounds) noexcept;

/// All rows along that curve, those of one of its cells by row; those of places that are not finite come last, by row.
/// Cost    linear.
[[nodiscard]] std::vector<std::uint32_t> rows_along_curve(std::span<const Point> places);

}  // namespace trek::geo
