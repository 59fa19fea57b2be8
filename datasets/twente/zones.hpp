#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trek/geo/polygon.hpp"
#include "twente/buildings.hpp"
#include "twente/parcels.hpp"

namespace trek::datasets {

/// A zone of a zoning plan: all of a plot, or a part of it.
struct ZoneArea {
  std::string id;
  std::string_view group;  // as the SVBP spells it
  geo::MultiPolygon area;
};

/// What the plots are zoned for, by what stands on them. One in twelve is cut in two: the plan has one part of it for
/// dwellings. Where there is no plot there is no zone either.
[[nodiscard]] std::vector<ZoneArea> zones(const Construction& site, const std::vector<Town>& towns,
                                          const std::vector<Parcel>& parcels, std::uint64_t seed);

}  // namespace trek::datasets
