#include "trek/siting/detail/cover_bound.hpp"

#include <algorithm>

namespace trek::siting::detail {
namespace {

constexpr double kFirstCoverStep = 1.0;  // share of Polyak's step
constexpr double kLastCoverStep = 1e-2;
constexpr int kCoverPatience = 8;  // steps without a better bound before they are halved

}  // namespace

CoverBound::CoverBound(const CoverProblem& problem, std::span<const double> cost)
    : problem_{problem}, cost_{cost}, slope_(problem.rows.size()) {
  // Each row pays its share of its cheapest site: a bound that holds, and where the climb begins.
  std::vector<std::size_t> row_count(problem.site_count(), 0);
  for (const std::uint32_t site : problem.rows.values()) ++row_count[site];
  for (std::size_t row = 0; row < problem.rows.size(); ++row) {
    double least = problem.rows[row].empty() ? 0.0 : std::numeric_limits<double>::infinity();
    for (const std::uint32_t site : problem.rows[row])
      least = std::min(least, cost_of(site) / static_cast<double>(row_count[site]));
    price_.push_back(least);
  }
}

double CoverBound::evaluate(const CoverState& state) {
  double bound = 0.0;
  for (std::size_t row = 0; row < trial_.size(); ++row) {
    slope_[row] = state.need(row) > 0 ? static_cast<double>(state.need(row)) : 0.0;
    bound += slope_[row] * trial_[row];
  }
  current_.assign(problem_.site_count(), 0.0);
  for (std::uint32_t site = 0; site < current_.size(); ++site) {
    if (!state.is_open(site)) continue;
    double reduced = cost_of(site);
    for (const std::uint32_t row : state.rows_of_site()[site]) reduced -= state.need(row) > 0 ? trial_[row] : 0.0;
    current_[site] = reduced;
    if (reduced >= 0.0) continue;
    bound += reduced;
    for (const std::uint32_t row : state.rows_of_site()[site]) slope_[row] -= state.need(row) > 0 ? 1.0 : 0.0;
  }
  return bound;
}

double CoverBound::climb(const CoverState& state, std::uint32_t step_count, double target) {
  trial_ = price_;
  bound_ = -1.0;
  double step = kFirstCoverStep;
  int stalled = 0;
  for (std::uint32_t i = 0; i <= step_count && step > kLastCoverStep; ++i) {
    const double bound = evaluate(state);
    if (i == 0 || bound > bound_) {
      bound_ = bound;
      price_ = trial_;
      reduced_ = current_;
      stalled = 0;
    } else if (++stalled >= kCoverPatience) {
      step *= 0.5;
      stalled = 0;
    }
    if (bound_ > target) break;
    double norm = 0.0;
    for (std::size_t row = 0; row < trial_.size(); ++row) norm += slope_[row] * slope_[row];
    if (!(norm > 0.0)) break;
    const double length = step * (1.05 * target + 0.1 - bound) / norm;
    for (std::size_t row = 0; row < trial_.size(); ++row)
      trial_[row] = std::max(0.0, trial_[row] + length * slope_[row]);
  }
  return bound_;
}

}  // namespace trek::siting::detail
