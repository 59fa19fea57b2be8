#include "trek/siting/detail/cover_state.hpp"

#include <algorithm>
#include <numeric>

namespace trek::siting::detail {
namespace {

constexpr double kBudgetRounding = 1e-9;  // share of the budget: what is less beyond it is rounding of sums

/// The rows in which each value stands.
core::Rows<std::uint32_t> turned(const core::Rows<std::uint32_t>& rows, std::size_t value_count) {
  std::vector<std::vector<std::uint32_t>> lists(value_count);
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    for (const std::uint32_t value : rows[row]) lists[value].push_back(row);
  }
  core::Rows<std::uint32_t> result;
  for (const auto& list : lists) result.append_row(list);
  return result;
}

}  // namespace

CoverState::CoverState(const CoverProblem& problem)
    : problem_{problem},
      rows_of_site_{turned(problem.rows, problem.site_count())},
      limits_of_site_{turned(problem.limited, problem.site_count())},
      decision_(problem.site_count(), Decision::open),
      need_(problem.need.begin(), problem.need.end()),
      room_(problem.most.begin(), problem.most.end()),
      open_count_{problem.site_count()} {
  for (std::size_t row = 0; row < problem.rows.size(); ++row) {
    open_in_.push_back(static_cast<std::int32_t>(problem.rows[row].size()));
  }
  if (problem.cost.empty()) return;
  by_cost_.resize(problem.site_count());
  std::iota(by_cost_.begin(), by_cost_.end(), 0U);
  std::ranges::stable_sort(by_cost_, {}, [&](std::uint32_t site) { return problem.cost[site]; });
}

void CoverState::set(std::uint32_t site, Decision decision) {
  decision_[site] = decision;
  trail_.push_back(site);
  --open_count_;
  const bool is_in = decision == Decision::in;
  for (const std::uint32_t row : rows_of_site_[site]) {
    --open_in_[row];
    if (is_in) --need_[row];
  }
  if (!is_in) return;
  ++taken_count_;
  if (!problem_.cost.empty()) spent_ += problem_.cost[site];
  for (const std::uint32_t limit : limits_of_site_[site]) --room_[limit];
}

void CoverState::undo(std::size_t mark) {
  while (trail_.size() > mark) {
    const std::uint32_t site = trail_.back();
    const bool is_in = decision_[site] == Decision::in;
    trail_.pop_back();
    decision_[site] = Decision::open;
    ++open_count_;
    for (const std::uint32_t row : rows_of_site_[site]) {
      ++open_in_[row];
      if (is_in) ++need_[row];
    }
    if (!is_in) continue;
    --taken_count_;
    for (const std::uint32_t limit : limits_of_site_[site]) ++room_[limit];
  }
  if (!problem_.cost.empty()) {  // added up anew, so that no rounding is left behind
    spent_ = 0.0;
    for (const std::uint32_t site : trail_) spent_ += decision_[site] == Decision::in ? problem_.cost[site] : 0.0;
  }
  followed_ = trail_.size();
}

/// False if it is decided the other way already.
bool CoverState::want(std::uint32_t site, Decision decision) {
  if (decision_[site] != Decision::open) return decision_[site] == decision;
  set(site, decision);
  return true;
}

bool CoverState::follow_rows(std::uint32_t site) {
  for (const std::uint32_t row : rows_of_site_[site]) {
    if (need_[row] <= 0) continue;
    if (open_in_[row] < need_[row]) return false;
    if (open_in_[row] > need_[row]) continue;
    for (const std::uint32_t other : problem_.rows[row]) {
      if (decision_[other] == Decision::open) set(other, Decision::in);
    }
  }
  return true;
}

bool CoverState::follow_in(std::uint32_t site) {
  if (!problem_.apart.empty()) {
    for (const std::uint32_t other : problem_.apart[site]) {
      if (!want(other, Decision::out)) return false;
    }
  }
  for (const std::uint32_t limit : limits_of_site_[site]) {
    if (room_[limit] < 0) return false;
    if (room_[limit] > 0) continue;
    for (const std::uint32_t other : problem_.limited[limit]) {
      if (decision_[other] == Decision::open) set(other, Decision::out);
    }
  }
  return true;
}

bool CoverState::follow(std::uint32_t site) {
  return follow_rows(site) && (decision_[site] != Decision::in || follow_in(site));
}

/// What the numbers of sites and the budget ask.
bool CoverState::follow_counts() {
  if (taken_count_ > problem_.most_count || taken_count_ + open_count_ < problem_.least_count) return false;
  const bool all = taken_count_ + open_count_ == problem_.least_count;
  const bool none = taken_count_ == problem_.most_count;
  if (all || none) {
    for (std::uint32_t site = 0; site < decision_.size() && open_count_ > 0; ++site) {
      if (decision_[site] == Decision::open) set(site, all ? Decision::in : Decision::out);
    }
  }
  if (problem_.cost.empty()) return true;
  const double left = problem_.budget - spent_ + kBudgetRounding * problem_.budget;
  if (left < 0.0) return false;
  std::size_t wanted = problem_.least_count > taken_count_ ? problem_.least_count - taken_count_ : 0;
  double least = 0.0;
  for (const std::uint32_t site : by_cost_) {
    if (decision_[site] != Decision::open) continue;
    if (wanted > 0) {
      least += problem_.cost[site];
      --wanted;
    }
    if (problem_.cost[site] > left) set(site, Decision::out);
  }
  return least <= left;
}

bool CoverState::drain() {
  for (;;) {
    while (followed_ < trail_.size()) {
      if (!follow(trail_[followed_++])) return false;
    }
    if (!follow_counts()) return false;
    if (followed_ == trail_.size()) return true;
  }
}

bool CoverState::settle_rows() {
  for (std::size_t row = 0; row < need_.size(); ++row) {
    if (need_[row] <= 0) continue;
    if (open_in_[row] < need_[row]) return false;
    if (open_in_[row] > need_[row]) continue;
    for (const std::uint32_t site : problem_.rows[row]) {
      if (decision_[site] == Decision::open) set(site, Decision::in);
    }
  }
  for (std::uint32_t limit = 0; limit < room_.size(); ++limit) {
    if (room_[limit] < 0) return false;
    if (room_[limit] > 0) continue;
    for (const std::uint32_t site : problem_.limited[limit]) {
      if (decision_[site] == Decision::open) set(site, Decision::out);
    }
  }
  return true;
}

bool CoverState::settle() {
  for (std::uint32_t site = 0; site < decision_.size(); ++site) {
    if (problem_.decision[site] != Decision::open && !want(site, problem_.decision[site])) return false;
  }
  return settle_rows() && drain();
}

bool CoverState::decide(std::uint32_t site, Decision decision) { return want(site, decision) && drain(); }

std::vector<std::uint32_t> CoverState::taken() const {
  std::vector<std::uint32_t> sites;
  for (std::uint32_t site = 0; site < decision_.size(); ++site) {
    if (decision_[site] == Decision::in) sites.push_back(site);
  }
  return sites;
}

}  // namespace trek::siting::detail
