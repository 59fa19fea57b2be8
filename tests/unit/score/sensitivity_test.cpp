#include "trek/score/sensitivity.hpp"

#include <limits>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"
#include "trek/score/counterfactual.hpp"

using namespace trek::score;
using trek::test::kUnknown;
using trek::test::plain_table;

TEST_CASE("tornado: one weight a quarter less, and more", "[score][unit]") {
  // At 1/2 each: 0.6 and 0.5. First weight 3/8 to 1/2: shares 3/7, 4/7; 5/8 to 1/2: 5/9, 4/9.
  const auto table = plain_table({1.0, 1.0}, {{0.9, 0.3}, {0.5, 0.5}});
  const std::vector<std::uint8_t> none{0, 0};
  const auto bars = tornado(table, none, 0);
  REQUIRE(bars.size() == 2);
  const TornadoBar& first = bars[bars[0].criterion == 0 ? 0 : 1];  // of two criteria both bars are as long
  CHECK(first.criterion == 0);
  CHECK(first.score_less == Approx((3 * 0.9 + 4 * 0.3) / 7));
  CHECK(first.score_more == Approx((5 * 0.9 + 4 * 0.3) / 9));
  CHECK(first.rank_less == 1);
  const auto wide = tornado(table, none, 0, 0.9);
  CHECK(wide[wide[0].criterion == 0 ? 0 : 1].rank_less == 2);
  CHECK(tornado(plain_table({1.0}, {{0.5}}), std::vector<std::uint8_t>{0}, 0).empty());  // alone it is always all
  CHECK_THROWS_AS(tornado(table, std::vector<std::uint8_t>{1, 0}, 0), trek::core::Error);
  CHECK_THROWS_AS(tornado(table, none, 2), trek::core::Error);
  CHECK_THROWS_AS(tornado(table, none, 0, 1.0), trek::core::Error);
}

TEST_CASE("single_changes: the weight at which two sites are level", "[score][unit]") {
  // Leads of 0.4 and -0.2 at 1/2 each: ahead by 0.1. Level where w * 0.4 = (1 - w) * 0.2: w = 1/3.
  const auto table = plain_table({1.0, 1.0}, {{0.9, 0.3}, {0.5, 0.5}});
  const auto changes = single_changes(table, 0, 1);
  REQUIRE(changes.size() == 2);
  for (const WeightChange& change : changes)
    CHECK(change.to_share == Approx(change.criterion == 0 ? 1.0 / 3 : 2.0 / 3));
  CHECK(single_changes(plain_table({1.0, 1.0}, {{0.9, 0.5}, {0.5, 0.3}}), 0, 1).empty());  // better in everything
  CHECK(single_changes(table, 1, 0).front().to_share == 0.5);                              // it is ahead already
}

TEST_CASE("nearest_weights: weight moves from the greatest lead to the greatest arrears", "[score][unit]") {
  // Leads 0.4, 0.1, -0.2 at 0.5, 0.25, 0.25: ahead by 0.175. A unit from the first to the last gains 0.6.
  const auto table = plain_table({2.0, 1.0, 1.0}, {{0.9, 0.5, 0.3}, {0.5, 0.4, 0.5}});
  const auto found = nearest_weights(table, 0, 1);
  REQUIRE(found);
  CHECK(found->moved_share == Approx(0.175 / 0.6));
  CHECK(found->weight_share[0] == Approx(0.5 - 0.175 / 0.6));
  CHECK(found->weight_share[1] == 0.25);
  CHECK(nearest_weights(table, 1, 0)->moved_share == 0.0);
  CHECK_FALSE(nearest_weights(plain_table({1.0, 1.0}, {{0.9, 0.5}, {0.5, 0.3}}), 0, 1));
}

TEST_CASE("unseating: the rival that needs least, and a leader that nobody unseats", "[score][unit]") {
  const auto table = plain_table({1.0, 1.0}, {{0.9, 0.3}, {0.5, 0.5}, {0.2, 0.6}, {1.0, 1.0}});
  const auto found = unseating(table, std::vector<std::uint8_t>{0, 0, 0, 1});
  REQUIRE(found);
  CHECK(found->leader == 0);
  CHECK(found->rival == 1);
  CHECK(found->single_rival == 1);
  CHECK(found->weights.moved_share == Approx(0.5 - 1.0 / 3));
  REQUIRE(found->single);
  CHECK_FALSE(unseating(table, std::vector<std::uint8_t>{0, 0, 0, 0}));
  CHECK_FALSE(unseating(table, std::vector<std::uint8_t>{0, 1, 1, 1}));
}

