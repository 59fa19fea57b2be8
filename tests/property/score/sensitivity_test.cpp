#include "trek/score/sensitivity.hpp"

#include <cmath>
#include <numeric>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/score/counterfactual.hpp"
#include "trek/score/ranking.hpp"

using namespace trek::score;
using trek::test::RandomTable;

namespace {

double sure_sum(const CriteriaTable& table, std::size_t site) {
  double sum = 0.0;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) sum += table.weight_share(c) * table.interval(site, c).low;
  return sum;
}

/// The share of one criterion is set; the others keep their ratios.
CriteriaTable with_share(const CriteriaTable& table, std::size_t criterion, double share) {
  std::vector<double> weight;
  for (std::size_t c = 0; c < table.criteria().size(); ++c)
    weight.push_back(c == criterion ? share
                                    : table.weight_share(c) * (1.0 - share) / (1.0 - table.weight_share(criterion)));
  return table.weighted(weight);
}

}  // namespace

TEST_CASE("single_changes, nearest_weights: the two are level there, and no nearer", "[score][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  const RandomTable random{seed};
  if (random.values.size() < 2 || random.weights.size() < 2) return;
  const auto table = random.table();
  const std::size_t ahead = sure_sum(table, 0) >= sure_sum(table, 1) ? 0 : 1;
  const std::size_t behind = 1 - ahead;
  const auto gap = [&](const CriteriaTable& other) { return sure_sum(other, ahead) - sure_sum(other, behind); };
  for (const WeightChange& change : single_changes(table, ahead, behind)) {
    if (gap(table) < 1e-9) break;
    CHECK(gap(with_share(table, change.criterion, change.to_share)) == Approx(0.0).margin(1e-9));
    // half-way it is still ahead
    const double half = std::midpoint(change.from_share, change.to_share);
    CHECK(gap(with_share(table, change.criterion, half)) > 0.0);
  }
  const auto nearest = nearest_weights(table, ahead, behind);
  if (!nearest) {  // then it is ahead in everything
    for (std::size_t c = 0; c < random.weights.size(); ++c)
      CHECK(table.interval(ahead, c).low > table.interval(behind, c).low);
    return;
  }
  if (gap(table) < 1e-9) return;
  CHECK(gap(table.weighted(nearest->weight_share)) == Approx(0.0).margin(1e-9));
  // No random weighting that moves less brings them level.
  trek::core::Random other{seed, 1};
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> weight = nearest->weight_share;
    for (double& w : weight) w = std::max(0.0, w + 0.1 * (other.uniform() - 0.5));
    const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
    if (!(sum > 0.0)) continue;
    double moved = 0.0;
    for (std::size_t c = 0; c < weight.size(); ++c) {
      weight[c] /= sum;
      moved += std::abs(weight[c] - table.weight_share(c)) / 2.0;
    }
    if (gap(table.weighted(weight)) <= 0.0) CHECK(moved >= nearest->moved_share - 1e-9);
  }
}

TEST_CASE("unseating: equals the nearest of all rivals", "[score][property]") {
  const auto seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  const RandomTable random{seed};
  const auto table = random.table();
  const auto found = unseating(table, random.excluded);
  if (!found) return;
  const auto scores = weighted_sum(table, random.excluded);
  CHECK(scores[found->leader].rank == 1U);
  double least = 2.0;
  for (std::size_t rival = 0; rival < scores.size(); ++rival) {
    if (rival == found->leader || !scores[rival].rank) continue;
    if (const auto weights = nearest_weights(table, found->leader, rival))
      least = std::min(least, weights->moved_share);
  }
  CHECK(found->weights.moved_share == least);
  const auto after = weighted_sum(table.weighted(found->weights.weight_share), random.excluded);
  CHECK(after[found->rival].low >= after[found->leader].low - 1e-9);
}

TEST_CASE("counterfactuals: made true, they bring a site in or leave it at the edge", "[score][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  const RandomTable random{seed};
  const auto table = random.table();
  const auto scores = weighted_sum(table, random.excluded);
  constexpr std::size_t kBest = 5;
  const auto rank_with = [&](std::size_t site, std::size_t criterion, double raw) {
    CriteriaTable other = table;
    other.set(site, criterion, raw);
    return *weighted_sum(other, random.excluded)[site].rank;
  };
  for (std::size_t site = 0; site < scores.size(); ++site) {
    if (!scores[site].rank) continue;
    CAPTURE(site);
    const auto found = counterfactuals(table, random.excluded, site, kBest);
    CHECK(found.is_among_best == (*scores[site].rank <= kBest));
    for (const Counterfactual& change : found.changes) {
      if (found.is_among_best) {
        CHECK(rank_with(site, change.criterion, change.to_raw_high) > kBest);
        CHECK(rank_with(site, change.criterion, change.to_raw_high + 1e-6) <= kBest);
      } else {
        CHECK(rank_with(site, change.criterion, change.to_raw_low) <= kBest);
        CHECK(rank_with(site, change.criterion, change.to_raw_low - 1e-6) > kBest);
      }
    }
  }
}
