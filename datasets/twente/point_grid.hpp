#pragma once

#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::datasets {

/// Points in square buckets, for "what is near" while points are still being added (geo::PointIndex is packed once).
/// Visits buckets row by row and points in the order added, so that results do not depend on hashing.
class PointGrid {
 public:
  explicit PointGrid(double bucket_m) : bucket_m_{bucket_m} {}

  void add(geo::Point place, std::uint32_t row) {
    buckets_[key(step(place.x_m), step(place.y_m))].push_back({place, row});
  }

  /// Calls `visit(row, distance_m)` for every point within the radius.
  template <class Visit>
  void for_each_within(geo::Point place, double radius_m, Visit visit) const {
    for (auto j = step(place.y_m - radius_m); j <= step(place.y_m + radius_m); ++j) {
      for (auto i = step(place.x_m - radius_m); i <= step(place.x_m + radius_m); ++i) {
        const auto found = buckets_.find(key(i, j));
        if (found == buckets_.end()) continue;
        for (const auto& entry : found->second) {
          const double distance_m = geo::distance_m(entry.place, place);
          if (distance_m <= radius_m) visit(entry.row, distance_m);
        }
      }
    }
  }
  [[nodiscard]] bool any_within(geo::Point place, double radius_m) const {
    bool found = false;
    for_each_within(place, radius_m, [&](std::uint32_t, double) { found = true; });
    return found;
  }

 private:
  struct Entry {
    geo::Point place;
    std::uint32_t row;
  };
  [[nodiscard]] std::int64_t step(double value_m) const noexcept {
    return static_cast<std::int64_t>(std::floor(value_m / bucket_m_));
  }
  static std::uint64_t key(std::int64_t i, std::int64_t j) noexcept {
    return (static_cast<std::uint64_t>(i) << 32U) ^ static_cast<std::uint64_t>(j & 0xFFFFFFFF);
  }
  double bucket_m_;
  std::unordered_map<std::uint64_t, std::vector<Entry>> buckets_;
};

}  // namespace trek::datasets
