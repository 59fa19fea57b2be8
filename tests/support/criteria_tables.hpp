#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "trek/core/random.hpp"
#include "trek/score/criteria.hpp"

namespace trek::test {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// A criterion whose raw measure is its value.
inline score::Criterion plain_criterion(std::string id, double weight) {
  return {std::move(id), weight, model::ValueFunction{{{0.0, 0.0}, {1.0, 1.0}}}};
}

/// `values`: a row per site, a number per criterion; kUnknown where unknown.
inline score::CriteriaTable plain_table(const std::vector<double>& weights,
                                        const std::vector<std::vector<double>>& values) {
  std::vector<score::Criterion> criteria;
  for (const double weight : weights) {
    criteria.push_back(plain_criterion("c" + std::to_string(criteria.size()), weight));
  }
  score::CriteriaTable table{std::move(criteria), values.size()};
  for (std::size_t site = 0; site < values.size(); ++site) {
    for (std::size_t c = 0; c < weights.size(); ++c) table.set(site, c, values[site][c]);
  }
  return table;
}

/// Random weights and values, some of them unknown.
struct RandomTable {
  std::vector<double> weights;
  std::vector<std::vector<double>> values;
  std::vector<std::uint8_t> excluded;

  explicit RandomTable(std::uint64_t seed) {
    core::Random random{seed};
    weights.resize(1 + random.below(8));
    for (double& weight : weights) weight = random.uniform(0.1, 5.0);
    values.resize(1 + random.below(40));
    for (auto& row : values) {
      for (std::size_t c = 0; c < weights.size(); ++c) {
        row.push_back(random.below(5) == 0 ? kUnknown : static_cast<double>(random.below(11)) / 10.0);
      }
      excluded.push_back(random.below(6) == 0 ? 1 : 0);
    }
  }
  [[nodiscard]] score::CriteriaTable table() const { return plain_table(weights, values); }
  [[nodiscard]] std::size_t ranked_count() const {
    std::size_t count = 0;
    for (const std::uint8_t flag : excluded) count += flag == 0 ? 1 : 0;
    return count;
  }
};

}  // namespace trek::test
