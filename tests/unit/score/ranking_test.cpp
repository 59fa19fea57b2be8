#include "trek/score/ranking.hpp"

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"

using trek::score::contribution;
using trek::score::weighted_sum;
using trek::test::kUnknown;
using trek::test::plain_table;

TEST_CASE("weighted_sum: shares of the weights times the values", "[score][unit]") {
  const auto table = plain_table({3.0, 1.0}, {{1.0, 0.0}, {0.5, 1.0}});
  const auto scores = weighted_sum(table, std::vector<std::uint8_t>{0, 0});
  CHECK(scores[0].score == 0.75);
  CHECK(scores[1].score == 0.625);
  CHECK(scores[0].rank == 1U);
  CHECK(scores[1].rank == 2U);
  CHECK(scores[0].completeness_share == 1.0);
  CHECK(contribution(table, 1, 0).best == 0.375);
  CHECK(contribution(table, 1, 1).best == 0.25);
}

TEST_CASE("weighted_sum: what is unknown widens the interval and never counts as zero", "[score][unit]") {
  const auto table = plain_table({3.0, 1.0}, {{0.5, kUnknown}, {0.5, 0.0}, {kUnknown, kUnknown}});
  const auto scores = weighted_sum(table, std::vector<std::uint8_t>{0, 0, 0});
  CHECK(scores[0].low == 0.375);
  CHECK(scores[0].score == 0.5);
  CHECK(scores[0].high == 0.625);
  CHECK(scores[0].completeness_share == 0.75);
  CHECK(scores[0].score > scores[1].score);  // the middle is not the worst
  CHECK(scores[1].low == scores[1].high);
  CHECK(scores[2].low == 0.0);
  CHECK(scores[2].high == 1.0);
  CHECK(scores[2].completeness_share == 0.0);
  CHECK(contribution(table, 0, 1).best == 0.125);
  CHECK(contribution(table, 0, 1).low == 0.0);
  CHECK(contribution(table, 0, 1).high == 0.25);
}

TEST_CASE("weighted_sum: not knowing does not pay, and a lower bound counts as what is sure", "[score][unit]") {
  using trek::score::Estimate;
  auto table = plain_table({1.0, 1.0}, {{0.5, kUnknown}, {0.5, 0.1}, {0.5, 0.0}});
  table.set(2, 1, Estimate{0.2, 0.2, 0.8, 0.25});  // at least 0.2; a quarter of it was seen
  const auto scores = weighted_sum(table, std::vector<std::uint8_t>{0, 0, 0});
  CHECK(scores[0].score > scores[1].score);  // the middle of what is not known is above what is known and poor
  CHECK(scores[0].rank == 3U);               // the rank does not reward that
  CHECK(scores[1].rank == 2U);
  CHECK(scores[2].rank == 1U);
  CHECK(scores[2].low == Approx(0.35));
  CHECK(scores[2].score == Approx(0.35));
  CHECK(scores[2].high == Approx(0.65));
  CHECK(scores[2].completeness_share == Approx(0.625));
}

TEST_CASE("CriteriaTable: the value of an interval, also where the value function has a top inside", "[score][unit]") {
  using trek::score::Estimate;
  trek::score::CriteriaTable table{{{"size", 1.0, trek::model::ValueFunction{{{150, 0.3}, {600, 1.0}, {6000, 0.2}}}}},
                                   3};
  table.set(0, 0, Estimate{300, 150, 3300, 0.5});
  table.set(1, 0, Estimate::unknown());
  table.set(2, 0, 600.0);
  CHECK(table.interval(0, 0).low == Approx(0.3));
  CHECK(table.interval(0, 0).high == Approx(1.0));  // at 600, between the ends
  CHECK(table.interval(0, 0).best == Approx(0.3 + 0.7 / 3));
  CHECK(table.interval(1, 0).low == Approx(0.2));
  CHECK(table.interval(1, 0).best == Approx(0.6));
  CHECK(table.interval(1, 0).high == Approx(1.0));
  CHECK(table.interval(2, 0).low == 1.0);
  CHECK(table.interval(2, 0).high == 1.0);
}

TEST_CASE("weighted_sum: equal scores share a rank, excluded sites have none", "[score][unit]") {
  // 0.1 + 0.2 and 0.3 differ in the last bit, not in the score that a reader sees.
  const auto table = plain_table({1.0, 1.0}, {{0.1, 0.2}, {0.9, 0.9}, {0.3, 0.0}, {1.0, 1.0}, {0.0, 0.1}});
  const auto scores = weighted_sum(table, std::vector<std::uint8_t>{0, 0, 0, 1, 0});
  CHECK(scores[1].rank == 1U);
  CHECK(scores[0].rank == 2U);
  CHECK(scores[2].rank == 2U);
  CHECK(scores[4].rank == 4U);
  CHECK_FALSE(scores[3].rank.has_value());
  CHECK(scores[3].score == 1.0);  // the score is still given
}

TEST_CASE("weighted_sum: no sites, and flags that do not fit", "[score][unit]") {
  CHECK(weighted_sum(plain_table({1.0}, {}), {}).empty());
  CHECK_THROWS_AS(weighted_sum(plain_table({1.0}, {{0.5}}), {}), trek::core::Error);
}

TEST_CASE("rank_groups: clear ranks stand alone, near-ties and what is unknown do not", "[score][unit]") {
  using trek::score::RankGroup;
  // At equal weights 0.9, then 0.6 and 0.5995 (traded between the criteria), 0.3, and one of which half is unknown:
  // 0.25 at least, 0.75 at most.
  const auto table = plain_table({1.0, 1.0}, {{0.9, 0.9}, {0.8, 0.4}, {0.399, 0.8}, {0.3, 0.3}, {0.5, kUnknown}});
  const std::vector<std::uint8_t> none(5, 0);
  const auto scores = weighted_sum(table, none);
  REQUIRE(scores[1].rank == 2);
  REQUIRE(scores[2].rank == 3);
  REQUIRE(scores[4].rank == 5);  // what it is sure of
  const auto groups = trek::score::rank_groups(table, none, scores, {}, {});
  CHECK(groups[0] == RankGroup{1, 1});
  CHECK(groups[0].firm());
  CHECK(groups[1] == RankGroup{2, 4});
  CHECK(groups[2] == RankGroup{2, 4});
  CHECK(groups[4] == RankGroup{2, 5});
  // Two that are the same in everything: neither is before the other.
  const auto same = plain_table({1.0}, {{0.5}, {0.5}, {0.1}});
  const std::vector<std::uint8_t> three(3, 0);
  const auto equal = trek::score::rank_groups(same, three, weighted_sum(same, three), {}, {});
  CHECK(equal == std::vector<RankGroup>{{1, 2}, {1, 2}, {3, 3}});
  // One that is ruled out has no group.
  CHECK(trek::score::rank_groups(same, std::vector<std::uint8_t>{0, 1, 0},
                                 weighted_sum(same, std::vector<std::uint8_t>{0, 1, 0}), {}, {})[1] == RankGroup{});
}
