#include "trek/score/criteria_checks.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"

using namespace trek::score;
using trek::test::kUnknown;
using trek::test::plain_table;

TEST_CASE("criterion_spreads: a weight does what its values let it do", "[score][unit]") {
  // Weight 3 on values 0.4 and 0.6 (deviation 0.1), weight 1 on 0 and 1 (0.5), weight 4 on what is the same for all.
  const auto table = plain_table({3.0, 1.0, 4.0}, {{0.4, 0.0, 0.5}, {0.6, 1.0, 0.5}, {0.5, kUnknown, 0.5}, {1, 1, 1}});
  const std::vector<std::uint8_t> excluded{0, 0, 0, 1};
  const auto spreads = criterion_spreads(table, excluded);
  REQUIRE(spreads.size() == 3);
  const double first = std::sqrt(0.02 / 3);
  CHECK(spreads[0].deviation == Approx(first));
  CHECK(spreads[1].deviation == Approx(0.5));
  CHECK(spreads[1].known_count == 2);
  CHECK(spreads[2].deviation == 0.0);
  CHECK(spreads[2].effective_share == 0.0);
  CHECK(spreads[2].weight_share == 0.5);
  CHECK(spreads[0].effective_share == Approx(3 * first / (3 * first + 0.5)));
  CHECK(spreads[0].effective_share + spreads[1].effective_share == Approx(1.0));
  const std::vector<std::uint8_t> all(4, 1);
  CHECK(criterion_spreads(table, all)[0].effective_share == 0.0);
  CHECK_THROWS_AS(criterion_spreads(table, {}), trek::core::Error);
}

TEST_CASE("criterion_spreads: what lies beyond an anchor is counted at the end where it stands", "[score][unit]") {
  using trek::model::ValueFunction;
  CriteriaTable table{
      {{"reach", 1.0, ValueFunction{{{0, 0.0}, {1000, 1.0}}}}, {"minutes", 1.0, ValueFunction{{{5, 1.0}, {30, 0.0}}}}},
      4};
  const double reach[] = {1000, 1001, 5000, -1};
  const double minutes[] = {4, 5, 31, kUnknown};
  for (std::size_t site = 0; site < 4; ++site) {
    table.set(site, 0, reach[site]);
    table.set(site, 1, minutes[site]);
  }
  const auto spreads = criterion_spreads(table, std::vector<std::uint8_t>(4, 0));
  CHECK(spreads[0].beyond_best_count == 2);  // at the anchor itself nobody is cut off
  CHECK(spreads[0].beyond_worst_count == 1);
  CHECK(spreads[1].beyond_best_count == 1);
  CHECK(spreads[1].beyond_worst_count == 1);
  CHECK(is_saturated(2, 20));
  CHECK_FALSE(is_saturated(2, 21));
  CHECK_FALSE(is_saturated(1, 4));
}

TEST_CASE("correlations: Pearson over what is known of both, and who tells the same tale", "[score][unit]") {
  // The second rises with the first, the third falls, the fourth is the same for all, the fifth is hardly known.
  std::vector<std::vector<double>> values;
  for (int i = 0; i < 12; ++i) {
    const double x = i / 11.0;
    values.push_back({x, 0.5 * x + 0.1, 1.0 - x, 0.3, i < 9 ? x : kUnknown});
  }
  auto table = plain_table({2.0, 1.0, 1.0, 1.0, 1.0}, values);
  const auto r = correlations(table, std::vector<std::uint8_t>(12, 0));
  CHECK(r[0 * 5 + 1] == Approx(1.0));
  CHECK(r[1 * 5 + 0] == Approx(1.0));
  CHECK(r[0 * 5 + 2] == Approx(-1.0));
  CHECK(std::isnan(r[0 * 5 + 3]));
  CHECK(std::isnan(r[0 * 5 + 4]));  // nine pairs are too few
  const auto tales = same_tales(table, r);
  REQUIRE(tales.size() == 1);
  CHECK(tales[0].first == 0);
  CHECK(tales[0].second == 1);
  CHECK(tales[0].both_share == Approx(0.5));
  CHECK(same_tales(table.weighted(std::vector<double>{1, 0, 1, 1, 1}), r).empty());  // one of the two does not count
}

TEST_CASE("correlations: Anscombe's first set", "[score][unit]") {
  // Anscombe 1973, American Statistician 27:17: r = 0.816 of eleven points; scaled to [0, 1], which moves no r.
  const double x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
  const double y[] = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
  std::vector<std::vector<double>> values;
  for (int i = 0; i < 11; ++i) values.push_back({x[i] / 20, y[i] / 20});
  const auto r = correlations(plain_table({1.0, 1.0}, values), std::vector<std::uint8_t>(11, 0));
  CHECK(r[1] == Approx(0.816).margin(0.0005));
}
