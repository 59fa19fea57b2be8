// Maximal covering and p-median with rules on sites.
#include <algorithm>
#include <bit>

#include "case_count.hpp"
#include "ruled_case.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/siting/capacitated.hpp"

namespace {

using Catch::Matchers::Contains;
using trek::siting::capacitated_covering;
using trek::siting::DemandedSites;
using trek::siting::Location;
using trek::siting::LocationTask;
using trek::test::bits_of;
using trek::test::cost_table;
using trek::test::RuledCase;
using trek::test::SiteBits;
using trek::test::sum_of_costs;
using trek::test::sum_of_covered;

using Sites = std::vector<std::uint32_t>;

template <class Solve>
void check_refused(const DemandedSites& question, const Solve& solve) {
  CHECK(trek::siting::find_conflict(question));
  try {
    solve();
    FAIL("solved what cannot be");
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::limit);
    CHECK_THAT(error.what(), Contains("cannot be met"));
  }
}

//  sites 0 1 2 3 serve a row each, of 40, 30, 20 and 10 people; 0 and 1 are in one town, 1 apart
const auto kOwn = cost_table({{0, {}, {}, {}}, {{}, 0, {}, {}}, {{}, {}, 0, {}}, {{}, {}, {}, 0}}, 4);
const std::vector<double> kTowns{40.0, 30.0, 20.0, 10.0};

Sites covering(const LocationTask& task) {
  const Location location = max_covering(task, 0);
  CHECK(location.optimal);
  return location.chosen;
}

}  // namespace

TEST_CASE("max_covering: each rule keeps the best sites from being chosen together", "[siting][unit]") {
  LocationTask task{kOwn, kTowns, 2};
  CHECK(covering(task) == Sites{0, 1});
  const Sites out{0};
  task.rules.forbidden = out;
  CHECK(covering(task) == Sites{1, 2});
  task.rules = {};
  const Sites group{0, 0, 1, 2};
  const std::vector<trek::siting::GroupMinimum> minimum{{2, 1}};
  task.rules.group = group;
  task.rules.group_minimum = minimum;
  CHECK(covering(task) == Sites{0, 3});
  task.rules = {};
  const std::vector<double> x{0.0, 1.0, 5.0, 9.0};
  const std::vector<double> y(4, 0.0);
  task.rules.x = x;
  task.rules.y = y;
  task.rules.spacing = 1.0;
  CHECK(covering(task) == Sites{0, 1});  // exactly as far apart as is asked
  task.rules.spacing = 1.1;
  CHECK(covering(task) == Sites{0, 2});
  task.rules = {};
  const std::vector<double> cost{5.0, 4.0, 3.0, 1.0};
  task.rules.cost = cost;
  task.rules.budget = 8.0;
  CHECK(covering(task) == Sites{0, 2});  // 40 + 20 for 8; 0 and 1 cost 9
}