TEST_CASE("worth_at_least: stretches of a value function", "[score][unit]") {
  const trek::model::ValueFunction area{{{150, 0.3}, {600, 1.0}, {6000, 0.2}}};
  const auto half = worth_at_least(area, 0.65);
  REQUIRE(half.size() == 1);
  CHECK(half[0].low == Approx(375));
  CHECK(half[0].high == Approx(600 + 5400 * 0.35 / 0.8));
  CHECK(worth_at_least(area, 0.3)[0].low == -std::numeric_limits<double>::infinity());
  CHECK(worth_at_least(area, 1.01).empty());
  CHECK(worth_at_least(area, 1.0)[0].low == 600);
  CHECK(worth_at_least(area, 1.0)[0].high == 600);
  const auto poor = worth_at_most(area, 0.25);
  REQUIRE(poor.size() == 1);
  CHECK(poor[0].low == Approx(600 + 5400 * 0.75 / 0.8));
  CHECK(poor[0].high == std::numeric_limits<double>::infinity());
  CHECK(worth_at_most(area, 0.65).size() == 2);
}

TEST_CASE("counterfactuals: what one criterion would have to be", "[score][unit]") {
  using trek::model::ValueFunction;
  CriteriaTable table{{{"people", 1.0, ValueFunction{{{0, 0.0}, {1000, 1.0}}}},
                       {"minutes", 3.0, ValueFunction{{{10, 1.0}, {30, 0.0}}}}},
                      3};
  const double people[] = {500, 400, 900};
  const double minutes[] = {14, 20, 29};
  for (std::size_t site = 0; site < 3; ++site) {
    table.set(site, 0, people[site]);
    table.set(site, 1, minutes[site]);
  }
  const std::vector<std::uint8_t> none(3, 0);
  // Sure scores: (0.5 + 2.4) / 4 = 0.725, (0.4 + 1.5) / 4 = 0.475, (0.9 + 0.15) / 4 = 0.2625.
  const auto second = counterfactuals(table, none, 1, 1);
  CHECK_FALSE(second.is_among_best);
  REQUIRE(second.changes.size() == 1);  // no number of people lifts it by 0.25 of the score: a quarter more is 1.4
  CHECK(second.changes[0].criterion == 1);
  CHECK(second.changes[0].from_raw == 20);
  CHECK(second.changes[0].to_value == Approx(0.5 + 1.0 / 3));
  CHECK(second.changes[0].to_raw_high == Approx(30 - 20 * (0.5 + 1.0 / 3)));  // 13.33 minutes, or fewer
  CHECK(second.changes[0].to_raw_low == -std::numeric_limits<double>::infinity());
  // The leader falls behind 0.475 where its minutes are worth 0.8 - 1/3: from 20.67 minutes on.
  const auto first = counterfactuals(table, none, 0, 1);
  CHECK(first.is_among_best);
  REQUIRE_FALSE(first.changes.empty());
  CHECK(first.changes[0].criterion == 1);
  CHECK(first.changes[0].to_raw_low == Approx(30 - 20 * (0.8 - 1.0 / 3)));
  CHECK(counterfactuals(table, none, 2, 3).changes.empty());  // all of them are among the best three
  CHECK_THROWS_AS(counterfactuals(table, none, 0, 0), trek::core::Error);
  CHECK_THROWS_AS(counterfactuals(table, std::vector<std::uint8_t>{1, 0, 0}, 0, 1), trek::core::Error);
  // An unknown criterion has no number to start from; what it would have to be can still be said.
  table.set(1, 1, kUnknown);
  const auto unknown = counterfactuals(table, none, 1, 1);
  REQUIRE(unknown.changes.size() == 1);
  CHECK(unknown.changes[0].to_value == Approx((0.725 - 0.1) / 0.75));
  CHECK(unknown.changes[0].from_raw != unknown.changes[0].from_raw);
}
