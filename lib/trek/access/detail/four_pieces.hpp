#pragma once

#include "trek/access/detail/street_piece.hpp"

namespace trek::access::detail {

/// Four numbers at a time, as every processor that trek runs on has them.
using Floats __attribute__((vector_size(16))) = float;

inline Floats within_0_1(Floats value) noexcept {
  const Floats above = value > 0.0F ? value : Floats{};
  return above < 1.0F ? above : Floats{} + 1.0F;
}

/// As StreetPiece, each for a place of its own.
struct FourPieces {
  Floats x, y;
  Floats dx, dy;
  Floats scale;
};

/// Of the distances of four places, each to its piece, or all to one: as StreetPiece::foot, to the last bit.
template <class Pieces>
Floats squares(const Pieces& piece, Floats at_x, Floats at_y) noexcept {
  const Floats from_x = at_x - piece.x;
  const Floats from_y = at_y - piece.y;
  const Floats along = within_0_1((from_x * piece.dx + from_y * piece.dy) * piece.scale);
  const Floats away_x = from_x - along * piece.dx;
  const Floats away_y = from_y - along * piece.dy;
  return away_x * away_x + away_y * away_y;
}

}  // namespace trek::access::detail