TEST_CASE("max_covering: with rules, equals all choices of small instances", "[property]") {
  const auto seed = GENERATE(range(0U, cases(600U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  const auto task = input.task();
  const std::uint32_t standard = 3 + seed % 8;
  const DemandedSites question{task};
  const auto choices = input.choices(question);
  if (choices.empty()) return check_refused(question, [&] { return max_covering(task, standard); });
  double most = 0.0;
  for (const SiteBits choice : choices) most = std::max(most, sum_of_covered(task, choice, standard));
  trek::test::check_best(max_covering(task, standard), most, choices);
}

TEST_CASE("p_median: with rules, equals all choices of small instances", "[property]") {
  const auto seed = GENERATE(range(0U, cases(600U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  const auto task = input.task();
  const std::uint32_t penalty = input.largest + seed % 5;
  const DemandedSites question{task};
  const auto choices = input.choices(question);
  if (choices.empty()) return check_refused(question, [&] { return p_median(task, penalty); });
  double least = std::numeric_limits<double>::infinity();
  for (const SiteBits choice : choices) least = std::min(least, sum_of_costs(task, choice, penalty));
  trek::siting::LocationOptions options;
  if (seed % 2 == 1) options.shake_work = 0;
  trek::test::check_best(p_median(task, penalty, options), least, choices);
}

TEST_CASE("p_median: where all are to be served, equals the choices that do", "[property]") {
  const auto seed = GENERATE(range(0U, cases(400U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  const auto task = input.task();
  const DemandedSites question{task, trek::siting::CountRule::exactly, input.largest};
  const auto choices = input.choices(question);
  if (choices.empty()) return check_refused(question, [&] { return p_median_of_all(task); });
  double least = std::numeric_limits<double>::infinity();
  for (const SiteBits choice : choices) least = std::min(least, sum_of_costs(task, choice, 1000));
  const Location location = p_median_of_all(task);
  trek::test::check_best(location, least, choices);
  CHECK((location.weight == 0.0 || location.served_share == 1.0));
}

namespace {

/// The most weight that sites can serve, by the least cut (Ford & Fulkerson): over all sets of rows, those in the set
/// that are left out, and the capacity of the sites that serve the others.
double most_served(const LocationTask& task, const std::vector<double>& capacity, SiteBits choice,
                   std::uint32_t standard) {
  std::vector<SiteBits> near;
  std::vector<double> weight;
  for (std::size_t row = 0; row < task.weight.size(); ++row) {
    if (!(task.weight[row] > 0.0)) continue;
    near.push_back(0);
    weight.push_back(task.weight[row]);
    task.costs.for_each(row, [&](const auto& entry) {
      if (entry.cost <= standard) near.back() |= 1U << entry.site;
    });
  }
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t cut = 0; cut < 1U << weight.size(); ++cut) {
    double sum = 0.0;
    SiteBits sites = 0;
    for (std::size_t row = 0; row < weight.size(); ++row) {
      if ((cut >> row & 1U) != 0)
        sum += weight[row];
      else
        sites |= near[row] & choice;
    }
    for (const std::uint32_t site : trek::test::sites_of(sites)) sum += capacity[site];
    least = std::min(least, sum);
  }
  return least;
}

}  // namespace

//  a (60) -- 0 (holds 50) -- b (30) -- 1 (holds 40) -- c (20): 0 takes 50 of a, 1 takes 30 of b and 10 of c
TEST_CASE("capacitated_covering: nobody is counted whom a full site cannot hold", "[siting][unit]") {
  const auto table = cost_table({{5, {}}, {5, 5}, {{}, 5}}, 2);
  const std::vector<double> weight{60.0, 30.0, 20.0};
  const std::vector<double> capacity{50.0, 40.0};
  const auto both = capacitated_covering({table, weight, 2}, 5, capacity);
  CHECK(both.location.objective == 90.0);
  CHECK(both.location.bound == 90.0);
  CHECK(both.location.optimal);
  CHECK(both.served == std::vector<double>{50.0, 40.0});
  CHECK(both.location.gain == std::vector<double>{50.0, 40.0});
  const auto one = capacitated_covering({table, weight, 1}, 5, capacity);
  CHECK(one.location.chosen == Sites{0});
  CHECK(one.location.served_share == Approx(50.0 / 110.0));
  CHECK(capacitated_covering({table, weight, 2}, 4, capacity).location.objective == 0.0);
  CHECK_THROWS_WITH(capacitated_covering({table, weight, 2}, 5, weight), Contains("3 capacities for 2 sites"));
}

TEST_CASE("capacitated_covering: with rules, equals all choices of small instances", "[property]") {
  const auto seed = GENERATE(range(0U, cases(500U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  const auto task = input.task();
  const std::uint32_t standard = 3 + seed % 8;
  trek::core::Random random{seed, 3};
  std::vector<double> capacity;
  for (std::size_t site = 0; site < input.table.site_count(); ++site)
    capacity.push_back(seed % 4 == 0 ? random.uniform(0.0, 20.0) : static_cast<double>(random.below(20)));
  const DemandedSites question{task};
  const auto choices = input.choices(question);
  if (choices.empty()) return check_refused(question, [&] { return capacitated_covering(task, standard, capacity); });
  double most = 0.0;
  for (const SiteBits choice : choices) most = std::max(most, most_served(task, capacity, choice, standard));
  const auto found = capacitated_covering(task, standard, capacity);
  CHECK(found.location.optimal);
  CHECK(found.location.objective == Approx(most).margin(1e-7));
  CHECK(found.location.bound >= most - 1e-9);
  CHECK(found.location.bound == Approx(most).margin(1e-6));
  CHECK(std::ranges::count(choices, bits_of(found.location.chosen)) == 1);
  std::vector<double> served(input.table.site_count(), 0.0);
  std::vector<double> of_row(task.weight.size(), 0.0);
  for (const auto& part : found.parts) {
    served[part.site] += part.weight;
    of_row[part.row] += part.weight;
  }
  CHECK(served == found.served);
  for (std::size_t site = 0; site < served.size(); ++site) CHECK(served[site] <= capacity[site] + 1e-9);
  for (std::size_t row = 0; row < of_row.size(); ++row)
    CHECK((of_row[row] == 0.0 || of_row[row] <= task.weight[row] + 1e-9));
}
