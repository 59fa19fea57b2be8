#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <vector>

#include "trek/core/random.hpp"
#include "trek/siting/location.hpp"

namespace trek::test {

inline constexpr double kUnknownWeight = std::numeric_limits<double>::quiet_NaN();

/// A travel table written as a matrix, sites down and demand across; empty: not reached.
inline access::TravelTable travel_table(const std::vector<std::vector<std::optional<std::uint32_t>>>& times_ds) {
  access::TravelTable table;
  for (const auto& row : times_ds) {
    for (std::size_t demand = 0; demand < row.size(); ++demand) {
      if (row[demand]) table.push({static_cast<std::uint32_t>(demand), *row[demand]});
    }
    table.close_row();
  }
  return table;
}

/// Up to 12 sites and 30 demand rows, sparse, with weights that are equal, whole, fractional, none or unknown.
struct LocationCase {
  access::TravelTable table;
  std::vector<double> weight;
  std::vector<std::uint32_t> forced;
  std::size_t p = 0;
  std::uint32_t largest_ds = 0;  // no time is above it

  explicit LocationCase(std::uint64_t seed) {
    core::Random random{seed};
    const std::size_t site_count = 1 + random.below(12);
    const std::size_t row_count = random.below(31);
    const bool whole = random.below(2) == 0;
    largest_ds = random.below(3) == 0 ? 5 : 500;  // few different times: many ties
    for (std::size_t row = 0; row < row_count; ++row) weight.push_back(random_weight(random, whole));
    const auto reached_of_8 = 1 + random.below(8);
    for (std::size_t site = 0; site < site_count; ++site) {
      for (std::uint32_t row = 0; row < row_count; ++row) {
        if (random.below(8) >= reached_of_8) continue;
        table.push({row, static_cast<std::uint32_t>(random.below(largest_ds + 1))});
      }
      table.close_row();
    }
    p = random.below(5);
    if (p > 0 && random.below(3) == 0) forced.push_back(static_cast<std::uint32_t>(random.below(site_count)));
  }
  [[nodiscard]] siting::LocationTask task() const { return {table, weight, p, forced}; }

 private:
  static double random_weight(core::Random& random, bool whole) {
    const auto kind = random.below(10);
    if (kind == 0) return kUnknownWeight;
    if (kind == 1) return 0.0;
    return whole ? static_cast<double>(random.below(20)) : random.uniform(0.0, 20.0);
  }
};

}  // namespace trek::test
