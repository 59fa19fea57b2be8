#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/siting/detail/cover_state.hpp"
#include "trek/siting/detail/service_flow.hpp"
#include "trek/siting/detail/side_rules.hpp"

namespace trek::siting::detail {

/// Lagrangian relaxation of capacitated covering: the rule that nobody is served twice is dropped and priced instead.
///
/// With a price u_i in [0, 1] a row, site j is worth v_j(u) = max sum_i w_i f_ij (1 - u_i) with sum_i w_i f_ij within
/// its capacity, 0 <= f_ij <= 1: the cheapest rows first. L(u) = sum_i w_i u_i + v_j of the sites that are in + the
/// largest of the open ones, as many as are still to be chosen. No choice serves more than L.
class CapacityBound {
 public:
  CapacityBound(const ServiceNetwork& network, const SideRules& side);

  void evaluate(const CoverState& state, std::size_t pick_count, std::span<const double> price,
                std::span<const double> toll);

  /// Raised by all that rounding may have taken away.
  [[nodiscard]] double bound() const noexcept { return bound_; }
  [[nodiscard]] double worth(std::uint32_t site) const noexcept { return worth_[site]; }
  [[nodiscard]] bool is_selected(std::uint32_t site) const noexcept { return is_selected_[site] != 0; }
  /// Share of each row that the selected sites serve, less 1: where L falls with the price.
  [[nodiscard]] std::span<const double> slope() const noexcept { return slope_; }
  /// What the selected sites use of a rule's limit beyond it: where L falls with the toll.
  [[nodiscard]] std::span<const double> side_slope() const noexcept { return side_slope_; }
  /// A bound on every choice in which an open site is decided the other way than here.
  [[nodiscard]] double bound_if_flipped(std::uint32_t site) const noexcept {
    return is_selected(site) ? bound_ - worth_[site] + next_worth_ : bound_ - last_worth_ + worth_[site];
  }

 private:
  [[nodiscard]] double worth_at(std::uint32_t site, std::span<const double> price);
  void find_slopes(std::span<const double> price);
  double charge(std::span<const double> toll);
  void add_served(std::uint32_t site, std::span<const double> price);
  template <class Visit>
  void fill(std::uint32_t site, std::span<const double> price, const Visit& visit);

  const ServiceNetwork& network_;
  const SideRules& side_;
  std::vector<double> worth_;
  std::vector<double> charge_;  // tolls of each site
  std::vector<double> side_slope_;
  std::vector<std::uint8_t> is_selected_;
  std::vector<double> slope_;
  std::vector<std::uint32_t> order_;
  double bound_ = 0.0;
  double last_worth_ = 0.0;  // the least that is selected
  double next_worth_ = 0.0;  // the largest that is not
};

}  // namespace trek::siting::detail
