#include <cmath>
#include <numeric>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/core/error.hpp"
#include "trek/score/ranking.hpp"

using trek::score::AcceptabilityOptions;
using trek::score::rank_acceptability;
using trek::test::kUnknown;
using trek::test::plain_table;

namespace {
constexpr double kThreeSigma = 0.015;  // of a share over 10,000 draws, at most
}

TEST_CASE("rank_acceptability: two sites and two criteria have a closed form", "[score][unit]") {
  // The first weight u is uniform; site 0 wins where 0.6 u > 0.2 (1 - u): from u = 1/4.
  const auto table = plain_table({1.0, 1.0}, {{0.8, 0.3}, {0.2, 0.5}});
  const std::vector<std::uint8_t> none{0, 0};
  const auto any_weighting = rank_acceptability(table, none, {}, {});
  CHECK(any_weighting.first_share[0] == Approx(0.75).margin(kThreeSigma));
  CHECK(any_weighting.rank_p05 == std::vector<std::uint32_t>{1, 1});
  CHECK(any_weighting.rank_p95 == std::vector<std::uint32_t>{2, 2});

  // Half-way to the stated weights (1/2): u' = u/2 + 1/4 >= 1/4 always.
  const auto near_stated = rank_acceptability(table, none, {.weight_spread = 0.5}, {});
  CHECK(near_stated.first_share[0] == Approx(1.0).margin(kThreeSigma));
  // At the stated weights alone: one ranking.
  CHECK(rank_acceptability(table, none, {.weight_spread = 0.0}, {}).first_share == std::vector<double>{1.0, 0.0});
}

TEST_CASE("rank_acceptability: the 95th percentile is the lowest rank that 95 % of the draws do not exceed",
          "[score][unit]") {
  // Of twenty draws nineteen are enough, and one for the 5th percentile.
  const auto table = plain_table({1.0, 1.0}, {{0.8, 0.3}, {0.2, 0.5}});
  const std::vector<std::uint8_t> none{0, 0};
  std::size_t just_enough = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto drawn = rank_acceptability(table, none, {.seed = seed, .draws = 20}, {});
    for (const std::size_t site : {0U, 1U}) {
      const auto firsts = std::lround(20.0 * drawn.first_share[site]);
      just_enough += firsts == 19 || firsts == 1 ? 1U : 0U;
      CAPTURE(seed, site, firsts);
      CHECK(drawn.rank_p95[site] == (firsts >= 19 ? 1U : 2U));
      CHECK(drawn.rank_p05[site] == (firsts >= 1 ? 1U : 2U));
    }
  }
  CHECK(just_enough > 0);
}

TEST_CASE("rank_acceptability: an unknown value is drawn over its whole range", "[score][unit]") {
  const auto table = plain_table({1.0}, {{0.3}, {kUnknown}});
  const auto result = rank_acceptability(table, std::vector<std::uint8_t>{0, 0}, {}, {});
  CHECK(result.first_share[0] == Approx(0.3).margin(kThreeSigma));
}

TEST_CASE("rank_acceptability: the best of three in every respect is always first", "[score][unit]") {
  const auto table = plain_table({1.0, 2.0}, {{0.1, 0.2}, {0.9, 0.8}, {1.0, 1.0}, {0.5, 0.5}});
  const auto result = rank_acceptability(table, std::vector<std::uint8_t>{0, 0, 1, 0}, {}, {});
  CHECK(result.first_share == std::vector<double>{0.0, 1.0, 0.0, 0.0});
  CHECK(result.top_count == 1);  // of three ranked sites
  CHECK(result.top_share == std::vector<double>{0.0, 1.0, 0.0, 0.0});
  CHECK(result.rank_p95 == std::vector<std::uint32_t>{3, 1, 0, 2});
  CHECK(result.rank_p05 == std::vector<std::uint32_t>{3, 1, 0, 2});
}

TEST_CASE("rank_acceptability: a criterion of weight 0 takes no part", "[score][unit]") {
  const auto table = plain_table({1.0, 0.0}, {{0.6, 0.0}, {0.5, 1.0}});
  CHECK(rank_acceptability(table, std::vector<std::uint8_t>{0, 0}, {}, {}).first_share[0] == 1.0);
}

TEST_CASE("rank_acceptability: nothing to rank, and options that cannot be honoured", "[score][unit]") {
  const auto table = plain_table({1.0}, {{0.6}});
  const std::vector<std::uint8_t> ranked{0};
  const std::vector<std::uint8_t> excluded{1};
  CHECK(rank_acceptability(table, excluded, {}, {}).first_share == std::vector<double>{0.0});
  CHECK(rank_acceptability(table, ranked, {}, {}).first_share == std::vector<double>{1.0});
  CHECK_THROWS_AS(rank_acceptability(table, ranked, {.draws = 0}, {}), trek::core::Error);
  CHECK_THROWS_AS(rank_acceptability(table, ranked, {.weight_spread = 1.5}, {}), trek::core::Error);
  CHECK_THROWS_AS(rank_acceptability(table, {}, {}, {}), trek::core::Error);
}

