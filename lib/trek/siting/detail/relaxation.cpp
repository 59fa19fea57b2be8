#include "trek/siting/detail/relaxation.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace trek::siting::detail {
namespace {

using Row = std::uint32_t;

}  // namespace

Relaxation::Relaxation(const LocationProblem& problem)
    : problem_{problem},
      saving_(problem.site_count()),
      charged_(problem.site_count()),
      is_selected_(problem.site_count()),
      slope_(problem.row_count()),
      side_slope_(problem.side.row_count()),
      prefix_(problem.row_count()),
      order_(problem.site_count()) {
  assert(problem.pick_count > 0);
}

void Relaxation::evaluate(std::span<const double> price, std::span<const double> toll) {
  price_sites(price);
  charge_tolls(toll);
  select_sites();
  find_slope();
  double sum = problem_.settled_cost;
  for (std::size_t row = 0; row < price.size(); ++row) sum += problem_.weight[row] * price[row];
  double saved = 0.0;
  double size = sum;  // of all terms, whatever their sign
  for (std::size_t site = 0; site < saving_.size(); ++site) {
    saved += is_selected_[site] != 0 ? saving_[site] : 0.0;
    size += is_selected_[site] != 0 ? charged_[site] : 0.0;
  }
  for (std::size_t rule = 0; rule < toll.size(); ++rule) {
    saved -= toll[rule] * problem_.side.limit[rule];
    size += toll[rule] * std::abs(problem_.side.limit[rule]);
  }
  // At most rows + sites + rules + 2 terms, each within 2 roundings: the usual bound (Higham 2002, 4.2), doubled.
  const auto term_count = static_cast<double>(price.size() + saving_.size() + toll.size() + 8);
  bound_ = sum + saved - term_count * std::numeric_limits<double>::epsilon() * size;
}

void Relaxation::charge_tolls(std::span<const double> toll) {
  for (std::size_t site = 0; site < saving_.size(); ++site) charged_[site] = -saving_[site];
  for (std::size_t rule = 0; rule < toll.size(); ++rule) {
    if (!(toll[rule] > 0.0)) continue;
    for (const SideAmount& amount : problem_.side.rows[rule]) {
      saving_[amount.site] += toll[rule] * amount.amount;
      charged_[amount.site] += toll[rule] * std::abs(amount.amount);
    }
  }
}

void Relaxation::price_sites(std::span<const double> price) {
  std::fill(saving_.begin(), saving_.end(), 0.0);
  for (std::size_t row = 0; row < price.size(); ++row) {
    const double weight = problem_.weight[row];
    Row count = 0;
    for (const SiteCost& entry : problem_.costs[row]) {
      const double below = entry.cost - price[row];
      if (!(below < 0.0)) break;
      saving_[entry.site] += weight * below;
      ++count;
    }
    prefix_[row] = count;
  }
}

void Relaxation::select_sites() {
  std::iota(order_.begin(), order_.end(), Row{0});
  const auto first_left = order_.begin() + static_cast<std::ptrdiff_t>(problem_.pick_count);
  const auto saves_more = [&](Row a, Row b) { return saving_[a] != saving_[b] ? saving_[a] < saving_[b] : a < b; };
  if (first_left != order_.end()) std::nth_element(order_.begin(), first_left, order_.end(), saves_more);
  std::fill(is_selected_.begin(), is_selected_.end(), std::uint8_t{0});
  for (auto site = order_.begin(); site != first_left; ++site) is_selected_[*site] = 1;
  last_saving_ = saving_[*std::max_element(order_.begin(), first_left, saves_more)];
  next_saving_ = first_left != order_.end() ? saving_[*first_left] : std::numeric_limits<double>::infinity();
}

void Relaxation::find_slope() {
  for (std::size_t row = 0; row < slope_.size(); ++row) {
    int count = 0;
    for (const SiteCost& entry : problem_.costs[row].first(prefix_[row])) count += is_selected_[entry.site];
    slope_[row] = 1.0 - count;
  }
  for (std::size_t rule = 0; rule < side_slope_.size(); ++rule) {
    double used = 0.0;
    for (const SideAmount& amount : problem_.side.rows[rule])
      used += is_selected_[amount.site] != 0 ? amount.amount : 0.0;
    side_slope_[rule] = used - problem_.side.limit[rule];
  }
}

}  // namespace trek::siting::detail
