#include <numeric>

#include "location_case.hpp"
#include "support/catch.hpp"
#include "trek/core/error.hpp"

namespace {

using trek::siting::CostTable;
using trek::siting::kNoSite;
using trek::siting::Location;
using trek::siting::LocationOptions;
using trek::siting::LocationTask;
using trek::siting::max_covering;
using trek::siting::p_median;
using trek::test::cost_table;
using trek::test::kUnknownWeight;
using Rows = std::vector<std::uint32_t>;

// Five hamlets along one road, 100 apart, people 1 2 8 2 4; a site in each.
CostTable road() {
  return cost_table({{0, 100, 200, 300, 400},
                     {100, 0, 100, 200, 300},
                     {200, 100, 0, 100, 200},
                     {300, 200, 100, 0, 100},
                     {400, 300, 200, 100, 0}},
                    5);
}
const std::vector<double> kPeople{1, 2, 8, 2, 4};

}  // namespace

TEST_CASE("p_median: one place stands at the weighted median of a road", "[unit]") {
  const CostTable table = road();
  const Location location = p_median({table, kPeople, 1, {}}, 400);
  CHECK(location.chosen == Rows{2});
  CHECK(location.objective == 1 * 200 + 2 * 100 + 2 * 100 + 4 * 200);
  CHECK(location.bound == location.objective);
  CHECK(location.optimal);
  CHECK(location.gap_share == 0.0);
  CHECK(location.assigned == Rows{2, 2, 2, 2, 2});
  CHECK(location.served_share == 1.0);
  CHECK(location.weight == 17.0);
}

TEST_CASE("p_median: two places, in the order in which they help", "[unit]") {
  const CostTable table = road();
  const Location location = p_median({table, kPeople, 2, {}}, 400);
  CHECK(location.chosen == Rows{2, 4});
  CHECK(location.objective == 1 * 200 + 2 * 100 + 2 * 100);
  CHECK(location.assigned == Rows{2, 2, 2, 2, 4});  // the fourth hamlet is between the two: the lower row
  CHECK(location.by_gain == Rows{2, 4});
  CHECK(location.gain == std::vector<double>{17.0 * 400 - 1400, 800});  // against the penalty for everyone
  CHECK(location.optimal);
}

TEST_CASE("p_median: of two places that must stay the nearer one is gone to", "[unit]") {
  const CostTable table = road();
  const std::vector<double> people{1, 2, 8, 4, 4};
  const Rows forced{2, 4};
  const Location location = p_median({table, people, 3, forced}, 400);
  CHECK(location.chosen == Rows{2, 3, 4});  // saves 4 * 100; the second hamlet 2 * 100 and 1 * 100
  CHECK(location.objective == 1 * 200 + 2 * 100);
  CHECK(location.bound == location.objective);
}

TEST_CASE("max_covering: most people within the standard, which itself still counts", "[unit]") {
  const CostTable table = road();
  const Location one = max_covering({table, kPeople, 1, {}}, 100);
  CHECK(one.chosen == Rows{3});  // 8 + 2 + 4
  CHECK(one.objective == 14.0);
  CHECK(one.bound == 14.0);
  CHECK(one.assigned == Rows{kNoSite, kNoSite, 3, 3, 3});
  CHECK(one.served_share == 14.0 / 17.0);
  const Location two = max_covering({table, kPeople, 2, {}}, 100);
  CHECK(two.objective == 17.0);
  CHECK(two.gain == std::vector<double>{14.0, 3.0});
  CHECK(max_covering({table, kPeople, 1, {}}, 99).chosen == Rows{2});
}

TEST_CASE("location: a forced site is chosen whatever it adds, and stands first", "[unit]") {
  const CostTable table = road();
  const Rows forced{0, 0};
  const Location median = p_median({table, kPeople, 2, forced}, 400);
  CHECK(median.chosen == Rows{0, 2});
  CHECK(median.by_gain == Rows{0, 2});
  CHECK(median.optimal);
  const Location covering = max_covering({table, kPeople, 2, forced}, 100);
  CHECK(covering.chosen == Rows{0, 3});
  CHECK(covering.by_gain == Rows{0, 3});
  CHECK(covering.objective == 17.0);
}

