#include "trek/siting/covering_all.hpp"

#include <set>

#include "case_count.hpp"
#include "location_case.hpp"
#include "ruled_case.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace {

using Catch::Matchers::Contains;
using trek::siting::CountRule;
using trek::siting::Demand;
using trek::siting::DemandedSites;
using trek::siting::DemandKind;
using trek::siting::kNoSite;
using trek::siting::Location;
using trek::siting::LocationTask;
using trek::siting::p_center;
using trek::siting::set_covering;
using trek::test::bits_of;
using trek::test::cost_table;
using trek::test::largest_cost;
using trek::test::RuledCase;
using trek::test::SiteBits;

using Sites = std::vector<std::uint32_t>;

//  sites   0    1    2      five hamlets on a line, a site at the second, the third and the fourth: 10 minutes apart
//  rows  0 1    2    3 4
const auto kLine = cost_table({{10, 20, 30}, {0, 10, 20}, {10, 0, 10}, {20, 10, 0}, {30, 20, 10}}, 3);
const std::vector<double> kOnes(5, 1.0);

/// The fewest demands that no choice meets together: the least that hits what each choice leaves unmet.
std::size_t smallest_conflict(const RuledCase& input, const DemandedSites& question) {
  const auto demands = trek::siting::demands_of(question);
  std::set<std::uint32_t> unmet;
  for (SiteBits choice = 0; choice < 1U << input.table.site_count(); ++choice) {
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < demands.size(); ++i) {
      if (!input.meets(choice, demands[i], question.count, question.standard.value_or(0))) mask |= 1U << i;
    }
    unmet.insert(mask);
  }
  std::size_t least = demands.size();
  for (std::uint32_t set = 0; set < 1U << demands.size(); ++set) {
    const auto size = static_cast<std::size_t>(std::popcount(set));
    if (size < least && std::ranges::all_of(unmet, [&](std::uint32_t mask) { return (mask & set) != 0; })) least = size;
  }
  return least;
}

/// The conflict is one, is as small as can be, and is told by the error.
template <class Solve>
void check_conflict(const RuledCase& input, const DemandedSites& question, const Solve& solve) {
  const auto conflict = trek::siting::find_conflict(question);
  REQUIRE(conflict);
  CHECK(conflict->smallest);
  for (SiteBits choice = 0; choice < 1U << input.table.site_count(); ++choice) {
    CHECK_FALSE(std::ranges::all_of(conflict->demands, [&](const Demand& demand) {
      return input.meets(choice, demand, question.count, question.standard.value_or(0));
    }));
  }
  CHECK(conflict->demands.size() == smallest_conflict(input, question));
  try {
    solve();
    FAIL("solved what cannot be");
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::limit);
    CHECK_THAT(error.what(), Contains("cannot be met"));
  }
}

}  // namespace

TEST_CASE("set_covering: as few sites as serve everyone within the standard, which itself still counts",
          "[siting][unit]") {
  CHECK(set_covering({kLine, kOnes}, 20).chosen == Sites{1});
  const Location two = set_covering({kLine, kOnes}, 10);
  CHECK(two.chosen == Sites{0, 2});
  CHECK(two.objective == 2.0);
  CHECK(two.bound == 2.0);
  CHECK(two.optimal);
  CHECK(two.served_share == 1.0);
  CHECK(two.assigned == Sites{0, 0, 0, 2, 2});
  CHECK_THROWS_WITH(set_covering({kLine, kOnes}, 9),
                    "location: this demand cannot be met: demand 0 is served at a cost of at most 9");
  CHECK_THROWS_WITH(
      set_covering({kLine, kOnes, 1}, 10),
      Contains("these 3 demands cannot be met together, and no fewer are in conflict: at most 1 sites are "
               "chosen; demand 0 is served at a cost of at most 10; demand 4"));
}

TEST_CASE("p_center: who has it worst has it as well as can be", "[siting][unit]") {
  const Location one = p_center({kLine, kOnes, 1});
  CHECK(one.chosen == Sites{1});
  CHECK(one.objective == 20.0);
  CHECK(one.optimal);
  CHECK(p_center({kLine, kOnes, 2}).chosen == Sites{0, 2});
  CHECK(p_center({kLine, kOnes, 2}).objective == 10.0);
  CHECK(p_center({kLine, kOnes, 7}).chosen == Sites{0, 1, 2});  // all, where there are fewer
  const std::vector<double> first_known{1.0, 0.0, trek::test::kUnknownWeight, 0.0, 0.0};
  CHECK(p_center({kLine, first_known, 1}).objective == 10.0);
  CHECK(p_center({kLine, first_known, 1}).chosen == Sites{0});
}

