#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "twente/buildings.hpp"

namespace trek::datasets {

/// A parking ground, as a mapper of OpenStreetMap would draw it.
struct ParkingGround {
  Placement ground;
  std::string_view kind = "surface";
  std::string_view access{};      // empty: not tagged, for everybody
  std::optional<int> capacity{};  // of three in five
  bool is_point = false;
};

/// Along the streets of the towns, where nothing stands: one for every 2,500 inhabitants, and one more.
[[nodiscard]] std::vector<ParkingGround> parking_grounds(const Construction& site, const std::vector<Town>& towns,
                                                         const StreetMap& map, std::uint64_t seed);

}  // namespace trek::datasets
