#pragma once

#include <cstdint>
#include <span>
#include <vector>

/// Outlines out of lines that are drawn in parts, as OpenStreetMap has them.
namespace trek::geo {

/// Closed lines of rows of a table of points, the first not repeated at the end.
using NodeRings = std::vector<std::vector<std::uint32_t>>;

/// Makes rings of lines that share their ends, in any order and direction.
/// Empty when some line is left over: its ring is not closed. Precondition: no line is empty.
[[nodiscard]] NodeRings rings_of(const std::vector<std::span<const std::uint32_t>>& lines);

}  // namespace trek::geo
