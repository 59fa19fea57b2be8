#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "twente/buildings.hpp"
#include "twente/named_sites.hpp"

namespace trek::datasets {

/// A building as 3DBAG has it: elevations over NAP, so that a reader must subtract the ground. Empty is unknown.
struct BuildingHeight {
  std::uint32_t building = 0;
  double ground_m = 0.0;
  std::optional<double> roof_top_m;
  std::optional<int> storeys;  // up to five, as 3DBAG estimates them
  std::optional<double> volume_m3;
  std::string_view roof;
};

/// Of nine in ten of the larger buildings (no dwellings, no sheds), some without storeys or volume; of the named sites
/// all, as their plans say. By building.
[[nodiscard]] std::vector<BuildingHeight> building_heights(const Construction& site,
                                                           const std::vector<NamedSite>& named, std::uint64_t seed);

}  // namespace trek::datasets
