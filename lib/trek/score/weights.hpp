#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace trek::score {

/// Weights out of comparisons by two: how many times as important the one is as the other.
struct ComparedWeights {
  std::vector<double> weight_share;  // the principal eigenvector, sums to 1
  double eigenvalue = 0.0;           // the largest; the number of criteria if all comparisons agree
  double consistency_ratio = 0.0;    // 0: they agree; as 1: as random ones
  // The pair that agrees least with the weights, and what was said of it against what the weights say.
  std::size_t worst_row = 0;
  std::size_t worst_column = 0;
  double worst_stated = 1.0;
  double worst_implied = 1.0;
};

inline constexpr double kMostInconsistent = 0.10;  // Saaty 1980: above it, judge again

/// AHP, without a look at how consistent they are. `times` is n x n, row-major: times[a * n + b] of a over b.
///
/// Empty   one criterion: a weight of 1. Up to two are always consistent.
/// Errors  Error{bad_argument}: not n x n, over 10 criteria (the random index is not known further: group them), a
///         number that is not above 0, a diagonal that is not 1, two halves that are not each other's reciprocal.
/// Source  Saaty 1977, J. Math. Psychology 15:234; random index: Saaty 1980.
[[nodiscard]] ComparedWeights compared_weights(std::span<const double> times, std::size_t criterion_count);

/// The same, refused where the comparisons contradict each other.
/// Errors  those of compared_weights; Error{bad_argument} above a consistency ratio of 0.10: names the pair that agrees
///         least with the rest, and what the rest says of it. `names` has one per criterion.
[[nodiscard]] std::vector<double> ahp_weights(std::span<const std::string> names, std::span<const double> times);

/// Rank-order centroid: the mean of all weightings that keep an order of importance. `rank` is 1 for the most
/// important; equal ones share the weights of the places that they take.
///
/// Shape   one share per rank, sums to 1. Errors  Error{bad_argument}: no ranks, or one of 0.
/// Source  Barron and Barrett 1996, Management Science 42:1515.
[[nodiscard]] std::vector<double> rank_order_weights(std::span<const std::uint32_t> rank);

}  // namespace trek::score
