#include "trek/siting/location.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/siting/detail/completion.hpp"
#include "trek/siting/detail/cover_question.hpp"
#include "trek/siting/detail/cover_search.hpp"
#include "trek/siting/detail/exact_search.hpp"
#include "trek/siting/detail/exchange.hpp"
#include "trek/siting/detail/impossible.hpp"
#include "trek/siting/detail/location_answer.hpp"
#include "trek/siting/detail/location_problem.hpp"

namespace trek::siting {
namespace {

using Row = std::uint32_t;
using detail::Choice;
using detail::CostRule;
using detail::Decision;
using detail::ExactResult;
using detail::LocationProblem;

void check_weights(std::span<const double> weight, std::size_t row_count) {
  if (weight.size() != row_count) {
    core::refuse_argument(
        fmt::format("location: {} weights for {} demand rows, expected one weight per row", weight.size(), row_count));
  }
  double sum = 0.0;
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (weight[row] < 0.0 || std::isinf(weight[row])) {
      core::refuse_argument(fmt::format(
          "location: demand row {} has weight {}, expected 0 or more, or NaN where it is unknown", row, weight[row]));
    }
    if (!std::isnan(weight[row])) sum += weight[row];
  }
  if (std::isinf(sum))
    core::refuse_argument("location: the weights add up to more than a double holds; scale them down");
}

void check_costs(const CostTable& costs, std::uint32_t penalty) {
  for (std::size_t row = 0; row < costs.row_count(); ++row) {
    costs.for_each(row, [&](const SiteCost& entry) {
      if (entry.cost > penalty) {
        core::refuse_argument(
            fmt::format("location: site {} serves demand row {} at {}, above the penalty of {}; give a penalty that no "
                        "cost in the table exceeds",
                        entry.site, row, entry.cost, penalty));
      }
    });
  }
}

void check_fixed_costs(std::span<const double> fixed_cost, const CostTable& costs, bool covering) {
  if (fixed_cost.empty()) return;
  if (covering) core::refuse_argument("location: what sites cost themselves is no weight; p_median takes fixed costs");
  if (fixed_cost.size() != costs.site_count()) {
    core::refuse_argument(fmt::format("location: {} fixed costs for {} sites, expected one per site", fixed_cost.size(),
                                      costs.site_count()));
  }
  for (std::size_t site = 0; site < fixed_cost.size(); ++site) {
    if (!(fixed_cost[site] >= 0.0) || std::isinf(fixed_cost[site])) {
      core::refuse_argument(
          fmt::format("location: site {} has fixed cost {}, expected 0 or more", site, fixed_cost[site]));
    }
  }
}

void check_options(const LocationOptions& options) {
  if (options.start_count == 0) core::refuse_argument("location: start_count is 0, expected at least 1");
  if (!(options.gap_share >= 0.0)) {
    core::refuse_argument(fmt::format("location: gap_share is {}, expected 0 or more", options.gap_share));
  }
}

/// A decision a site: forced and forbidden ones are taken.
std::vector<Decision> decisions(const LocationTask& task) {
  std::vector<Decision> decision(task.costs.site_count(), Decision::open);
  for (const Row site : task.rules.forbidden) decision[site] = Decision::out;
  for (const Row site : task.forced) decision[site] = Decision::in;
  return decision;
}

/// Throws where no choice keeps to what is asked without a search: sites that are forced in and out, or too many.
void check_possible(const LocationTask& task, std::span<const Decision> decision, const core::Control& control) {
  const auto count_of = [&](Decision wanted) { return static_cast<std::size_t>(std::ranges::count(decision, wanted)); };
  const std::size_t wanted = std::min(task.p, decision.size());
  const bool is_both =
      std::ranges::any_of(task.rules.forbidden, [&](Row site) { return decision[site] == Decision::in; });
  if (is_both || count_of(Decision::in) > wanted || count_of(Decision::out) + wanted > decision.size())
    detail::refuse_impossible({task}, control);
}

/// A penalty at which it never pays to leave a row that counts unserved: more than serving all of them can cost,
/// divided by the least weight. The largest cost where every site serves every row.
std::uint32_t serving_penalty(const LocationTask& task) {
  constexpr double kMostPenalty = 4e9;
  std::uint32_t largest = 0;
  double most = 0.0;
  double least_weight = std::numeric_limits<double>::infinity();
  bool is_full = true;
  for (std::size_t row = 0; row < task.weight.size(); ++row) {
    std::uint32_t dearest = 0;
    std::size_t count = 0;
    task.costs.for_each(row, [&](const SiteCost& entry) {
      dearest = std::max(dearest, entry.cost);
      ++count;
    });
    largest = std::max(largest, dearest);
    if (!counts(task.weight[row])) continue;
    is_full = is_full && count == task.costs.site_count();
    most += task.weight[row] * dearest;
    least_weight = std::min(least_weight, task.weight[row]);
  }
  for (const double cost : task.fixed_cost) most += cost;
  if (is_full) return largest;
  return std::max(largest, static_cast<std::uint32_t>(std::min(std::floor(most / least_weight) + 1.0, kMostPenalty)));
}

ExactResult solution(const LocationTask& task, const LocationProblem& problem, const LocationOptions& options,
                     const core::Control& control) {
  std::optional<detail::Completion> completion;
  if (!problem.side.empty()) completion.emplace(task, problem, control);
  if (problem.pick_count > 0 && problem.pick_count < problem.site_count()) {
    const detail::Completion* const rules = completion ? &*completion : nullptr;
    const detail::ExchangeSearch exchange{problem, rules};
    const Choice start = exchange.best_of_starts(options, control);
    return detail::exact_search(problem, exchange, start, options, control, rules);
  }
  const std::vector<std::uint8_t> all(problem.site_count(), problem.pick_count > 0 ? 1 : 0);
  ExactResult result{{problem.decided, detail::objective_of(problem, all)}, 0.0, true, 0, 0};
  result.bound = result.choice.objective;
  if (problem.pick_count > 0) {
    result.choice.sites.insert(result.choice.sites.end(), problem.site_row.begin(), problem.site_row.end());
  }
  std::sort(result.choice.sites.begin(), result.choice.sites.end());
  return result;
}

/// What rounding can move in the sums of this file and of another choice, so that the bound stays beyond all of them.
double rounding_of_sums(const LocationTask& task, double weight, const CostRule& rule) {
  const auto row_count = static_cast<double>(task.weight.size());
  double sum = row_count * weight * rule.penalty;
  if (!task.fixed_cost.empty()) {
    const auto site_count = static_cast<double>(task.fixed_cost.size());
    sum += 2.0 * (row_count + site_count) * site_count * *std::ranges::max_element(task.fixed_cost);
  }
  return 4.0 * std::numeric_limits<double>::epsilon() * sum;
}

void check_task(const LocationTask& task, const CostRule& rule) {
  check_weights(task.weight, task.costs.row_count());
  detail::check_rules(task);
  check_fixed_costs(task.fixed_cost, task.costs, rule.covering);
  if (!rule.covering) check_costs(task.costs, rule.penalty);
}

/// The location with the cost of the p-median or, covering, the weight that is not covered: objective and bound of the
/// minimum.
Location minimum(const LocationTask& task, const CostRule& rule, const LocationOptions& options,
                 const core::Control& control) {
  check_options(options);
  check_task(task, rule);
  const std::vector<Decision> decision = decisions(task);
  check_possible(task, decision, control);
  const LocationProblem problem = detail::build_problem(task, decision, rule);
  const ExactResult found = solution(task, problem, options, control);
  Location location;
  location.chosen = found.choice.sites;
  detail::order_by_gain(location, task, rule);
  detail::Assignment assigned = detail::assignment(task, location.chosen, rule);
  detail::add_up(location, task, assigned, rule.covering);
  location.assigned = std::move(assigned.site);
  location.bound = found.bound + problem.offset;
  if (!problem.integral) location.bound -= rounding_of_sums(task, location.weight, rule);
  location.optimal = found.closed;
  location.iterations = found.iterations;
  location.node_count = found.node_count;
  return location;
}

}  // namespace

