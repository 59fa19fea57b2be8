#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/siting/detail/cover_state.hpp"

namespace trek::siting::detail {

/// Lagrangian relaxation of a cover: the rule that each row has enough sites is dropped and priced instead.
///
/// With a price u_r >= 0 a row, L(u) = sum_r need_r u_r + sum_j min(0, c_j - sum_{r of j} u_r) over the rows that still
/// need sites and the open sites. What the open rows still need costs at least L. (Beasley 1987)
class CoverBound {
 public:
  /// `cost`: of a site; empty: 1, so that the bound is a number of sites.
  CoverBound(const CoverProblem& problem, std::span<const double> cost);

  /// Climbs by subgradient steps until the bound passes `target`, or the steps are used up. Prices are kept.
  /// Returns the best bound; `reduced_cost` and `bound` are those of it.
  double climb(const CoverState& state, std::uint32_t step_count, double target);

  [[nodiscard]] double bound() const noexcept { return bound_; }
  [[nodiscard]] double reduced_cost(std::uint32_t site) const noexcept { return reduced_[site]; }
  [[nodiscard]] std::vector<double>& price() noexcept { return price_; }

 private:
  [[nodiscard]] double cost_of(std::uint32_t site) const { return cost_.empty() ? 1.0 : cost_[site]; }
  double evaluate(const CoverState& state);

  const CoverProblem& problem_;
  std::span<const double> cost_;
  std::vector<double> price_;
  std::vector<double> trial_;    // prices at hand
  std::vector<double> current_;  // reduced costs at them
  std::vector<double> slope_;
  std::vector<double> reduced_;
  double bound_ = 0.0;
};

}  // namespace trek::siting::detail
