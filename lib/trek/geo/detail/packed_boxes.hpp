#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::geo::detail {

/// A tree over boxes that lie in an order already, such as along a curve: sixteen of them make a node, sixteen nodes
/// the next, up to one. Nothing but boxes is stored, in single precision and rounded outwards, 16 bytes each: what a
/// search passes over is beyond its bound for certain, what it visits has to be looked at.
class PackedBoxes {
 public:
  PackedBoxes() = default;
  explicit PackedBoxes(std::vector<Box> level);  // none empty, NaN or infinite

  /// Calls `visit(box) -> bound_m` for every box that may lie within the bound of the place, near ones sooner. Each
  /// call gives the bound from there on, which may only shrink.
  template <class Visit>
  void for_each_near(Point place, double bound_m, Visit visit) const;

 private:
  using Floats __attribute__((vector_size(16))) = float;
  using Bits __attribute__((vector_size(16))) = std::int32_t;
  static constexpr std::uint32_t kLanes = 4;
  static constexpr std::uint32_t kParts = 4;
  static constexpr std::uint32_t kWidth = kLanes * kParts;
  static constexpr std::size_t kMostWaiting = 8 * (kWidth - 1) + 1;  // eight levels hold 2^32 boxes

  struct alignas(64) Node {
    Floats min_x_m[kParts];
    Floats min_y_m[kParts];
    Floats max_x_m[kParts];
    Floats max_y_m[kParts];
  };
  struct Place {
    float x_m;
    float y_m;
    double slack_m;  // what rounding may have moved it, or the corner of a box
  };
  struct Waiting {
    std::uint32_t level;
    std::uint32_t box;
    float distance2;
  };

  void add_level(std::span<const Box> boxes);
  [[nodiscard]] Place relative(Point place) const noexcept;
  [[nodiscard]] static float bound2(double bound_m, const Place& place) noexcept;

  [[nodiscard]] static std::uint32_t boxes_within(const Node& node, const Place& place, float limit2,
                                                  float* distance2) noexcept;

  Point origin_;
  double extent_m_ = 0.0;
  std::vector<std::vector<Node>> levels_;  // the last has one node; a node's children are sixteen in the level before
};

/// Squares of the distances to the boxes of a node, and a bit for each that is within the limit: without a branch,
/// which the processor could not foretell.
inline std::uint32_t PackedBoxes::boxes_within(const Node& node, const Place& place, float limit2,
                                               float* distance2) noexcept {
  const Floats x = Floats{} + place.x_m;
  const Floats y = Floats{} + place.y_m;
  const Floats most = Floats{} + limit2;
  Bits within{};
  for (std::uint32_t part = 0; part < kParts; ++part) {
    const Floats left = node.min_x_m[part] - x;
    const Floats right = x - node.max_x_m[part];
    const Floats below = node.min_y_m[part] - y;
    const Floats above = y - node.max_y_m[part];
    const Floats outside_x = left > right ? left : right;
    const Floats outside_y = below > above ? below : above;
    const Floats dx = outside_x > Floats{} ? outside_x : Floats{};
    const Floats dy = outside_y > Floats{} ? outside_y : Floats{};
    const Floats square = dx * dx + dy * dy;
    *reinterpret_cast<Floats*>(distance2 + std::size_t{part} * kLanes) = square;
    within |= (square <= most) & (Bits{1, 2, 4, 8} << (Bits{} + static_cast<std::int32_t>(part * kLanes)));
  }
  return static_cast<std::uint32_t>(within[0] | within[1] | within[2] | within[3]);
}

inline float PackedBoxes::bound2(double bound_m, const Place& place) noexcept {
  constexpr double kMore = 1.0 + 1e-6;  // the square of a float is not exact either
  constexpr double kMost2 = 1e38;       // above any square of a distance, below infinity
  const double reach_m = bound_m + place.slack_m;
  return static_cast<float>(std::min(reach_m * reach_m * kMore, kMost2));
}

template <class Visit>
void PackedBoxes::for_each_near(Point place, double bound_m, Visit visit) const {
  if (levels_.empty()) return;
  const Place from = relative(place);
  float limit2 = bound2(bound_m, from);
  std::array<Waiting, kMostWaiting> waiting;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before read
  alignas(Floats) float distance2[kWidth];
  std::size_t count = 0;
  waiting[count++] = {static_cast<std::uint32_t>(levels_.size()), 0, 0.0F};
  while (count > 0) {
    const Waiting next = waiting[--count];
    if (next.distance2 > limit2) continue;
    const std::uint32_t level = next.level - 1;
    const std::size_t first = count;
    for (std::uint32_t within = boxes_within(levels_[level][next.box], from, limit2, distance2); within != 0;
         within &= within - 1) {
      const auto i = static_cast<std::uint32_t>(std::countr_zero(within));
      const std::uint32_t box = next.box * kWidth + i;
      if (level == 0) {
        if (distance2[i] <= limit2) limit2 = bound2(visit(box), from);
        continue;
      }
      std::size_t at = count++;  // the nearest last, to be taken first
      for (; at > first && waiting[at - 1].distance2 < distance2[i]; --at) waiting[at] = waiting[at - 1];
      waiting[at] = {level, box, distance2[i]};
    }
  }
}

}  // namespace trek::geo::detail
