#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/siting/detail/location_problem.hpp"

namespace trek::siting::detail {

/// Lagrangian relaxation of a location problem: the rule that each row is assigned once is dropped and priced instead.
///
/// With a price u_i a row (in cost units, at most its cap), rho_j = sum_i w_i min(0, c_ij - u_i) is what site j saves
/// against the prices, and L(u) = fixed + sum_i w_i u_i + the pick_count smallest rho_j. No choice costs less than L.
/// The rules on sites are priced too: with a toll v_k >= 0 a rule, rho_j grows by sum_k v_k a_kj, and L loses v_k b_k.
class Relaxation {
 public:
  explicit Relaxation(const LocationProblem& problem);

  /// Cost: the entries below the prices, twice.
  void evaluate(std::span<const double> price, std::span<const double> toll = {});

  /// L(u), lowered by all that rounding may have added.
  [[nodiscard]] double bound() const noexcept { return bound_; }
  /// A flag a free site: among the pick_count smallest rho (of equals the lowest site).
  [[nodiscard]] std::span<const std::uint8_t> is_selected() const noexcept { return is_selected_; }
  /// 1 - the number of selected sites that cost less than the price, one per row: where L rises.
  [[nodiscard]] std::span<const double> slope() const noexcept { return slope_; }
  /// What the selected sites use of a rule's limit beyond it, one per rule: where L rises.
  [[nodiscard]] std::span<const double> side_slope() const noexcept { return side_slope_; }
  /// A bound on every choice in which `site` is decided the other way than here.
  [[nodiscard]] double bound_if_flipped(std::uint32_t site) const noexcept {
    return is_selected_[site] != 0 ? bound_ - saving_[site] + next_saving_ : bound_ - last_saving_ + saving_[site];
  }
  [[nodiscard]] double saving(std::uint32_t site) const noexcept { return saving_[site]; }

 private:
  void price_sites(std::span<const double> price);
  void charge_tolls(std::span<const double> toll);
  void select_sites();
  void find_slope();

  const LocationProblem& problem_;
  double bound_ = 0.0;
  double last_saving_ = 0.0;  // the largest rho that is selected
  double next_saving_ = 0.0;  // the smallest that is not; infinite if there is none
  std::vector<double> saving_;
  std::vector<double> charged_;  // of each site, all that was added up for it
  std::vector<std::uint8_t> is_selected_;
  std::vector<double> slope_;
  std::vector<double> side_slope_;
  std::vector<std::uint32_t> prefix_;  // entries below the price, one per row
  std::vector<std::uint32_t> order_;
};

}  // namespace trek::siting::detail
