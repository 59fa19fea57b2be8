#include "trek/score/ranking.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"

using trek::score::weighted_sum;
using trek::test::RandomTable;

namespace {

/// Score with every unknown at `filled`, straight from the definition.
double score_by_definition(const RandomTable& random, std::size_t site, double filled) {
  double sum = 0.0;
  double weight_sum = 0.0;
  for (std::size_t c = 0; c < random.weights.size(); ++c) {
    const double value = random.values[site][c];
    sum += random.weights[c] * (std::isnan(value) ? filled : value);
    weight_sum += random.weights[c];
  }
  return sum / weight_sum;
}

/// 1 + the number of ranked sites that are sure of clearly more.
std::uint32_t rank_by_definition(const RandomTable& random, std::size_t site) {
  std::uint32_t rank = 1;
  for (std::size_t other = 0; other < random.values.size(); ++other) {
    if (random.excluded[other] != 0) continue;
    const double lead = score_by_definition(random, other, 0.0) - score_by_definition(random, site, 0.0);
    if (lead > 1e-9) ++rank;
  }
  return rank;
}

}  // namespace

TEST_CASE("weighted_sum: equals its definition on random tables", "[score][property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  const RandomTable random{seed};
  const auto table = random.table();
  const auto scores = weighted_sum(table, random.excluded);
  REQUIRE(scores.size() == random.values.size());
  for (std::size_t site = 0; site < scores.size(); ++site) {
    CAPTURE(site);
    CHECK(scores[site].low == Approx(score_by_definition(random, site, 0.0)).margin(1e-12));
    CHECK(scores[site].score == Approx(score_by_definition(random, site, 0.5)).margin(1e-12));
    CHECK(scores[site].high == Approx(score_by_definition(random, site, 1.0)).margin(1e-12));
    CHECK(scores[site].high - scores[site].low == Approx(1.0 - scores[site].completeness_share).margin(1e-12));
    double contributions = 0.0;
    for (std::size_t c = 0; c < random.weights.size(); ++c) contributions += contribution(table, site, c).best;
    CHECK(contributions == Approx(scores[site].score).margin(1e-12));
    if (random.excluded[site] != 0) {
      CHECK_FALSE(scores[site].rank.has_value());
    } else {
      CHECK(scores[site].rank == rank_by_definition(random, site));
    }
  }
}

TEST_CASE("weighted_sum: a site more moves no other's score, a dominated one no other's rank", "[score][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  RandomTable random{seed};
  const auto before = weighted_sum(random.table(), random.excluded);
  const auto with_site = [&](double value) {
    RandomTable more = random;
    more.values.emplace_back(random.weights.size(), value);
    more.excluded.push_back(0);
    return weighted_sum(more.table(), more.excluded);
  };
  const auto best = with_site(1.0);
  const auto dominated = with_site(0.0);
  for (std::size_t site = 0; site < before.size(); ++site) {
    CHECK(best[site].score == before[site].score);
    CHECK(dominated[site].score == before[site].score);
    CHECK(dominated[site].rank == before[site].rank);
  }
}
