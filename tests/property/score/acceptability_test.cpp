#include <algorithm>
#include <numeric>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/score/ranking.hpp"

using trek::score::AcceptabilityOptions;
using trek::score::rank_acceptability;
using trek::test::RandomTable;

namespace {
double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }
}  // namespace

TEST_CASE("rank_acceptability: every draw gives out each rank once", "[score][property]") {
  const auto seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  const RandomTable random{seed};
  const auto count = static_cast<double>(random.ranked_count());
  const AcceptabilityOptions options{.seed = seed, .draws = 501};
  const auto result = rank_acceptability(random.table(), random.excluded, options, {});
  CHECK(sum(result.first_share) == Approx(std::min(1.0, count)).margin(1e-9));
  CHECK(result.top_count == std::clamp<std::uint32_t>(static_cast<std::uint32_t>(count) / 3, 1, 10));
  CHECK(sum(result.top_share) == Approx(std::min<double>(result.top_count, count)).margin(1e-9));
  for (std::size_t site = 0; site < random.values.size(); ++site) {
    CAPTURE(site);
    CHECK(result.top_share[site] >= result.first_share[site]);
    CHECK(result.rank_p05[site] <= result.rank_p95[site]);
    CHECK(result.rank_p95[site] <= random.ranked_count());
    CHECK((result.rank_p05[site] == 0) == (random.excluded[site] != 0));
  }
  const auto again = rank_acceptability(random.table(), random.excluded, options, {});
  CHECK(again.first_share == result.first_share);
}

TEST_CASE("rank_acceptability: a dominated dummy changes no other's share of first ranks", "[score][property]") {
  const auto seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  RandomTable random{seed};
  const AcceptabilityOptions options{.draws = 300};
  // Clear of the dummy's zero, so that no tie in a draw stands between them.
  for (auto& row : random.values) std::replace(row.begin(), row.end(), 0.0, 0.05);
  const auto before = rank_acceptability(random.table(), random.excluded, options, {});
  random.values.emplace_back(random.weights.size(), 0.0);
  random.excluded.push_back(0);
  auto after = rank_acceptability(random.table(), random.excluded, options, {});
  CHECK(after.rank_p05.back() == random.ranked_count());
  after.first_share.pop_back();
  for (auto* column : {&after.rank_p05, &after.rank_p95}) column->pop_back();
  CHECK(after.first_share == before.first_share);
  CHECK(after.rank_p05 == before.rank_p05);
  CHECK(after.rank_p95 == before.rank_p95);
}

TEST_CASE(
    "rank_acceptability: a site that one other dominates changes no other's first share, but may take a place in the "
    "best ten",
    "[score][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  const std::vector<double> weights{1.0, 2.0, 3.0};
  std::vector<std::vector<double>> values(30);
  for (auto& row : values) row = {random.uniform(), random.uniform(), random.uniform()};
  values[0] = {0.99, 0.98, 0.97};
  const std::vector<std::uint8_t> nobody(30, 0);
  const AcceptabilityOptions options{.draws = 300};
  const auto before = rank_acceptability(trek::test::plain_table(weights, values), nobody, options, {});
  values.push_back({0.95, 0.95, 0.95});  // below the first site in everything
  const auto after =
      rank_acceptability(trek::test::plain_table(weights, values), std::vector<std::uint8_t>(31, 0), options, {});
  CHECK(after.first_share.back() == 0.0);
  double lost = 0.0;
  for (std::size_t site = 0; site < 30; ++site) {
    CHECK(after.first_share[site] == before.first_share[site]);
    lost += before.top_share[site] - after.top_share[site];
  }
  CHECK(lost == Approx(after.top_share.back()));  // what it takes, others lose
  CHECK(lost > 0.9);
}

TEST_CASE("rank_groups: hold the rank, are shared by equals, and never put a dominated site before its better",
          "[score][property]") {
  const auto seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  const RandomTable random{seed};
  const auto table = random.table();
  const auto scores = trek::score::weighted_sum(table, random.excluded);
  const auto groups = trek::score::rank_groups(table, random.excluded, scores, {.seed = seed, .draws = 501}, {});
  const auto dominates = [&](std::size_t a, std::size_t b) {
    for (std::size_t c = 0; c < random.weights.size(); ++c) {
      if (table.interval(a, c).low < table.interval(b, c).high + 1e-9) return false;
    }
    return true;
  };
  const auto alone = [&](std::size_t site) {
    return std::count_if(scores.begin(), scores.end(),
                         [&](const auto& other) { return other.rank == scores[site].rank; }) == 1;
  };
  for (std::size_t a = 0; a < groups.size(); ++a) {
    CAPTURE(a);
    if (!scores[a].rank) {
      CHECK(groups[a] == trek::score::RankGroup{});
      continue;
    }
    CHECK(groups[a].first >= 1);
    CHECK(groups[a].first <= *scores[a].rank);
    CHECK(groups[a].last >= *scores[a].rank);
    CHECK(groups[a].last <= random.ranked_count());
    for (std::size_t b = 0; b < groups.size(); ++b) {
      if (!scores[b].rank) continue;
      if (scores[a].rank == scores[b].rank) CHECK(groups[a] == groups[b]);
      // better in every criterion, whatever is unknown turns out to be: better under any weighting
      if (dominates(a, b) && alone(a) && alone(b)) {
        CHECK(groups[a].first <= groups[b].first);
        CHECK(groups[a].last <= groups[b].last);
      }
    }
  }
}