TEST_CASE("p_center: a row without any site is told by its number", "[siting][unit]") {
  const auto table = cost_table({{3}, {}}, 1);
  const std::vector<double> weight{1.0, 1.0};
  CHECK_THROWS_WITH(p_center({table, weight, 1}), Contains("demand 1 is served"));
}

TEST_CASE("find_conflict: rules in words", "[siting][unit]") {
  const std::vector<double> x{0.0, 3.0, 6.0};
  const std::vector<double> y(3, 0.0);
  LocationTask task{kLine, kOnes, 2};
  task.rules.x = x;
  task.rules.y = y;
  task.rules.spacing = 6.0;
  const DemandedSites question{task};
  CHECK_FALSE(trek::siting::find_conflict(question));  // 0 and 2 are exactly 6 apart
  task.rules.spacing = 6.5;
  const auto conflict = trek::siting::find_conflict(question);
  REQUIRE(conflict);
  CHECK(conflict->demands == std::vector<Demand>{{DemandKind::count, 0}, {DemandKind::spacing, 0}});
  const auto name = [](std::uint32_t row) { return "'" + std::to_string(row) + "'"; };
  CHECK(
      words_of(*conflict, question, {name, name, name, 1.0}) ==
      "these 2 demands cannot be met together, and no fewer are in conflict: exactly 2 sites are chosen; chosen sites "
      "are at least 6.5 apart");
}

TEST_CASE("set_covering: with rules, equals all choices of small instances, or names the smallest conflict",
          "[property]") {
  const auto seed = GENERATE(range(0U, cases(400U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  auto task = input.task();
  if (seed % 3 == 0) task.p = 0;
  const std::uint32_t standard = 4 + seed % 9;
  const DemandedSites question{task, task.p > 0 ? CountRule::at_most : CountRule::any, standard};
  const auto choices = input.choices(question);
  if (choices.empty()) return check_conflict(input, question, [&] { return set_covering(task, standard); });
  CHECK_FALSE(trek::siting::find_conflict(question));
  int fewest = 99;
  for (const SiteBits choice : choices) fewest = std::min(fewest, std::popcount(choice));
  trek::test::check_best(set_covering(task, standard), fewest, choices);
}

TEST_CASE("p_center: with rules, equals all choices of small instances, or names the smallest conflict", "[property]") {
  const auto seed = GENERATE(range(0U, cases(400U)));
  CAPTURE(seed);
  const RuledCase input{seed};
  const auto task = input.task();
  const DemandedSites question{task, CountRule::exactly, input.largest};
  const auto choices = input.choices(question);
  if (choices.empty()) return check_conflict(input, question, [&] { return p_center(task); });
  std::uint32_t least = trek::siting::kNoCost;
  for (const SiteBits choice : choices) least = std::min(least, largest_cost(task, choice).value());
  trek::test::check_best(p_center(task), least, choices);
}

TEST_CASE("p_center and set_covering: without rules, equal all choices of larger instances", "[property]") {
  const auto seed = GENERATE(range(0U, cases(300U)));
  CAPTURE(seed);
  const trek::test::LocationCase input{seed};
  const auto task = input.task();
  std::optional<std::uint32_t> least;
  std::optional<int> fewest;
  const std::uint32_t standard = input.largest / 2;
  for (SiteBits choice = 0; choice < 1U << input.table.site_count(); ++choice) {
    if ((bits_of(input.forced) & ~choice) != 0) continue;
    const auto cost = largest_cost(task, choice);
    const int count = std::popcount(choice);
    if (cost && *cost <= standard && count <= static_cast<int>(task.p == 0 ? 99 : task.p))
      fewest = std::min(fewest.value_or(99), count);
    if (count != static_cast<int>(std::min(task.p, input.table.site_count())) || !cost) continue;
    least = std::min(least.value_or(*cost), *cost);
  }
  if (least)
    CHECK(p_center(task).objective == *least);
  else
    CHECK_THROWS_AS(p_center(task), trek::core::Error);
  if (fewest)
    CHECK(set_covering(task, standard).objective == *fewest);
  else
    CHECK_THROWS_AS(set_covering(task, standard), trek::core::Error);
}
