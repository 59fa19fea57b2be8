#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "trek/geo/point.hpp"
#include "twente/facts.hpp"

namespace trek::datasets {

/// What a part of a town is for; decides street pattern and buildings.
enum class Zone : std::uint8_t { centre, old_town, suburb, industry, park };

/// A neighbourhood with streets of one direction and spacing.
struct District {
  geo::Point seed;
  Zone zone = Zone::suburb;
  double direction_rad = 0.0;
};

/// A settlement as drawn: a wobbly disc of the built-up area around the real place.
struct Town {
  std::size_t settlement = 0;  // row of Facts::settlements
  std::size_t municipality = 0;
  std::int64_t inhabitants = 0;
  geo::Point centre;
  double radius_m = 0.0;  // of the disc of equal area
  double centre_radius_m = 0.0;
  std::array<double, 5> amplitude{};  // of the outline's waves, as a share of the radius
  std::array<double, 5> phase_rad{};
  std::vector<District> districts;

  [[nodiscard]] double radius_towards_m(geo::Point place) const noexcept;
  /// Metres outside the outline along the ray from the centre; negative inside.
  [[nodiscard]] double distance_outside_m(geo::Point place) const noexcept;
  [[nodiscard]] std::size_t district_at(geo::Point place) const noexcept;
  [[nodiscard]] Zone zone_at(geo::Point place) const noexcept;
};

/// One town a settlement, in the order of Facts::settlements.
[[nodiscard]] std::vector<Town> towns(const Facts& facts, std::uint64_t seed);

/// The town that the place lies in (within `margin_m` of its outline): the one it lies deepest in.
[[nodiscard]] std::optional<std::size_t> find_town(const std::vector<Town>& towns, geo::Point place,
                                                   double margin_m = 0.0) noexcept;

}  // namespace trek::datasets
