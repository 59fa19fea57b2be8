#include "trek/siting/detail/location_problem.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trek::siting::detail {
namespace {

using Row = std::uint32_t;

constexpr double kExactSum = 0x1.0p52;  // sums of whole numbers below this are exact, with a bit to spare

/// Site of the table -> free site.
std::vector<Row> free_sites(std::span<const Decision> decision) {
  std::vector<Row> free_site(decision.size(), kNoSite);
  Row count = 0;
  for (std::size_t site = 0; site < decision.size(); ++site) {
    if (decision[site] == Decision::open) free_site[site] = count++;
  }
  return free_site;
}

/// A flag a site that is in.
std::vector<std::uint8_t> flags_of_in(std::span<const Decision> decision) {
  std::vector<std::uint8_t> is_in;
  for (const Decision decided : decision) is_in.push_back(decided == Decision::in ? 1 : 0);
  return is_in;
}

/// Cost of a demand row with the forced sites alone.
std::uint32_t forced_cap(const CostTable& costs, Row row, std::span<const Decision> decision, const CostRule& rule) {
  std::uint32_t cap = rule.penalty;
  costs.for_each(row, [&](const SiteCost& entry) {
    if (decision[entry.site] == Decision::in && entry.cost <= rule.limit) cap = std::min(cap, rule.counted(entry.cost));
  });
  return cap;
}

/// What the free sites that are within the limit cost a demand row, below its cap.
std::vector<SiteCost> free_costs(const CostTable& costs, Row row, std::span<const Row> free_site, const CostRule& rule,
                                 std::uint32_t cap) {
  std::vector<SiteCost> result;
  costs.for_each(row, [&](const SiteCost& entry) {
    const Row site = free_site[entry.site];
    const std::uint32_t cost = rule.counted(entry.cost);
    if (site != kNoSite && entry.cost <= rule.limit && cost < cap) result.push_back({site, cost});
  });
  if (!rule.covering) {
    std::ranges::sort(result, {}, [](const SiteCost& entry) { return std::pair{entry.cost, entry.site}; });
  }
  return result;
}

bool is_whole(double number) { return number == std::floor(number); }

bool whole_sums(const LocationTask& task, std::uint32_t penalty) {
  double sum = 0.0;
  for (const double weight : task.weight) {
    if (!counts(weight)) continue;
    if (!is_whole(weight)) return false;
    sum += weight * std::max(1.0, static_cast<double>(penalty));
  }
  if (task.fixed_cost.empty()) return sum < kExactSum;
  sum += *std::ranges::max_element(task.fixed_cost) * static_cast<double>(task.fixed_cost.size());
  return sum < kExactSum && std::ranges::all_of(task.fixed_cost, is_whole);
}

/// Adds a row whose costs have been pushed; without costs it is part of the fixed cost instead.
void close_problem_row(LocationProblem& problem, std::size_t pushed_count, double weight, std::uint32_t cap) {
  if (pushed_count == 0) {
    problem.settled_cost += weight * cap;
    return;
  }
  problem.costs.close_row();
  problem.weight.push_back(weight);
  problem.cap.push_back(cap);
}

/// A row a free site for what it costs less than the dearest one.
void add_fixed_costs(LocationProblem& problem, std::span<const double> fixed_cost) {
  if (fixed_cost.empty()) return;
  double dearest = 0.0;
  for (const Row site : problem.site_row) dearest = std::max(dearest, fixed_cost[site]);
  problem.offset = dearest * static_cast<double>(problem.pick_count);
  for (const Row site : problem.decided) problem.offset += fixed_cost[site];
  for (Row site = 0; site < problem.site_count(); ++site) {
    const double saved = dearest - fixed_cost[problem.site_row[site]];
    if (!(saved > 0.0)) continue;
    problem.offset -= saved;
    problem.costs.push({site, 0});
    close_problem_row(problem, 1, saved, 1);
  }
}

}  // namespace

LocationProblem build_problem(const LocationTask& task, std::span<const Decision> decision, const CostRule& rule) {
  LocationProblem problem;
  for (Row site = 0; site < decision.size(); ++site) {
    if (decision[site] == Decision::in) problem.decided.push_back(site);
    if (decision[site] == Decision::open) problem.site_row.push_back(site);
  }
  problem.pick_count = std::min(task.p, decision.size()) - problem.decided.size();
  problem.integral = whole_sums(task, rule.penalty);
  const std::vector<Row> free_site = free_sites(decision);
  problem.side = restricted(side_rules(task), free_site, flags_of_in(decision));
  for (Row row = 0; row < task.weight.size(); ++row) {
    if (!counts(task.weight[row])) continue;
    const std::uint32_t cap = forced_cap(task.costs, row, decision, rule);
    const std::vector<SiteCost> costs = free_costs(task.costs, row, free_site, rule, cap);
    for (const SiteCost& entry : costs) problem.costs.push(entry);
    close_problem_row(problem, costs.size(), task.weight[row], cap);
  }
  add_fixed_costs(problem, task.fixed_cost);
  return problem;
}

Restriction restricted(const LocationProblem& problem, std::span<const Decision> decision) {
  Restriction result;
  LocationProblem& smaller = result.problem;
  smaller.decided = problem.decided;
  smaller.pick_count = problem.pick_count;
  smaller.settled_cost = problem.settled_cost;
  smaller.integral = problem.integral;
  std::vector<Row> new_site(problem.site_count(), kNoSite);
  for (Row site = 0; site < problem.site_count(); ++site) {
    if (decision[site] == Decision::open) {
      new_site[site] = static_cast<Row>(smaller.site_row.size());
      smaller.site_row.push_back(problem.site_row[site]);
    } else if (decision[site] == Decision::in) {
      smaller.decided.push_back(problem.site_row[site]);
      --smaller.pick_count;
    }
  }
  smaller.side = restricted(problem.side, new_site, flags_of_in(decision));
  for (Row row = 0; row < problem.row_count(); ++row) {
    const std::span<const SiteCost> costs = problem.costs[row];
    const auto first_in = std::find_if(costs.begin(), costs.end(),
                                       [&](const SiteCost& entry) { return decision[entry.site] == Decision::in; });
    const std::uint32_t cap = first_in == costs.end() ? problem.cap[row] : first_in->cost;
    std::size_t pushed_count = 0;
    for (const SiteCost& entry : costs) {
      if (entry.cost >= cap) break;
      if (decision[entry.site] != Decision::open) continue;
      smaller.costs.push({new_site[entry.site], entry.cost});
      ++pushed_count;
    }
    close_problem_row(smaller, pushed_count, problem.weight[row], cap);
    if (pushed_count > 0) result.row.push_back(row);
  }
  return result;
}

double objective_of(const LocationProblem& problem, std::span<const std::uint8_t> is_chosen) {
  double sum = problem.settled_cost;
  for (std::size_t row = 0; row < problem.row_count(); ++row) {
    std::uint32_t cost = problem.cap[row];
    for (const SiteCost& entry : problem.costs[row]) {
      if (is_chosen[entry.site] == 0) continue;
      cost = std::min(cost, entry.cost);
      break;
    }
    sum += problem.weight[row] * cost;
  }
  return sum;
}

}  // namespace trek::siting::detail
