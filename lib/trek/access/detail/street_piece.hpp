#pragma once

#include <algorithm>
#include <cstdint>

namespace trek::access::detail {

/// Where a place is nearest to a piece of street.
struct Foot {
  float share = 0.0F;   // along the length of the edge
  float square = 0.0F;  // of the distance
};

/// A straight piece of an edge, seen from a corner nearby, so that metres fit a float.
struct StreetPiece {
  std::uint32_t edge = 0;
  float x = 0.0F, y = 0.0F;    // where it starts
  float dx = 0.0F, dy = 0.0F;  // to its end
  float scale = 0.0F;          // 1 / length squared; 0 for a piece without length
  float before = 0.0F;         // share of the edge's length before it
  float share = 0.0F;          // its own

  [[nodiscard]] Foot foot(float at_x, float at_y) const noexcept {
    const float from_x = at_x - x;
    const float from_y = at_y - y;
    const float along = std::min(std::max((from_x * dx + from_y * dy) * scale, 0.0F), 1.0F);
    const float away_x = from_x - along * dx;
    const float away_y = from_y - along * dy;
    return {before + along * share, away_x * away_x + away_y * away_y};
  }
};

}  // namespace trek::access::detail
