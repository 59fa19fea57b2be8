#include <algorithm>
#include <bit>
#include <cmath>

#include "case_count.hpp"
#include "location_case.hpp"
#include "support/catch.hpp"

namespace {

using trek::siting::CostTable;
using trek::siting::kNoCost;
using trek::siting::kNoSite;
using trek::siting::Location;
using trek::siting::LocationOptions;
using trek::siting::LocationTask;
using trek::siting::SiteCost;
using trek::test::LocationCase;

using Choice = std::uint32_t;  // a bit a site

/// Cost of the nearest site of the choice, a demand row.
std::vector<std::uint32_t> nearest_cost(const LocationTask& task, Choice choice) {
  std::vector<std::uint32_t> cost(task.weight.size(), kNoCost);
  for (std::size_t row = 0; row < cost.size(); ++row) {
    task.costs.for_each(row, [&](const SiteCost& entry) {
      if ((choice >> entry.site & 1U) != 0) cost[row] = std::min(cost[row], entry.cost);
    });
  }
  return cost;
}

double median_cost(const LocationTask& task, std::uint32_t penalty, Choice choice) {
  double sum = 0.0;
  const auto cost = nearest_cost(task, choice);
  for (std::size_t row = 0; row < cost.size(); ++row) {
    if (!std::isnan(task.weight[row])) sum += task.weight[row] * std::min(cost[row], penalty);
  }
  for (std::size_t site = 0; site < task.fixed_cost.size(); ++site) {
    if ((choice >> site & 1U) != 0) sum += task.fixed_cost[site];
  }
  return sum;
}

double covered_weight(const LocationTask& task, std::uint32_t standard, Choice choice) {
  double sum = 0.0;
  const auto cost = nearest_cost(task, choice);
  for (std::size_t row = 0; row < cost.size(); ++row) {
    if (!std::isnan(task.weight[row]) && cost[row] <= standard) sum += task.weight[row];
  }
  return sum;
}

/// The best value over all choices of p sites that hold the forced ones.
template <class Value, class Better>
double best_of_all(const LocationTask& task, const Value& value, const Better& better) {
  Choice forced = 0;
  for (const auto site : task.forced) forced |= 1U << site;
  const auto count = static_cast<int>(std::min(task.p, task.costs.site_count()));
  std::optional<double> best;
  for (Choice choice = 0; choice < 1U << task.costs.site_count(); ++choice) {
    if (std::popcount(choice) != count || (choice & forced) != forced) continue;
    const double found = value(choice);
    if (!best || better(found, *best)) best = found;
  }
  return best.value();
}

Choice choice_of(const Location& location) {
  Choice choice = 0;
  for (const auto site : location.chosen) choice |= 1U << site;
  return choice;
}

void check_shape(const Location& location, const LocationTask& task, std::uint32_t limit) {
  CHECK(std::is_sorted(location.chosen.begin(), location.chosen.end()));
  CHECK(std::popcount(choice_of(location)) == static_cast<int>(std::min(task.p, task.costs.site_count())));
  for (const auto site : task.forced) CHECK(std::count(location.chosen.begin(), location.chosen.end(), site) == 1);
  auto by_gain = location.by_gain;
  std::sort(by_gain.begin(), by_gain.end());
  CHECK(by_gain == location.chosen);
  const auto cost = nearest_cost(task, choice_of(location));
  REQUIRE(location.assigned.size() == cost.size());
  for (std::size_t row = 0; row < cost.size(); ++row) {
    std::uint32_t expected = kNoSite;
    task.costs.for_each(row, [&](const SiteCost& entry) {
      const bool is_chosen = (choice_of(location) >> entry.site & 1U) != 0;
      if (is_chosen && entry.cost == cost[row] && entry.cost <= limit && expected == kNoSite) expected = entry.site;
    });
    CHECK(location.assigned[row] == expected);
  }
}

/// From a full search to hardly any.
LocationOptions options_of(std::uint64_t seed) {
  LocationOptions options;
  options.seed = seed;
  options.shake_work = seed % 2 == 0 ? 0 : 2000;
  options.start_count = 1 + static_cast<std::uint32_t>(seed % 3);
  constexpr std::uint32_t kLimits[] = {4000, 4000, 0, 1, 3, 10, 40};
  options.iteration_limit = kLimits[seed % 7];
  return options;
}

double sum_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum;
}

}  // namespace

TEST_CASE("p_median: bound <= optimum <= objective, over all subsets of small instances", "[property]") {
  const auto seed = GENERATE(range(0U, cases(1500U)));
  CAPTURE(seed);
  const LocationCase input{seed};
  const auto task = input.task();
  const std::uint32_t penalty = input.largest + seed % 3;
  const auto options = options_of(seed);
  const Location location = trek::siting::p_median(task, penalty, options);
  check_shape(location, task, penalty);
  const auto cost = [&](Choice choice) { return median_cost(task, penalty, choice); };
  const double optimum = best_of_all(task, cost, std::less<>{});
  CHECK(location.objective == cost(choice_of(location)));
  CHECK(location.bound <= optimum);
  CHECK(optimum <= location.objective);
  if (location.optimal) CHECK(location.objective <= optimum * (1.0 + 2e-9));
  if (options.iteration_limit == 4000) CHECK(location.optimal);
  CHECK(cost(0) - sum_of(location.gain) == Approx(location.objective).margin(1e-6));
}

