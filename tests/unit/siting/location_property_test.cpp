#include <algorithm>
#include <bit>
#include <cmath>

#include "location_case.hpp"
#include "support/catch.hpp"

namespace {

using trek::access::kUnreachable_ds;
using trek::core::Deciseconds;
using trek::siting::kNoSite;
using trek::siting::Location;
using trek::siting::LocationOptions;
using trek::siting::LocationTask;
using trek::test::LocationCase;

using Choice = std::uint32_t;  // a bit a site

/// Time to the nearest site of the choice, a demand row.
std::vector<std::uint32_t> nearest_ds(const LocationTask& task, Choice choice) {
  std::vector<std::uint32_t> time_ds(task.weight.size(), kUnreachable_ds);
  for (std::size_t site = 0; site < task.table.size(); ++site) {
    if ((choice >> site & 1U) == 0) continue;
    task.table.for_each(site,
                        [&](const auto& reach) { time_ds[reach.row] = std::min(time_ds[reach.row], reach.time_ds); });
  }
  return time_ds;
}

double median_cost(const LocationTask& task, std::uint32_t penalty_ds, Choice choice) {
  double sum = 0.0;
  const auto time_ds = nearest_ds(task, choice);
  for (std::size_t row = 0; row < time_ds.size(); ++row) {
    if (!std::isnan(task.weight[row])) sum += task.weight[row] * std::min(time_ds[row], penalty_ds);
  }
  return sum;
}

double covered_weight(const LocationTask& task, std::uint32_t standard_ds, Choice choice) {
  double sum = 0.0;
  const auto time_ds = nearest_ds(task, choice);
  for (std::size_t row = 0; row < time_ds.size(); ++row) {
    if (!std::isnan(task.weight[row]) && time_ds[row] <= standard_ds) sum += task.weight[row];
  }
  return sum;
}

/// The best value over all choices of p sites that hold the forced ones.
template <class Value, class Better>
double best_of_all(const LocationTask& task, const Value& value, const Better& better) {
  Choice forced = 0;
  for (const auto site : task.forced) forced |= 1U << site;
  const auto count = static_cast<int>(std::min(task.p, task.table.size()));
  std::optional<double> best;
  for (Choice choice = 0; choice < 1U << task.table.size(); ++choice) {
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

void check_shape(const Location& location, const LocationTask& task, std::uint32_t limit_ds) {
  CHECK(std::is_sorted(location.chosen.begin(), location.chosen.end()));
  CHECK(std::popcount(choice_of(location)) == static_cast<int>(std::min(task.p, task.table.size())));
  for (const auto site : task.forced) CHECK(std::count(location.chosen.begin(), location.chosen.end(), site) == 1);
  auto by_gain = location.by_gain;
  std::sort(by_gain.begin(), by_gain.end());
  CHECK(by_gain == location.chosen);
  const auto time_ds = nearest_ds(task, choice_of(location));
  REQUIRE(location.assigned.size() == time_ds.size());
  for (std::uint32_t row = 0; row < time_ds.size(); ++row) {
    std::uint32_t expected = kNoSite;
    for (const auto site : location.chosen) {
      task.table.for_each(site, [&](const auto& reach) {
        const bool nearest = reach.row == row && reach.time_ds == time_ds[row] && reach.time_ds <= limit_ds;
        if (nearest && expected == kNoSite) expected = site;
      });
    }
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
  const auto seed = GENERATE(range(0U, 1500U));
  CAPTURE(seed);
  const LocationCase input{seed};
  const auto task = input.task();
  const std::uint32_t penalty_ds = input.largest_ds + seed % 3;
  const auto options = options_of(seed);
  const Location location = trek::siting::p_median(task, Deciseconds{penalty_ds}, options);
  check_shape(location, task, penalty_ds);
  const auto cost = [&](Choice choice) { return median_cost(task, penalty_ds, choice); };
  const double optimum = best_of_all(task, cost, std::less<>{});
  CHECK(location.objective == cost(choice_of(location)));
  CHECK(location.bound <= optimum);
  CHECK(optimum <= location.objective);
  if (location.optimal) CHECK(location.objective <= optimum * (1.0 + 2e-9));
  if (options.iteration_limit == 4000) CHECK(location.optimal);
  CHECK(cost(0) - sum_of(location.gain) == Approx(location.objective).margin(1e-6));
}

TEST_CASE("max_covering: objective <= optimum <= bound, over all subsets of small instances", "[property]") {
  const auto seed = GENERATE(range(0U, 1500U));
  CAPTURE(seed);
  const LocationCase input{seed};
  const auto task = input.task();
  const std::uint32_t standard_ds = input.largest_ds * (1 + seed % 4) / 5;
  const auto options = options_of(seed);
  const Location location = trek::siting::max_covering(task, Deciseconds{standard_ds}, options);
  check_shape(location, task, standard_ds);
  const auto covered = [&](Choice choice) { return covered_weight(task, standard_ds, choice); };
  const double optimum = best_of_all(task, covered, std::greater<>{});
  CHECK(location.objective == covered(choice_of(location)));
  CHECK(location.bound >= optimum);
  CHECK(optimum >= location.objective);
  if (location.optimal) CHECK(location.objective >= optimum - 2e-9 * location.weight);
  if (options.iteration_limit == 4000) CHECK(location.optimal);
  CHECK(sum_of(location.gain) == Approx(location.objective).margin(1e-9));
}

TEST_CASE("location: dense rows give the answer of the pairs", "[property]") {
  const auto seed = GENERATE(range(0U, 200U));
  CAPTURE(seed);
  const LocationCase input{seed};
  const auto task = input.task();
  const auto limit = Deciseconds{seed % 2 == 0 ? input.largest_ds : kUnreachable_ds};  // narrow and wide
  trek::access::DenseTable dense{input.table.size(), input.weight.size(), limit};
  const auto fill = [&]<class Time>(Time never) {
    for (std::size_t site = 0; site < input.table.size(); ++site) {
      std::vector<Time> row(input.weight.size(), never);
      for (const auto& reach : input.table[site]) row[reach.row] = static_cast<Time>(reach.time_ds);
      dense.set(site, std::span<const Time>{row});
    }
  };
  seed % 2 == 0 ? fill(trek::access::kNotReached<std::uint16_t>) : fill(trek::access::kNotReached<std::uint32_t>);
  const LocationTask dense_task{dense, input.weight, input.p, input.forced};
  const auto same = [](const Location& a, const Location& b) {
    CHECK(a.chosen == b.chosen);
    CHECK(a.by_gain == b.by_gain);
    CHECK(a.assigned == b.assigned);
    CHECK(a.objective == b.objective);
    CHECK(a.bound == b.bound);
  };
  const Deciseconds penalty{input.largest_ds + 1};
  same(trek::siting::p_median(dense_task, penalty), trek::siting::p_median(task, penalty));
  const Deciseconds standard{input.largest_ds / 2};
  same(trek::siting::max_covering(dense_task, standard), trek::siting::max_covering(task, standard));
}

TEST_CASE("location: the same on any number of threads", "[property][parallel]") {
  trek::core::Random random{7};
  trek::access::TravelTable table;
  std::vector<double> weight;
  for (int row = 0; row < 300; ++row) weight.push_back(random.uniform(0.0, 9.0));
  for (int site = 0; site < 40; ++site) {
    for (std::uint32_t row = 0; row < 300; ++row) {
      if (random.below(3) == 0) table.push({row, static_cast<std::uint32_t>(random.below(3000))});
    }
    table.close_row();
  }
  LocationOptions options;
  options.iteration_limit = 200;
  trek::core::Control one;
  one.thread_count = 1;
  trek::core::Control four;
  four.thread_count = 4;
  const auto a = trek::siting::p_median({table, weight, 6, {}}, Deciseconds{3000}, options, one);
  const auto b = trek::siting::p_median({table, weight, 6, {}}, Deciseconds{3000}, options, four);
  CHECK(a.chosen == b.chosen);
  CHECK(a.objective == b.objective);
  CHECK(a.bound == b.bound);
  CHECK(a.iterations == b.iterations);
}
