#pragma once

#ifdef __SSE__
#include <xmmintrin.h>
#endif

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "trek/access/detail/street_piece.hpp"

namespace trek::access::detail {

/// Four numbers at a time, as every processor that trek runs on has them.
using Floats __attribute__((vector_size(16))) = float;
using FourLanes __attribute__((vector_size(16))) = std::int32_t;  // each all ones, or 0
inline constexpr std::size_t kFour = 4;

inline Floats within_0_1(Floats value) noexcept {
  const Floats above = value > 0.0F ? value : Floats{};
  return above < 1.0F ? above : Floats{} + 1.0F;
}

inline Floats roots(Floats square) noexcept {
#ifdef __SSE__
  return _mm_sqrt_ps(square);
#else
  for (std::size_t lane = 0; lane < kFour; ++lane) square[lane] = std::sqrt(square[lane]);
  return square;
#endif
}

template <class Value>
Floats four_of(const Value& value) noexcept {
  return Floats{value(0), value(1), value(2), value(3)};
}

/// As StreetPiece, each for a place of its own.
struct FourPieces {
  Floats x, y;
  Floats dx, dy;
  Floats scale;

  explicit FourPieces(const std::array<const StreetPiece*, kFour>& piece) noexcept
      : x{four_of([&](std::size_t i) { return piece[i]->x; })},
        y{four_of([&](std::size_t i) { return piece[i]->y; })},
        dx{four_of([&](std::size_t i) { return piece[i]->dx; })},
        dy{four_of([&](std::size_t i) { return piece[i]->dy; })},
        scale{four_of([&](std::size_t i) { return piece[i]->scale; })} {}
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
