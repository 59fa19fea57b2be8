#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/score/criteria.hpp"

namespace trek::score {

/// Score of one site, [0, 1].
struct SiteScore {
  double low = 0.0;    // every unknown criterion at its worst
  double score = 0.0;  // every unknown criterion in the middle of its range: the middle of [low, high]
  double high = 0.0;   // every unknown criterion at its best
  double completeness_share = 0.0;  // weight of the known criteria
  std::optional<std::uint32_t> rank;  // 1 is best; equal scores share a rank; empty for an excluded site
};

/// Weighted sum. `excluded[s]` != 0 (a veto that fails) takes a site out of the ranking; its score is still given.
[[nodiscard]] std::vector<SiteScore> weighted_sum(const CriteriaTable& table, std::span<const std::uint8_t> excluded);

/// weight share * value of one criterion: what it adds to the score. Unknown: the middle of its range, 0.5.
[[nodiscard]] double contribution(const CriteriaTable& table, std::size_t site, std::size_t criterion) noexcept;

struct AcceptabilityOptions {
  std::uint64_t seed = 20260223;
  std::uint32_t draws = 10'000;        // +- 0.01 at 95 % (Tervonen & Lahdelma 2007)
  double weight_spread = 1.0;          // 1: any weighting (Dirichlet(1)); less: draws mixed with the stated weights
};

/// SMAA-2 (Lahdelma & Salminen 2001): over random weightings, and random values for what is unknown.
struct RankAcceptability {
  std::vector<double> first_share;   // one a site; sums to 1 over the sites that are not excluded
  std::vector<double> top_ten_share; // sums to min(10, sites)
  std::vector<std::uint32_t> rank_p05;  // rank interval over the draws; 0 for an excluded site
  std::vector<std::uint32_t> rank_p95;
  AcceptabilityOptions options;      // as used
};
/// Ties within a draw are broken by row, so that every rank is taken once. Same result on any thread count.
[[nodiscard]] RankAcceptability rank_acceptability(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                                   const AcceptabilityOptions& options, const core::Control& control);

}  // namespace trek::score
