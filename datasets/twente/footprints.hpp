#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "trek/geo/polygon.hpp"
#include "twente/streets.hpp"

namespace trek::datasets {

/// A rectangle turned into the direction of its street: what a building or a stretch of road takes up.
struct Placement {
  geo::Point middle;
  geo::Point along;      // unit vector
  double width_m = 0.0;  // along
  double depth_m = 0.0;  // across

  friend bool operator==(const Placement&, const Placement&) = default;
};

enum class Shape : std::uint8_t { rectangle, l_shape, t_shape };

/// Closed ring, counter-clockwise, on millimetres as BAG has it.
[[nodiscard]] geo::Ring footprint(const Placement& placement, Shape shape);

/// True when the rectangles, the first grown by `gap_m` on every side, touch (separating axes).
[[nodiscard]] bool overlap(const Placement& a, const Placement& b, double gap_m) noexcept;

/// Ground that is taken.
class Occupancy {
 public:
  void add(const Placement& placement);
  void add(const StreetMap& map, const Street& street);
  /// Nothing stands within the gap; `besides` are taken, and do not count.
  [[nodiscard]] bool is_free(const Placement& placement, double gap_m, std::span<const Placement> besides = {}) const;

 private:
  std::vector<Placement> taken_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> buckets_;
};

}  // namespace trek::datasets