TEST_CASE("p_median: with fixed costs, bound <= optimum <= objective over all subsets", "[property]") {
  const auto seed = GENERATE(range(0U, cases(1000U)));
  CAPTURE(seed);
  const LocationCase input{seed};
  const auto task = input.task_with_fixed_costs();
  const auto options = options_of(seed);
  const Location location = trek::siting::p_median(task, input.largest, options);
  check_shape(location, task, input.largest);
  const auto cost = [&](Choice choice) { return median_cost(task, input.largest, choice); };
  const double optimum = best_of_all(task, cost, std::less<>{});
  const double rounding = 1e-9 * (cost(0) + sum_of(input.fixed_cost));
  CHECK(location.objective == Approx(cost(choice_of(location))).margin(rounding));
  CHECK(location.bound <= optimum);
  CHECK(optimum <= location.objective + rounding);
  if (location.optimal) CHECK(location.objective <= optimum + 2.0 * rounding);
  if (options.iteration_limit == 4000) CHECK(location.optimal);
  CHECK(cost(0) - sum_of(location.gain) == Approx(location.objective).margin(1e-6));
}

TEST_CASE("max_covering: objective <= optimum <= bound, over all subsets of small instances", "[property]") {
  const auto seed = GENERATE(range(0U, cases(1500U)));
  CAPTURE(seed);
  const LocationCase input{seed};
  const auto task = input.task();
  const std::uint32_t standard = input.largest * (1 + seed % 4) / 5;
  const auto options = options_of(seed);
  const Location location = trek::siting::max_covering(task, standard, options);
  check_shape(location, task, standard);
  const auto covered = [&](Choice choice) { return covered_weight(task, standard, choice); };
  const double optimum = best_of_all(task, covered, std::greater<>{});
  CHECK(location.objective == covered(choice_of(location)));
  CHECK(location.bound >= optimum);
  CHECK(optimum >= location.objective);
  if (location.optimal) CHECK(location.objective >= optimum - 2e-9 * location.weight);
  if (options.iteration_limit == 4000) CHECK(location.optimal);
  CHECK(sum_of(location.gain) == Approx(location.objective).margin(1e-9));
}

TEST_CASE("location: a dense table gives the answer of the sparse one", "[property]") {
  const auto seed = GENERATE(range(0U, cases(200U)));
  CAPTURE(seed);
  const LocationCase input{seed};
  const auto task = input.task();
  const std::size_t site_count = input.table.site_count();
  std::vector<std::uint32_t> costs(input.weight.size() * site_count, kNoCost);
  for (std::size_t row = 0; row < input.weight.size(); ++row) {
    input.table.for_each(row, [&](const SiteCost& entry) { costs[row * site_count + entry.site] = entry.cost; });
  }
  const CostTable dense = CostTable::dense(costs, input.weight.size(), site_count);
  const LocationTask dense_task{dense, input.weight, input.p, input.forced};
  const auto same = [](const Location& a, const Location& b) {
    CHECK(a.chosen == b.chosen);
    CHECK(a.by_gain == b.by_gain);
    CHECK(a.assigned == b.assigned);
    CHECK(a.objective == b.objective);
    CHECK(a.bound == b.bound);
  };
  const std::uint32_t penalty = input.largest + 1;
  same(trek::siting::p_median(dense_task, penalty), trek::siting::p_median(task, penalty));
  const std::uint32_t standard = input.largest / 2;
  same(trek::siting::max_covering(dense_task, standard), trek::siting::max_covering(task, standard));
}

TEST_CASE("location: the same on any number of threads", "[property][parallel]") {
  trek::core::Random random{7};
  trek::core::Rows<SiteCost> rows;
  std::vector<double> weight;
  for (int row = 0; row < 300; ++row) {
    weight.push_back(random.uniform(0.0, 9.0));
    for (std::uint32_t site = 0; site < 40; ++site) {
      if (random.below(3) == 0) rows.push({site, static_cast<std::uint32_t>(random.below(3000))});
    }
    rows.close_row();
  }
  const CostTable table = CostTable::sparse(std::move(rows), 40);
  LocationOptions options;
  options.iteration_limit = 200;
  trek::core::Control one;
  one.thread_count = 1;
  trek::core::Control four;
  four.thread_count = 4;
  const auto a = trek::siting::p_median({table, weight, 6, {}}, 3000, options, one);
  const auto b = trek::siting::p_median({table, weight, 6, {}}, 3000, options, four);
  CHECK(a.chosen == b.chosen);
  CHECK(a.objective == b.objective);
  CHECK(a.bound == b.bound);
  CHECK(a.iterations == b.iterations);
}
