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
  CHECK(contribution(table, 1, 0) == 0.375);
  CHECK(contribution(table, 1, 1) == 0.25);
}

TEST_CASE("weighted_sum: what is unknown widens the interval and never counts as zero", "[score][unit]") {
  const auto table = plain_table({3.0, 1.0}, {{0.5, kUnknown}, {0.5, 0.0}, {kUnknown, kUnknown}});
  const auto scores = weighted_sum(table, std::vector<std::uint8_t>{0, 0, 0});
  CHECK(scores[0].low == 0.375);
  CHECK(scores[0].score == 0.5);
  CHECK(scores[0].high == 0.625);
  CHECK(scores[0].completeness_share == 0.75);
  CHECK(scores[0].score > scores[1].score);  // unknown is not the worst
  CHECK(scores[1].low == scores[1].high);
  CHECK(scores[2].low == 0.0);
  CHECK(scores[2].high == 1.0);
  CHECK(scores[2].completeness_share == 0.0);
  CHECK(contribution(table, 0, 1) == 0.125);
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
