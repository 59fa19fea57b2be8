#pragma once

#include <span>
#include <vector>

#include "trek/core/random.hpp"
#include "trek/score/ranking.hpp"

namespace trek::score::detail {

/// What a share may be, at least and at most.
struct ShareBounds {
  double low = 0.0;
  double high = 1.0;
};

/// Random weightings about stated ones; each draw has its own stream and knows nothing of the others.
class WeightDraws {
 public:
  /// `stated` are shares above 0 that sum to 1.
  WeightDraws(std::vector<double> stated, const AcceptabilityOptions& options);
  /// Fills `weight` with shares that sum to 1. Uniform over the weightings that the options allow, then mixed with the
  /// stated ones as far as `weight_spread` says.
  void draw(core::Random& random, std::vector<double>& weight) const;

 private:
  void put_in_order(std::vector<double>& weight) const;

  std::vector<double> stated_;
  std::vector<std::vector<std::size_t>> tied_;  // criteria by stated weight, heaviest first; equal ones together
  std::vector<ShareBounds> bounds_;             // bounded only
  double spread_;
};

/// Uniform over all shares within bounds that sum to 1, by a random walk from `weight`, which must be one of them: each
/// step moves a random amount between two criteria. `pair_count` steps.
void walk_within(core::Random& random, std::span<const ShareBounds> bounds, std::size_t pair_count,
                 std::span<double> weight);

}  // namespace trek::score::detail