TEST_CASE("rank_acceptability: the same on one, two and four threads, other with another seed",
          "[score][unit][parallel]") {
  const trek::test::RandomTable random{2};
  REQUIRE(random.weights.size() > 2);
  REQUIRE(random.ranked_count() > 10);
  const auto table = random.table();
  const auto on_threads = [&](unsigned threads, std::uint64_t seed) {
    trek::core::Control control;
    control.thread_count = threads;
    return rank_acceptability(table, random.excluded, {.seed = seed, .draws = 1000}, control);
  };
  const auto one = on_threads(1, 5);
  for (const unsigned threads : {1U, 2U, 4U}) {
    const auto other = on_threads(threads, 5);
    CHECK(other.first_share == one.first_share);
    CHECK(other.top_share == one.top_share);
    CHECK(other.rank_p05 == one.rank_p05);
    CHECK(other.rank_p95 == one.rank_p95);
  }
  CHECK(on_threads(2, 6).first_share != one.first_share);
}

TEST_CASE("rank_acceptability: keeping the order of the weights is the default, any order is asked for",
          "[score][unit]") {
  // Weights 3 and 1: the first share u is uniform in [1/2, 1], and site 0 wins from u = 5/8: three quarters of it.
  const auto table = plain_table({3.0, 1.0}, {{0.5, 0.3}, {0.2, 0.8}});
  const std::vector<std::uint8_t> none{0, 0};
  CHECK(rank_acceptability(table, none, {}, {}).first_share[0] == Approx(0.75).margin(kThreeSigma));
  const auto free = rank_acceptability(table, none, {.weightings = trek::score::Weightings::free}, {});
  CHECK(free.first_share[0] == Approx(3.0 / 8).margin(kThreeSigma));
  // Within half of 3/4 and of 1/4 the first share lies in [5/8, 7/8].
  const auto bounded =
      rank_acceptability(table, none, {.weightings = trek::score::Weightings::bounded, .weight_margin = 0.5}, {});
  CHECK(bounded.first_share[0] == 1.0);
}

TEST_CASE("rank_acceptability: central weights are those of whom a site would suit", "[score][unit]") {
  // Site 0 wins where the first share is above 1/4: on average 5/8. The third criterion does not count.
  const auto table = plain_table({1.0, 1.0, 0.0}, {{0.8, 0.3, 1.0}, {0.2, 0.5, 1.0}, {0.0, 0.0, 1.0}});
  const auto drawn = rank_acceptability(table, std::vector<std::uint8_t>{0, 0, 0}, {}, {});
  REQUIRE(drawn.central_weight.size() == 9);
  CHECK(drawn.central_weight[0] == Approx(0.625).margin(0.01));
  CHECK(drawn.central_weight[1] == Approx(0.375).margin(0.01));
  CHECK(drawn.central_weight[2] == 0.0);
  CHECK(drawn.central_weight[3] == Approx(0.125).margin(0.01));
  CHECK(std::isnan(drawn.central_weight[6]));  // never first
}

TEST_CASE("rank_acceptability: noise on the values blurs a near-tie, and no clear lead", "[score][unit]") {
  const auto table = plain_table({1.0}, {{0.52}, {0.50}, {0.1}});
  const std::vector<std::uint8_t> none(3, 0);
  const auto noisy = rank_acceptability(table, none, {.value_noise = 0.02}, {});
  // The difference has a deviation of 0.02 sqrt(2): it is above 0 with chance Phi(1 / sqrt 2) = 0.760.
  CHECK(noisy.first_share[0] == Approx(0.760).margin(kThreeSigma));
  CHECK(noisy.first_share[2] == 0.0);
  CHECK_THROWS_AS(rank_acceptability(table, none, {.value_noise = -0.1}, {}), trek::core::Error);
  CHECK_THROWS_AS(rank_acceptability(table, none, {.weight_margin = 1.5}, {}), trek::core::Error);
}

TEST_CASE("winning_shares: each against each, whatever the others do", "[score][unit]") {
  const auto table = plain_table({1.0, 1.0}, {{0.8, 0.3}, {0.2, 0.5}, {0.9, 0.9}, {0.8, 0.3}});
  const std::vector<std::size_t> sites{1, 0, 3};
  const auto wins = trek::score::winning_shares(table, sites, {}, {});
  REQUIRE(wins.size() == 9);
  CHECK(wins[1] == Approx(0.25).margin(kThreeSigma));
  CHECK(wins[1] + wins[3] == Approx(1.0).margin(1e-12));
  CHECK(wins[0] == 0.5);
  CHECK(wins[1 * 3 + 2] == 0.5);  // the same in everything
  CHECK(trek::score::winning_shares(table, {}, {}, {}).empty());
  CHECK_THROWS_AS(trek::score::winning_shares(table, std::vector<std::size_t>{4}, {}, {}), trek::core::Error);
}
