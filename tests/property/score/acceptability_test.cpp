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
  CHECK(sum(result.top_ten_share) == Approx(std::min(10.0, count)).margin(1e-9));
  for (std::size_t site = 0; site < random.values.size(); ++site) {
    CAPTURE(site);
    CHECK(result.top_ten_share[site] >= result.first_share[site]);
    CHECK(result.rank_p05[site] <= result.rank_p95[site]);
    CHECK(result.rank_p95[site] <= random.ranked_count());
    CHECK((result.rank_p05[site] == 0) == (random.excluded[site] != 0));
  }
  const auto again = rank_acceptability(random.table(), random.excluded, options, {});
  CHECK(again.first_share == result.first_share);
}

TEST_CASE("rank_acceptability: a site that every other one dominates changes no other's shares", "[score][property]") {
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
  for (auto* column : {&after.first_share, &after.top_ten_share}) column->pop_back();
  for (auto* column : {&after.rank_p05, &after.rank_p95}) column->pop_back();
  CHECK(after.first_share == before.first_share);
  CHECK(after.top_ten_share == before.top_ten_share);
  CHECK(after.rank_p05 == before.rank_p05);
  CHECK(after.rank_p95 == before.rank_p95);
}

TEST_CASE(
    "rank_acceptability: a site that one other dominates changes no other's first share, but may take a place in the "
    "top ten",
    "[score][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  const std::vector<double> weights{1.0, 2.0, 3.0};
  std::vector<std::vector<double>> values(10);
  for (auto& row : values) row = {random.uniform(), random.uniform(), random.uniform()};
  values[0] = {0.99, 0.98, 0.97};
  const std::vector<std::uint8_t> nobody(10, 0);
  const AcceptabilityOptions options{.draws = 300};
  const auto before = rank_acceptability(trek::test::plain_table(weights, values), nobody, options, {});
  values.push_back({0.95, 0.95, 0.95});  // below the first site in everything
  const auto after =
      rank_acceptability(trek::test::plain_table(weights, values), std::vector<std::uint8_t>(11, 0), options, {});
  CHECK(after.first_share.back() == 0.0);
  double lost = 0.0;
  for (std::size_t site = 0; site < 10; ++site) {
    CHECK(after.first_share[site] == before.first_share[site]);
    lost += before.top_ten_share[site] - after.top_ten_share[site];
  }
  CHECK(lost == Approx(after.top_ten_share.back()));  // what it takes, others lose
  CHECK(lost > 0.9);
}
