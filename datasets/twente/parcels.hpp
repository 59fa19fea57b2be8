#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trek/geo/polygon.hpp"
#include "twente/buildings.hpp"
#include "twente/named_sites.hpp"

namespace trek::datasets {

/// A cadastral parcel. Numbers run through each municipality.
struct Parcel {
  std::string id;
  std::size_t municipality = 0;
  int number = 0;
  geo::Polygon outline;
  std::uint32_t building = 0;  // the first that stands on its plot
};

/// Plots of nine in ten of the buildings that may become a place, a farm's with its barns; those of the named sites
/// hold all of their buildings. No plot lies on a street, on another building or on another plot; where there is no
/// room for one, there is none.
[[nodiscard]] std::vector<Parcel> parcels(const Construction& site, const std::vector<NamedSite>& named,
                                          std::uint64_t seed);

}  // namespace trek::datasets
