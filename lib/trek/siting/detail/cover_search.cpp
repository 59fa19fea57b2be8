#include "trek/siting/detail/cover_search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "trek/siting/detail/cover_bound.hpp"
#include "trek/siting/detail/cover_reduction.hpp"
#include "trek/siting/detail/cover_state.hpp"

namespace trek::siting::detail {
namespace {

constexpr std::uint32_t kRootSteps = 600;
constexpr std::uint32_t kNodeSteps = 25;
constexpr double kCoverRounding = 1e-6;  // a number of sites, or a share of the budget, that is less is rounding
constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

class CoverSearch {
 public:
  CoverSearch(const CoverProblem& problem, std::span<const double> preference, std::uint64_t node_limit,
              const core::Control& control)
      : problem_{problem},
        preference_{preference},
        node_limit_{node_limit},
        control_{control},
        state_{problem},
        bound_{problem, {}},
        cost_bound_{problem, problem.cost} {}

  Cover run() {
    Cover cover;
    if (!state_.settle()) {
      cover.verdict = Verdict::none;
      return cover;
    }
    cover.verdict = search(kRootSteps);
    cover.node_count = node_count_;
    cover.sites = std::move(found_);
    return cover;
  }

 private:
  /// Of what is left to decide. Decisions stand afterwards: the caller undoes them.
  Verdict search(std::uint32_t step_count) {
    if (++node_count_ > node_limit_) return Verdict::undecided;
    if (node_count_ % 64 == 0) control_.check_stop();
    if (!tighten(step_count)) return Verdict::none;
    const auto row = find_row();
    if (row) return split_row(*row);
    if (state_.taken_count() >= problem_.least_count) {
      found_ = state_.taken();
      return Verdict::found;
    }
    return fits() ? split_site() : Verdict::none;
  }

  /// Bounds, and the sites that they decide. False where there can be no cover.
  bool tighten(std::uint32_t step_count) {
    if (!find_row()) return true;
    return tighten(bound_, problem_.most_count == kUnlimited ? -1.0 : static_cast<double>(state_.count_left()),
                   kCoverRounding, step_count) &&
           tighten(cost_bound_, std::isinf(problem_.budget) ? -1.0 : std::max(0.0, state_.budget_left()),
                   kCoverRounding * problem_.budget, step_count);
  }
  /// `left` below 0: there is no limit.
  bool tighten(CoverBound& bound, double left, double rounding, std::uint32_t step_count) {
    if (left < 0.0) return true;
    const double target = left + rounding;
    if (bound.climb(state_, step_count, target) > target) return false;
    for (std::uint32_t site = 0; site < problem_.site_count(); ++site) {
      if (!state_.is_open(site)) continue;
      const double reduced = bound.reduced_cost(site);
      if (bound.bound() + std::abs(reduced) <= target) continue;
      if (!state_.decide(site, reduced > 0.0 ? Decision::out : Decision::in)) return false;
    }
    return true;
  }

  /// The row with the fewest open sites for what it needs.
  [[nodiscard]] std::optional<std::size_t> find_row() const {
    std::optional<std::size_t> best;
    for (std::size_t row = 0; row < problem_.rows.size(); ++row) {
      if (state_.need(row) <= 0) continue;
      if (!best || state_.open_in(row) - state_.need(row) < state_.open_in(*best) - state_.need(*best)) best = row;
    }
    return best;
  }

  [[nodiscard]] double rank_of(std::uint32_t site) const {
    return preference_.empty() ? bound_.reduced_cost(site) : preference_[site];
  }
  [[nodiscard]] std::vector<std::uint32_t> open_by_rank(std::span<const std::uint32_t> sites) const {
    std::vector<std::uint32_t> open;
    for (const std::uint32_t site : sites) {
      if (state_.is_open(site)) open.push_back(site);
    }
    std::ranges::stable_sort(open, {}, [&](std::uint32_t site) { return rank_of(site); });
    return open;
  }

  /// One of the sites of the row is in: the first, or not that but the second, and so on.
  Verdict split_row(std::size_t row) {
    const bool ranked = !preference_.empty() || problem_.most_count != kUnlimited;
    std::vector<std::uint32_t> sites = ranked ? open_by_rank(problem_.rows[row]) : std::vector<std::uint32_t>{};
    if (!ranked)
      std::ranges::copy_if(problem_.rows[row], std::back_inserter(sites), [&](auto s) { return state_.is_open(s); });
    return split(sites);
  }
  Verdict split(std::span<const std::uint32_t> sites) {
    const std::vector<double> price = bound_.price();
    const std::vector<double> cost_price = cost_bound_.price();
    for (const std::uint32_t site : sites) {
      if (state_.decision(site) == Decision::in) return search(kNodeSteps);  // it follows from the others being out
      if (!state_.is_open(site)) continue;
      const std::size_t mark = state_.mark();
      const Verdict verdict = state_.decide(site, Decision::in) ? search(kNodeSteps) : Verdict::none;
      if (verdict != Verdict::none) return verdict;
      state_.undo(mark);
      bound_.price() = price;
      cost_bound_.price() = cost_price;
      if (!state_.decide(site, Decision::out)) return Verdict::none;
    }
    return Verdict::none;
  }

  /// All rows are met, and more sites are wanted: the first by rank is in, or out.
  Verdict split_site() {
    std::vector<std::uint32_t> all(problem_.site_count());
    std::iota(all.begin(), all.end(), 0U);
    if (!preference_.empty()) return split(open_by_rank(all));
    std::erase_if(all, [&](std::uint32_t site) { return !state_.is_open(site); });
    return split(all);
  }

  /// Whether enough open sites can be far enough from each other: sites that are all near each other count once.
  [[nodiscard]] bool fits() const {
    if (problem_.apart.empty()) return true;
    std::vector<std::vector<std::uint32_t>> groups;
    for (std::uint32_t site = 0; site < problem_.site_count(); ++site) {
      if (!state_.is_open(site)) continue;
      const auto& near = problem_.apart[site];
      const auto group = std::ranges::find_if(groups, [&](const std::vector<std::uint32_t>& members) {
        return std::ranges::all_of(members, [&](auto member) { return std::ranges::binary_search(near, member); });
      });
      if (group != groups.end())
        group->push_back(site);
      else
        groups.push_back({site});
    }
    return state_.taken_count() + groups.size() >= problem_.least_count;
  }

  const CoverProblem& problem_;
  std::span<const double> preference_;
  std::uint64_t node_limit_;
  const core::Control& control_;
  CoverState state_;
  CoverBound bound_;
  CoverBound cost_bound_;
  std::uint64_t node_count_ = 0;
  std::vector<std::uint32_t> found_;
};

}  // namespace

Cover find_cover(const CoverProblem& problem, std::span<const double> preference, std::uint64_t node_limit,
                 const core::Control& control) {
  const CoverProblem smaller = reduced(problem);
  return CoverSearch{smaller, preference, node_limit, control}.run();
}

std::size_t least_cover_count(const CoverProblem& problem, std::size_t known_count) {
  const CoverProblem smaller = reduced(problem);
  CoverState state{smaller};
  if (!state.settle()) return 0;
  CoverBound bound{smaller, {}};
  const double target = static_cast<double>(known_count) - static_cast<double>(state.taken_count());
  const double more = bound.climb(state, kRootSteps, target);
  return state.taken_count() + static_cast<std::size_t>(std::max(0.0, std::ceil(more - kCoverRounding)));
}

}  // namespace trek::siting::detail
