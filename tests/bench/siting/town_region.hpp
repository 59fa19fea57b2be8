#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/siting/cost_table.hpp"

namespace trek::bench {

/// Sites and people of a made-up region of 40 x 40 km: 14 towns whose sizes fall by rank, people mostly in them and
/// sites more often between them. Times are those of a bicycle (15 km/h, detour 1.3, 5 % noise, half a minute to
/// start).
struct TownRegion {
  siting::CostTable table = siting::CostTable::dense({}, 0, 0);  // travel times of every pair, ds
  std::vector<double> weight;  // people, to 0.01: not whole, as shares of a target group are
  std::uint32_t longest_ds = 0;
};
[[nodiscard]] TownRegion town_region(std::size_t site_count, std::size_t row_count, std::uint64_t seed);

}  // namespace trek::bench
