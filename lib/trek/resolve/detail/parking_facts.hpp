#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/model/tables.hpp"

namespace trek::resolve::detail {

/// Room of a car, with its share of the lane: a choice of trek.
inline constexpr double kParkingPlace_m2 = 25.0;

/// How far the footprint reaches from a place.
[[nodiscard]] double farthest_corner_m(const geo::MultiPolygon& footprint, geo::Point place);

/// Where to park around a place, as far as a source knows. METHODS "Reuse potential".
class ParkingAround {
 public:
  /// What lies within another ground counts once. The table must outlive this.
  explicit ParkingAround(const model::Parking& table);

  struct Places {
    double count = 0.0;    // at least
    double by_area = 0.0;  // of these, of grounds of which the source gives no number
  };
  /// Of grounds within 250 m of the footprint (of the place where there is none), measured to a point inside them, but
  /// for those of which `is_own` says of that point that they are counted elsewhere.
  template <class IsOwn>
  [[nodiscard]] Places find(const geo::MultiPolygon& footprint, geo::Point place, IsOwn is_own) const {
    Places places;
    for (const std::uint32_t row : near(footprint, place)) {
      if (!is_own(table_.place[row])) add(row, places);
    }
    return places;
  }

 private:
  [[nodiscard]] std::vector<std::uint32_t> near(const geo::MultiPolygon& footprint, geo::Point place) const;
  void add(std::uint32_t row, Places& places) const;

  const model::Parking& table_;
  std::vector<std::uint32_t> rows_;  // that count, one a point of `index_`
  std::optional<geo::PointIndex> index_;
};

}  // namespace trek::resolve::detail
