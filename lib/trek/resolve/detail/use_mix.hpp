#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "trek/geo/spatial_index.hpp"
#include "trek/model/tables.hpp"

namespace trek::resolve::detail {

/// How evenly floor is divided over uses: -sum p ln p / ln K over all K of them, 0 for a single use and 1 where all
/// have as much. Empty where there is no floor. Source  Cervero & Kockelman (1997), "Travel demand and the 3Ds", after
/// Shannon (1948).
[[nodiscard]] std::optional<double> mix_entropy(std::span<const double> floor_by_use_m2);

/// What floor is used for, around a place.
class UseMix {
 public:
  /// `units` must outlive this. Those that do not stand, or have no use, are left out.
  explicit UseMix(const model::Units& units);

  struct Around {
    std::optional<double> entropy;      // of the floor that is known
    std::optional<model::Range> range;  // [0, 1] where there is floor of unknown size
  };
  /// A unit with several uses counts for each with an even part.
  [[nodiscard]] Around around(geo::Point place, double radius_m) const;

 private:
  const model::Units& units_;
  std::vector<std::uint32_t> rows_;  // of the units, one a point of `index_`
  std::optional<geo::PointIndex> index_;
};

}  // namespace trek::resolve::detail
