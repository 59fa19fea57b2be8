#include "trek/siting/detail/capacity_bound.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trek::siting::detail {

CapacityBound::CapacityBound(const ServiceNetwork& network, const SideRules& side)
    : network_{network},
      side_{side},
      worth_(network.site_count(), 0.0),
      charge_(network.site_count(), 0.0),
      side_slope_(side.row_count(), 0.0),
      is_selected_(network.site_count(), 0),
      slope_(network.weight().size(), 0.0) {}

/// Visits (row, weight) of what a site would take at these prices.
template <class Visit>
void CapacityBound::fill(std::uint32_t site, std::span<const double> price, const Visit& visit) {
  order_.clear();
  for (const auto& arc : network_.arcs_of(site)) {
    if (price[arc.row] < 1.0) order_.push_back(arc.row);
  }
  std::ranges::sort(order_, {}, [&](std::uint32_t row) { return std::pair{price[row], row}; });
  double left = network_.capacity(site);
  for (const std::uint32_t row : order_) {
    if (!(left > 0.0)) return;
    const double part = std::min(left, network_.weight()[row]);
    visit(row, part);
    left -= part;
  }
}

double CapacityBound::worth_at(std::uint32_t site, std::span<const double> price) {
  double sum = 0.0;
  fill(site, price, [&](std::uint32_t row, double part) { sum += part * (1.0 - price[row]); });
  return sum;
}

void CapacityBound::add_served(std::uint32_t site, std::span<const double> price) {
  fill(site, price, [&](std::uint32_t row, double part) { slope_[row] += part / network_.weight()[row]; });
}

/// What the limits give back, and all that rounding may be of.
double CapacityBound::charge(std::span<const double> toll) {
  std::ranges::fill(charge_, 0.0);
  double sum = 0.0;
  for (std::size_t rule = 0; rule < toll.size(); ++rule) {
    sum += toll[rule] * side_.limit[rule];
    for (const SideAmount& amount : side_.rows[rule]) charge_[amount.site] += toll[rule] * amount.amount;
  }
  return sum;
}

void CapacityBound::find_slopes(std::span<const double> price) {
  std::ranges::fill(slope_, -1.0);
  for (std::uint32_t site = 0; site < worth_.size(); ++site) {
    if (is_selected_[site] != 0) add_served(site, price);
  }
  for (std::size_t rule = 0; rule < side_slope_.size(); ++rule) {
    side_slope_[rule] = -side_.limit[rule];
    for (const SideAmount& amount : side_.rows[rule])
      side_slope_[rule] += is_selected_[amount.site] != 0 ? amount.amount : 0.0;
  }
}

void CapacityBound::evaluate(const CoverState& state, std::size_t pick_count, std::span<const double> price,
                             std::span<const double> toll) {
  std::vector<std::uint32_t> open;
  double sum = charge(toll);
  double size = std::abs(sum);  // of all terms, whatever their sign
  for (std::size_t row = 0; row < price.size(); ++row) sum += network_.weight()[row] * price[row];
  const auto select = [&](std::uint32_t site) {
    is_selected_[site] = 1;
    sum += worth_[site];
    size += std::abs(worth_[site]) + 2.0 * std::abs(charge_[site]);
  };
  for (std::uint32_t site = 0; site < worth_.size(); ++site) {
    is_selected_[site] = 0;
    if (state.decision(site) == Decision::out) continue;
    worth_[site] = worth_at(site, price) - charge_[site];
    if (state.decision(site) == Decision::in)
      select(site);
    else
      open.push_back(site);
  }
  std::ranges::sort(open, {}, [&](std::uint32_t site) { return std::pair{-worth_[site], site}; });
  pick_count = std::min(pick_count, open.size());
  for (std::size_t i = 0; i < pick_count; ++i) select(open[i]);
  last_worth_ = pick_count > 0 ? worth_[open[pick_count - 1]] : std::numeric_limits<double>::infinity();
  next_worth_ = pick_count < open.size() ? worth_[open[pick_count]] : -std::numeric_limits<double>::infinity();
  const auto term_count = static_cast<double>(price.size() + 2 * worth_.size() + toll.size() + 8);
  bound_ = sum + 2.0 * term_count * std::numeric_limits<double>::epsilon() * (size + std::abs(sum));
  find_slopes(price);
}

}  // namespace trek::siting::detail
