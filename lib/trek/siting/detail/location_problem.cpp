#include "trek/siting/detail/location_problem.hpp"

#include <algorithm>
#include <cmath>

namespace trek::siting::detail {
namespace {

using Row = std::uint32_t;

constexpr double kExactSum = 0x1.0p52;  // sums of whole numbers below this are exact, with a bit to spare

bool counts(double weight) { return weight > 0.0; }  // false for NaN

/// Entries of the free sites by demand row, each row by ascending site.
struct ByRow {
  std::vector<std::size_t> first;
  std::vector<SiteCost> cost;
  [[nodiscard]] std::span<SiteCost> row(Row i) noexcept {
    return {cost.data() + first[i], cost.data() + first[i + std::size_t{1}]};
  }
};

/// Calls `visit(demand row, free site, cost)` for every entry of a free site that counts, by ascending site.
template <class Visit>
void for_each_entry(const LocationTask& task, std::span<const std::uint8_t> forced, const CostRule& rule,
                    const Visit& visit) {
  Row free_site = 0;
  for (std::size_t site = 0; site < task.table.size(); ++site) {
    if (forced[site] != 0) continue;
    task.table.for_each(site, [&](const access::Reach& reach) {
      if (reach.time_ds <= rule.limit_ds && counts(task.weight[reach.row])) {
        visit(reach.row, free_site, rule.cost(reach.time_ds));
      }
    });
    ++free_site;
  }
}

/// Cost of each demand row with the forced sites alone.
std::vector<std::uint32_t> forced_caps(const LocationTask& task, std::span<const std::uint8_t> forced,
                                       const CostRule& rule) {
  std::vector<std::uint32_t> cap(task.weight.size(), rule.penalty_ds);
  for (std::size_t site = 0; site < task.table.size(); ++site) {
    if (forced[site] == 0) continue;
    task.table.for_each(site, [&](const access::Reach& reach) {
      if (reach.time_ds <= rule.limit_ds) cap[reach.row] = std::min(cap[reach.row], rule.cost(reach.time_ds));
    });
  }
  return cap;
}

ByRow entries_by_row(const LocationTask& task, std::span<const std::uint8_t> forced, const CostRule& rule,
                     std::span<const std::uint32_t> cap) {
  ByRow by_row;
  by_row.first.assign(task.weight.size() + 1, 0);
  const auto for_each_useful = [&](const auto& visit) {
    for_each_entry(task, forced, rule, [&](Row row, Row site, std::uint32_t cost) {
      if (cost < cap[row]) visit(row, site, cost);
    });
  };
  for_each_useful([&](Row row, Row, std::uint32_t) { ++by_row.first[row + std::size_t{1}]; });
  for (std::size_t row = 1; row < by_row.first.size(); ++row) by_row.first[row] += by_row.first[row - 1];
  by_row.cost.resize(by_row.first.back());
  std::vector<std::size_t> next(by_row.first.begin(), by_row.first.end() - 1);
  for_each_useful([&](Row row, Row site, std::uint32_t cost) { by_row.cost[next[row]++] = {cost, site}; });
  return by_row;
}

void sort_by_cost(std::span<SiteCost> costs) {
  const auto key = [](const SiteCost& cost) { return (std::uint64_t{cost.time_ds} << 32U) | cost.site; };
  std::sort(costs.begin(), costs.end(), [&](const SiteCost& a, const SiteCost& b) { return key(a) < key(b); });
}

bool whole_sums(std::span<const double> weight, std::uint32_t penalty_ds) {
  double sum = 0.0;
  for (const double w : weight) {
    if (!counts(w)) continue;
    if (w != std::floor(w)) return false;
    sum += w;
  }
  return sum * std::max(1.0, static_cast<double>(penalty_ds)) < kExactSum;
}

/// Adds a row whose costs have been pushed; without costs it is part of the fixed cost instead.
void close_problem_row(LocationProblem& problem, std::size_t pushed_count, double weight, std::uint32_t cap_ds) {
  if (pushed_count == 0) {
    problem.fixed_cost += weight * cap_ds;
    return;
  }
  problem.costs.close_row();
  problem.weight.push_back(weight);
  problem.cap_ds.push_back(cap_ds);
}

}  // namespace

LocationProblem build_problem(const LocationTask& task, std::span<const std::uint8_t> forced, const CostRule& rule) {
  LocationProblem problem;
  for (Row site = 0; site < task.table.size(); ++site) {
    (forced[site] != 0 ? problem.decided : problem.site_row).push_back(site);
  }
  problem.pick_count = std::min(task.p, task.table.size()) - problem.decided.size();
  problem.integral = whole_sums(task.weight, rule.penalty_ds);
  const std::vector<std::uint32_t> cap = forced_caps(task, forced, rule);
  ByRow by_row = entries_by_row(task, forced, rule, cap);
  for (Row row = 0; row < task.weight.size(); ++row) {
    if (!counts(task.weight[row])) continue;
    const std::span<SiteCost> costs = by_row.row(row);
    if (!rule.covering) sort_by_cost(costs);
    for (const SiteCost& cost : costs) problem.costs.push(cost);
    close_problem_row(problem, costs.size(), task.weight[row], cap[row]);
  }
  return problem;
}

Restriction restricted(const LocationProblem& problem, std::span<const Decision> decision) {
  Restriction result;
  LocationProblem& smaller = result.problem;
  smaller.decided = problem.decided;
  smaller.pick_count = problem.pick_count;
  smaller.fixed_cost = problem.fixed_cost;
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
  for (Row row = 0; row < problem.row_count(); ++row) {
    const std::span<const SiteCost> costs = problem.costs[row];
    const auto first_in = std::find_if(costs.begin(), costs.end(),
                                       [&](const SiteCost& cost) { return decision[cost.site] == Decision::in; });
    const std::uint32_t cap_ds = first_in == costs.end() ? problem.cap_ds[row] : first_in->time_ds;
    std::size_t pushed_count = 0;
    for (const SiteCost& cost : costs) {
      if (cost.time_ds >= cap_ds) break;
      if (decision[cost.site] != Decision::open) continue;
      smaller.costs.push({cost.time_ds, new_site[cost.site]});
      ++pushed_count;
    }
    close_problem_row(smaller, pushed_count, problem.weight[row], cap_ds);
    if (pushed_count > 0) result.row.push_back(row);
  }
  return result;
}

double objective_of(const LocationProblem& problem, std::span<const std::uint8_t> is_chosen) {
  double sum = problem.fixed_cost;
  for (std::size_t row = 0; row < problem.row_count(); ++row) {
    std::uint32_t time_ds = problem.cap_ds[row];
    for (const SiteCost& cost : problem.costs[row]) {
      if (is_chosen[cost.site] == 0) continue;
      time_ds = std::min(time_ds, cost.time_ds);
      break;
    }
    sum += problem.weight[row] * time_ds;
  }
  return sum;
}

}  // namespace trek::siting::detail
