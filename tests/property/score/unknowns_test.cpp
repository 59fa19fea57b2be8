#include <cmath>

#include "support/catch.hpp"
#include "support/criteria_tables.hpp"
#include "trek/score/feasible.hpp"
#include "trek/score/ranking.hpp"

using namespace trek::score;

namespace {

/// A region of sites that is known, and what is left of it when half of the facts are deleted.
struct Deleted {
  std::vector<std::vector<double>> truth;
  std::vector<std::vector<double>> left;

  explicit Deleted(std::uint64_t seed) {
    trek::core::Random random{seed};
    for (int site = 0; site < 30; ++site) {
      auto& row = truth.emplace_back();
      for (int c = 0; c < 5; ++c) row.push_back(random.uniform());
      left.push_back(row);
      for (double& value : left.back()) value = random.below(2) == 0 ? trek::test::kUnknown : value;
    }
  }
};

}  // namespace

TEST_CASE("rank_groups: with half of the facts deleted the true rank lies in the stated interval",
          "[score][property]") {
  const std::vector<double> weights{5.0, 4.0, 3.0, 2.0, 1.0};
  const std::vector<std::uint8_t> none(30, 0);
  const std::vector<std::uint32_t> one_kind(30, 0);
  std::size_t held = 0;
  std::size_t held_free = 0;
  std::size_t asked = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Deleted region{seed};
    const auto whole = weighted_sum(trek::test::plain_table(weights, region.truth), none);
    const auto table = trek::test::plain_table(weights, region.left);
    const auto scores = weighted_sum(table, none);
    const AcceptabilityOptions options{.seed = seed, .draws = 300};
    const auto groups = rank_groups(with_feasible_bounds(table, one_kind), none, scores, options, {});
    const auto groups_free = rank_groups(table, none, scores, options, {});
    for (std::size_t site = 0; site < 30; ++site) {
      CHECK(scores[site].completeness_share <= whole[site].completeness_share);
      CHECK(scores[site].low <= whole[site].low + 1e-12);
      CHECK(scores[site].high >= whole[site].high - 1e-12);
      ++asked;
      const auto holds = [&](const RankGroup& group) {
        return group.first <= *whole[site].rank && *whole[site].rank <= group.last ? 1U : 0U;
      };
      held += holds(groups[site]);
      held_free += holds(groups_free[site]);
    }
  }
  const double share = static_cast<double>(held) / static_cast<double>(asked);
  const double share_free = static_cast<double>(held_free) / static_cast<double>(asked);
  CAPTURE(share, share_free);
  CHECK(share >= 0.90);
  CHECK(share_free >= 0.90);
}