Location max_covering(const LocationTask& task, std::uint32_t standard, const LocationOptions& options,
                      const core::Control& control) {
  Location location = minimum(task, {standard, 1, true}, options, control);
  location.bound = std::max(location.objective, location.weight - location.bound);
  location.gap_share = detail::gap_share(location.objective, location.bound);
  return location;
}

Location p_median(const LocationTask& task, std::uint32_t penalty, const LocationOptions& options,
                  const core::Control& control) {
  Location location = minimum(task, {penalty, penalty, false}, options, control);
  location.bound = std::clamp(location.bound, 0.0, location.objective);
  location.gap_share = detail::gap_share(location.objective, location.bound);
  return location;
}

Location p_median_of_all(const LocationTask& task, const LocationOptions& options, const core::Control& control) {
  check_weights(task.weight, task.costs.row_count());
  detail::check_rules(task);
  const DemandedSites question{task, CountRule::exactly, kNoCost - 1};
  const auto demands = demands_of(question);
  const detail::Cover cover =
      detail::find_cover(detail::cover_problem(question, demands), {}, detail::kCoverNodeLimit, control);
  if (cover.verdict == detail::Verdict::none) detail::refuse_impossible(question, control);
  Location location = p_median(task, serving_penalty(task), options, control);
  const bool all_served = std::ranges::none_of(demands, [&](const Demand& demand) {
    return demand.kind == DemandKind::served && location.assigned[demand.subject] == kNoSite;
  });
  if (!all_served) detail::refuse_unsettled();
  return location;
}

}  // namespace trek::siting