TEST_CASE("p_median: demand that no chosen site reaches costs the penalty", "[unit]") {
  const CostTable table = cost_table({{10, {}}, {{}, 20}, {{}, {}}}, 2);
  const std::vector<double> weight{1.0, 3.0, 5.0};
  const Location location = p_median({table, weight, 1, {}}, 50);
  CHECK(location.chosen == Rows{1});
  CHECK(location.objective == 50.0 + 60.0 + 250.0);
  CHECK(location.assigned == Rows{kNoSite, 1, kNoSite});
  CHECK(location.served_share == 3.0 / 9.0);
  CHECK(location.optimal);
}

TEST_CASE("location: unknown weights count nowhere, and are assigned all the same", "[unit]") {
  const CostTable table = road();
  const std::vector<double> people{kUnknownWeight, 0, 1, 0, kUnknownWeight};
  const Location location = p_median({table, people, 1, {}}, 400);
  CHECK(location.chosen == Rows{2});
  CHECK(location.objective == 0.0);
  CHECK(location.weight == 1.0);
  CHECK(location.assigned == Rows{2, 2, 2, 2, 2});
  const std::vector<double> unknown(5, kUnknownWeight);
  const Location nothing = p_median({table, unknown, 2, {}}, 400);
  CHECK(nothing.chosen.size() == 2);
  CHECK(nothing.weight == 0.0);
  CHECK(nothing.served_share == 0.0);
  CHECK(nothing.optimal);
  CHECK(max_covering({table, unknown, 2, {}}, 100).objective == 0.0);
}

TEST_CASE("location: no sites to choose, all of them, none there, no demand", "[unit]") {
  const CostTable table = road();
  const Location none = p_median({table, kPeople, 0, {}}, 400);
  CHECK(none.chosen.empty());
  CHECK(none.objective == 17.0 * 400);
  CHECK(none.bound == none.objective);
  CHECK(none.optimal);
  CHECK(none.assigned == Rows(5, kNoSite));
  for (const std::size_t p : {std::size_t{5}, std::size_t{9}}) {
    const Location all = p_median({table, kPeople, p, {}}, 400);
    CHECK(all.chosen == Rows{0, 1, 2, 3, 4});
    CHECK(all.objective == 0.0);
    CHECK(all.gap_share == 0.0);
    CHECK(max_covering({table, kPeople, p, {}}, 0).objective == 17.0);
  }
  CHECK(max_covering({table, kPeople, 0, {}}, 100).bound == 0.0);
  const Location no_site = p_median({cost_table({{}, {}, {}, {}, {}}, 0), kPeople, 2, {}}, 400);
  CHECK(no_site.chosen.empty());
  CHECK(no_site.objective == 17.0 * 400);
  const CostTable empty = cost_table({}, 2);
  const Location no_demand = p_median({empty, {}, 1, {}}, 400);
  CHECK(no_demand.chosen == Rows{0});
  CHECK(no_demand.optimal);
  CHECK(max_covering({empty, {}, 1, {}}, 400).gap_share == 0.0);
}

TEST_CASE("location: without iterations the bound is every row at its nearest site", "[unit]") {
  const CostTable table = road();
  LocationOptions options;
  options.iteration_limit = 0;
  const Location location = p_median({table, kPeople, 1, {}}, 400, options);
  CHECK(location.chosen == Rows{2});
  CHECK(location.bound == 0.0);
  CHECK(location.gap_share == 1.0);
  CHECK_FALSE(location.optimal);
  CHECK(location.iterations == 0);
}

