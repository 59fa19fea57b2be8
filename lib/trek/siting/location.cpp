#include "trek/siting/location.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "trek/core/error.hpp"
#include "trek/siting/detail/exact_search.hpp"
#include "trek/siting/detail/exchange.hpp"
#include "trek/siting/detail/location_problem.hpp"

namespace trek::siting {
namespace {

using Row = std::uint32_t;
using detail::Choice;
using detail::CostRule;
using detail::ExactResult;
using detail::LocationProblem;

void check_weights(std::span<const double> weight) {
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

void check_table(const LocationTask& task, const CostRule& rule) {
  for (std::size_t site = 0; site < task.table.size(); ++site) {
    task.table.for_each(site, [&](const access::Reach& reach) {
      if (reach.row >= task.weight.size()) {
        core::refuse_argument(
            fmt::format("location: site row {} reaches demand row {}, expected less than {} (one weight a row)", site,
                        reach.row, task.weight.size()));
      }
      if (!rule.covering && reach.time_ds > rule.penalty_ds) {
        core::refuse_argument(
            fmt::format("location: site row {} reaches demand row {} in {} ds, above the penalty of {} ds; give a "
                        "penalty that no time in the table exceeds",
                        site, reach.row, reach.time_ds, rule.penalty_ds));
      }
    });
  }
}

void check_options(const LocationOptions& options) {
  if (options.start_count == 0) core::refuse_argument("location: start_count is 0, expected at least 1");
  if (!(options.gap_share >= 0.0)) {
    core::refuse_argument(fmt::format("location: gap_share is {}, expected 0 or more", options.gap_share));
  }
}

/// A flag a site.
std::vector<std::uint8_t> forced_flags(const LocationTask& task) {
  std::vector<std::uint8_t> forced(task.table.size(), 0);
  for (const Row site : task.forced) {
    if (site >= forced.size()) {
      core::refuse_argument(
          fmt::format("location: forced site {} is not in the table of {} sites", site, forced.size()));
    }
    forced[site] = 1;
  }
  const auto count = std::accumulate(forced.begin(), forced.end(), std::size_t{0});
  if (count > task.p) {
    core::refuse_argument(
        fmt::format("location: {} sites are forced and p is {}; expected p of at least as many", count, task.p));
  }
  return forced;
}

ExactResult solution(const LocationProblem& problem, const LocationOptions& options, const core::Control& control) {
  if (problem.pick_count > 0 && problem.pick_count < problem.site_count()) {
    const detail::ExchangeSearch exchange{problem};
    const Choice start = exchange.best_of_starts(options, control);
    return detail::exact_search(problem, exchange, start, options, control);
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

/// The nearest chosen site of each demand row, and its cost; the penalty without one.
struct Assignment {
  std::vector<Row> site;
  std::vector<std::uint32_t> time_ds;
  std::vector<std::uint32_t> cost;
};

Assignment assignment(const LocationTask& task, std::span<const Row> chosen, const CostRule& rule) {
  const std::size_t count = task.weight.size();
  Assignment result{std::vector<Row>(count, kNoSite), std::vector<std::uint32_t>(count, access::kUnreachable_ds),
                    std::vector<std::uint32_t>(count, rule.penalty_ds)};
  for (const Row site : chosen) {
    task.table.for_each(site, [&](const access::Reach& reach) {
      if (reach.time_ds > rule.limit_ds || reach.time_ds >= result.time_ds[reach.row]) return;
      result.site[reach.row] = site;
      result.time_ds[reach.row] = reach.time_ds;
      result.cost[reach.row] = rule.cost(reach.time_ds);
    });
  }
  return result;
}

/// What a site saves on the costs so far.
double gain_of(const LocationTask& task, Row site, const CostRule& rule, std::span<const std::uint32_t> cost) {
  double sum = 0.0;
  task.table.for_each(site, [&](const access::Reach& reach) {
    if (reach.time_ds > rule.limit_ds || std::isnan(task.weight[reach.row])) return;
    const std::uint32_t own = rule.cost(reach.time_ds);
    if (own < cost[reach.row]) sum += task.weight[reach.row] * (cost[reach.row] - own);
  });
  return sum;
}

/// Fills by_gain and gain: `left` in the order in which each adds most.
void append_by_gain(Location& location, std::vector<Row> left, const LocationTask& task, const CostRule& rule,
                    std::vector<std::uint32_t>& cost) {
  while (!left.empty()) {
    std::vector<double> gain;
    for (const Row site : left) gain.push_back(gain_of(task, site, rule, cost));
    const auto best = std::max_element(gain.begin(), gain.end()) - gain.begin();  // the first of equals
    const Row site = left[static_cast<std::size_t>(best)];
    location.by_gain.push_back(site);
    location.gain.push_back(gain[static_cast<std::size_t>(best)]);
    task.table.for_each(site, [&](const access::Reach& reach) {
      if (reach.time_ds > rule.limit_ds) return;
      cost[reach.row] = std::min(cost[reach.row], rule.cost(reach.time_ds));
    });
    left.erase(left.begin() + best);
  }
}

void order_by_gain(Location& location, const LocationTask& task, std::span<const std::uint8_t> forced,
                   const CostRule& rule) {
  std::vector<Row> first;
  std::vector<Row> then;
  for (const Row site : location.chosen) (forced[site] != 0 ? first : then).push_back(site);
  std::vector<std::uint32_t> cost(task.weight.size(), rule.penalty_ds);
  append_by_gain(location, std::move(first), task, rule, cost);
  append_by_gain(location, std::move(then), task, rule, cost);
}

double gap_share(double objective, double bound) {
  const double larger = std::max(objective, bound);
  return larger > 0.0 ? std::abs(objective - bound) / larger : 0.0;
}

/// What rounding can move in the sums of this file and of another choice, so that the bound stays beyond all of them.
double rounding_of_sums(const LocationTask& task, double weight, const CostRule& rule) {
  return 4.0 * static_cast<double>(task.weight.size()) * std::numeric_limits<double>::epsilon() * weight *
         rule.penalty_ds;
}

/// The location with the cost of the p-median or, covering, the weight that is not covered: objective and bound of the
/// minimum.
Location minimum(const LocationTask& task, const CostRule& rule, const LocationOptions& options,
                 const core::Control& control) {
  check_options(options);
  check_weights(task.weight);
  check_table(task, rule);
  const std::vector<std::uint8_t> forced = forced_flags(task);
  const LocationProblem problem = detail::build_problem(task, forced, rule);
  const ExactResult found = solution(problem, options, control);
  Location location;
  location.chosen = found.choice.sites;
  order_by_gain(location, task, forced, rule);
  Assignment assigned = assignment(task, location.chosen, rule);
  double served = 0.0;
  for (std::size_t row = 0; row < task.weight.size(); ++row) {
    const double weight = task.weight[row];
    if (std::isnan(weight)) continue;
    location.weight += weight;
    if (assigned.site[row] != kNoSite) served += weight;
    location.objective += rule.covering ? (assigned.site[row] != kNoSite ? weight : 0.0) : weight * assigned.cost[row];
  }
  location.assigned = std::move(assigned.site);
  location.served_share = location.weight > 0.0 ? std::min(served / location.weight, 1.0) : 0.0;
  location.bound = problem.integral ? found.bound : found.bound - rounding_of_sums(task, location.weight, rule);
  location.optimal = found.closed;
  location.iterations = found.iterations;
  location.node_count = found.node_count;
  return location;
}

}  // namespace

Location max_covering(const LocationTask& task, core::Deciseconds standard, const LocationOptions& options,
                      const core::Control& control) {
  Location location = minimum(task, {standard.count(), 1, true}, options, control);
  location.bound = std::max(location.objective, location.weight - location.bound);
  location.gap_share = gap_share(location.objective, location.bound);
  return location;
}

Location p_median(const LocationTask& task, core::Deciseconds penalty, const LocationOptions& options,
                  const core::Control& control) {
  Location location = minimum(task, {penalty.count(), penalty.count(), false}, options, control);
  location.bound = std::clamp(location.bound, 0.0, location.objective);
  location.gap_share = gap_share(location.objective, location.bound);
  return location;
}

}  // namespace trek::siting
