#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::geo {

/// All rows along the Hilbert curve that fills the square about the places in 2^16 by 2^16 cells: places that are near
/// along the curve are near on the ground. Those of one cell by row; those of places that are not finite come last, by
/// row.
/// Cost    linear.
/// Source  Warren, Hacker's Delight, ch. 16.
[[nodiscard]] std::vector<std::uint32_t> rows_along_curve(std::span<const Point> places);

}  // namespace trek::geo
