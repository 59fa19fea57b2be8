#include "trek/geo/hilbert.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace trek::geo {
namespace {

constexpr std::uint32_t kHilbertSide = 1U << 16U;

std::uint32_t hilbert_distance(std::uint32_t x, std::uint32_t y) noexcept {
  std::uint32_t distance = 0;
  for (std::uint32_t side = kHilbertSide / 2; side > 0; side /= 2) {
    const std::uint32_t right = (x & side) != 0U ? 1U : 0U;
    const std::uint32_t top = (y & side) != 0U ? 1U : 0U;
    distance += side * side * ((3U * right) ^ top);
    // In the lower half the curve is turned, without branches: no processor could foretell them.
    const std::uint32_t turn = top - 1U;  // all bits, or none
    const std::uint32_t flip = turn & (0U - right) & (kHilbertSide - 1);
    x ^= flip;
    y ^= flip;
    const std::uint32_t exchange = turn & (x ^ y);
    x ^= exchange;
    y ^= exchange;
  }
  return distance;
}

constexpr double kFarthestOnCurve_m = 1e150;  // sums of farther coordinates could be infinite

Point drawn_in(Point place) noexcept {
  return {std::clamp(place.x_m, -kFarthestOnCurve_m, kFarthestOnCurve_m),
          std::clamp(place.y_m, -kFarthestOnCurve_m, kFarthestOnCurve_m)};
}

/// Cell of a place `offset_m` from the edge of a square; a share of the side first, since cells per metre are infinite
/// where the side is next to nothing.
std::uint32_t cell(double offset_m, double side_m) noexcept {
  return side_m > 0.0 ? static_cast<std::uint32_t>(offset_m / side_m * (kHilbertSide - 1)) : 0;
}

std::uint32_t hilbert_distance(Point place, const Box& bounds) noexcept {
  const double side_m = std::max(bounds.max_x_m - bounds.min_x_m, bounds.max_y_m - bounds.min_y_m);
  return hilbert_distance(cell(place.x_m - bounds.min_x_m, side_m), cell(place.y_m - bounds.min_y_m, side_m));
}

/// Rows by ascending key, equal keys in the order that they have: a pass for each 11 bits.
void sort_by_key(std::vector<std::uint32_t>& rows, std::span<const std::uint64_t> key, std::uint32_t bit_count) {
  constexpr std::uint32_t kBits = 11;
  std::vector<std::uint32_t> sorted(rows.size());
  for (std::uint32_t shift = 0; shift < bit_count; shift += kBits) {
    const auto digit = [&](std::uint32_t row) { return key[row] >> shift & ((1U << kBits) - 1U); };
    std::array<std::uint32_t, (1U << kBits) + 1> next{};
    for (const std::uint32_t row : rows) ++next[digit(row) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (const std::uint32_t row : rows) sorted[next[digit(row)]++] = row;
    rows.swap(sorted);
  }
}

}  // namespace

std::vector<std::uint32_t> rows_along_curve(std::span<const Point> places) {
  constexpr std::uint64_t kBehindAll = std::uint64_t{1} << 32U;
  Box bounds;
  for (const Point place : places) {
    if (is_finite(place)) bounds.add(drawn_in(place));
  }
  std::vector<std::uint64_t> key;
  key.reserve(places.size());
  for (const Point place : places)
    key.push_back(is_finite(place) ? hilbert_distance(drawn_in(place), bounds) : kBehindAll);
  std::vector<std::uint32_t> rows(places.size());
  std::iota(rows.begin(), rows.end(), 0U);
  sort_by_key(rows, key, 33);
  return rows;
}

}  // namespace trek::geo