TEST_CASE("location: what cannot be honoured is refused", "[unit]") {
  const auto message_of = [](const LocationTask& task, const LocationOptions& options = {}) {
    try {
      (void)p_median(task, 400, options);
    } catch (const trek::core::Error& error) {
      CHECK(error.kind() == trek::core::ErrorKind::bad_argument);
      return std::string{error.what()};
    }
    return std::string{"no error"};
  };
  using Catch::Matchers::Contains;
  const CostTable table = road();
  const std::vector<double> negative{1, -1, 1, 1, 1};
  const std::vector<double> infinite{1, std::numeric_limits<double>::infinity(), 1, 1, 1};
  const std::vector<double> few{1, 1};
  const std::vector<double> vast(5, std::numeric_limits<double>::max());
  CHECK_THAT(message_of({table, negative, 1, {}}), Contains("row 1 has weight -1"));
  CHECK_THAT(message_of({table, infinite, 1, {}}), Contains("row 1 has weight inf"));
  CHECK_THAT(message_of({table, vast, 1, {}}), Contains("add up"));
  CHECK_THAT(message_of({table, few, 1, {}}), Contains("2 weights for 5 demand rows"));
  const Rows beyond{5};
  CHECK_THAT(message_of({table, kPeople, 1, beyond}), Contains("forced site 5"));
  const CostTable dear = cost_table({{401}}, 1);
  const std::vector<double> single{1};
  CHECK_THAT(message_of({dear, single, 1, {}}), Contains("above the penalty"));
  CHECK_THAT(message_of({table, kPeople, 1, {}, single}), Contains("1 fixed costs for 5 sites"));
  CHECK_THAT(message_of({table, kPeople, 1, {}, negative}), Contains("site 1 has fixed cost -1"));
  CHECK_THAT(message_of({table, kPeople, 1, {}, infinite}), Contains("site 1 has fixed cost inf"));
  CHECK_THROWS_WITH(max_covering({table, kPeople, 1, {}, kPeople}, 100), Contains("p_median takes fixed costs"));
  LocationOptions options;
  options.start_count = 0;
  CHECK_THAT(message_of({table, kPeople, 1, {}}, options), Contains("start_count"));
  options = {};
  options.gap_share = std::numeric_limits<double>::quiet_NaN();
  CHECK_THAT(message_of({table, kPeople, 1, {}}, options), Contains("gap_share"));
}

TEST_CASE("p_median: what a site costs itself counts beside what it costs to reach it", "[unit]") {
  const CostTable table = road();
  // Alone, the third hamlet costs 1400 and the fourth 1 * 300 + 2 * 200 + 8 * 100 + 4 * 100 = 1900.
  const auto chosen_at = [&](double third, const Rows& forced = {}, std::size_t p = 1) {
    const std::vector<double> fixed_cost{9000, 9000, third, 100, 9000};
    return p_median({table, kPeople, p, forced, fixed_cost}, 400);
  };
  CHECK(chosen_at(599).chosen == Rows{2});  // 1999 before 2000
  const Location dear = chosen_at(601);
  CHECK(dear.chosen == Rows{3});
  CHECK(dear.objective == 2000.0);
  CHECK(dear.bound == 2000.0);
  CHECK(dear.optimal);
  CHECK(dear.gain == std::vector<double>{17.0 * 400 - 2000});
  const Location both = chosen_at(601, {2}, 2);
  CHECK(both.chosen == Rows{2, 3});  // beside the third, the fourth saves 2 * 100 and 4 * 100 for 100; the fifth 1000
  CHECK(both.objective == 1 * 200 + 2 * 100 + 4 * 100 + 601 + 100);
  CHECK(both.gain == std::vector<double>{17.0 * 400 - 1400 - 601, 600 - 100});
}

TEST_CASE("cost table: what is no table is refused", "[unit]") {
  using Catch::Matchers::Contains;
  const auto sparse = [](std::vector<trek::siting::SiteCost> row) {
    trek::core::Rows<trek::siting::SiteCost> rows;
    rows.append_row(row);
    return CostTable::sparse(std::move(rows), 3);
  };
  CHECK(sparse({{0, 5}, {2, 0}}).row_count() == 1);
  CHECK_THROWS_WITH(sparse({{0, 5}, {3, 0}}), Contains("demand row 0 names site 3, expected one of 3"));
  CHECK_THROWS_WITH(sparse({{1, 5}, {1, 6}}), Contains("names site 1 after site 1"));
  CHECK_THROWS_WITH(sparse({{2, 5}, {1, 6}}), Contains("names site 1 after site 2"));
  CHECK_THROWS_WITH(sparse({{0, trek::siting::kNoCost}}), Contains("leave a site out that cannot serve it"));
  CHECK_THROWS_WITH(CostTable::dense({1, 2, 3}, 2, 2), Contains("3 of them, expected 4"));
}
