#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "trek/core/random.hpp"
#include "trek/siting/location.hpp"

namespace trek::test {

inline constexpr double kUnknownWeight = std::numeric_limits<double>::quiet_NaN();

/// A cost table written as a matrix, demand down and sites across; empty: cannot serve.
inline siting::CostTable cost_table(const std::vector<std::vector<std::optional<std::uint32_t>>>& costs,
                                    std::size_t site_count) {
  core::Rows<siting::SiteCost> rows;
  for (const auto& row : costs) {
    for (std::uint32_t site = 0; site < row.size(); ++site) {
      if (row[site]) rows.push({site, *row[site]});
    }
    rows.close_row();
  }
  return siting::CostTable::sparse(std::move(rows), site_count);
}

/// Up to 12 sites and 30 demand rows, sparse, with weights that are equal, whole, fractional, none or unknown.
struct LocationCase {
  siting::CostTable table = siting::CostTable::dense({}, 0, 0);
  std::vector<double> weight;
  std::vector<std::uint32_t> forced;
  std::vector<double> fixed_cost;  // one per site
  std::size_t p = 0;
  std::uint32_t largest = 0;  // no cost is above it

  explicit LocationCase(std::uint64_t seed) {
    core::Random random{seed};
    const std::size_t site_count = 1 + random.below(12);
    const std::size_t row_count = random.below(31);
    const bool whole = random.below(2) == 0;
    largest = random.below(3) == 0 ? 5 : 500;  // few different costs: many ties
    for (std::size_t row = 0; row < row_count; ++row) weight.push_back(random_weight(random, whole));
    const auto served_of_8 = 1 + random.below(8);
    core::Rows<siting::SiteCost> rows;
    for (std::size_t row = 0; row < row_count; ++row) {
      for (std::uint32_t site = 0; site < site_count; ++site) {
        if (random.below(8) < served_of_8) rows.push({site, static_cast<std::uint32_t>(random.below(largest + 1))});
      }
      rows.close_row();
    }
    table = siting::CostTable::sparse(std::move(rows), site_count);
    p = random.below(5);
    if (p > 0 && random.below(3) == 0) forced.push_back(static_cast<std::uint32_t>(random.below(site_count)));
    const double dearest = static_cast<double>(largest) * 20.0;
    for (std::size_t site = 0; site < site_count; ++site) {
      const double cost = random.uniform(0.0, dearest);
      fixed_cost.push_back(whole ? std::floor(cost) : cost);
    }
  }
  [[nodiscard]] siting::LocationTask task() const { return {table, weight, p, forced}; }
  [[nodiscard]] siting::LocationTask task_with_fixed_costs() const { return {table, weight, p, forced, fixed_cost}; }

 private:
  static double random_weight(core::Random& random, bool whole) {
    const auto kind = random.below(10);
    if (kind == 0) return kUnknownWeight;
    if (kind == 1) return 0.0;
    return whole ? static_cast<double>(random.below(20)) : random.uniform(0.0, 20.0);
  }
};

}  // namespace trek::test
