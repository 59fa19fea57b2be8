#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "trek/geo/spatial_index.hpp"

namespace trek::bench {

/// Boost.Geometry's packed R-tree of segments: the nearest, and of those that are as near to 1e-9 m the lowest row.
class BoostSegments {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  explicit BoostSegments(std::vector<geo::Segment> segments);
  ~BoostSegments();
  BoostSegments(const BoostSegments&) = delete;
  BoostSegments& operator=(const BoostSegments&) = delete;
  [[nodiscard]] std::uint32_t nearest(geo::Point place, double max_distance_m) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trek::bench
