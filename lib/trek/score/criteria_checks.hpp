#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/score/criteria.hpp"

/// What the criteria of a list come down to: which of them decide, which tell the same, and which have reached an end.
namespace trek::score {

/// One criterion over the sites that take part in the ranking.
struct CriterionSpread {
  double weight_share = 0.0;
  double deviation = 0.0;        // standard deviation of the values, an unknown one left out; 0 of fewer than two
  double effective_share = 0.0;  // weight * deviation over the sum of these: what it does to the order; 0 if none does
  std::size_t known_count = 0;
  std::size_t beyond_best_count = 0;  // raw measures beyond an outer anchor, where the value stands still: at its best,
  std::size_t beyond_worst_count = 0;  // and at its worst. Whoever lies there is not told apart
};

/// Shape   one per criterion. Empty  no ranked sites: no deviation, no counts.
/// Errors  Error{bad_argument} unless `excluded` has one flag per site.
/// Source  a weight and what it does are not the same: Becker, Saisana, Paruolo and Vandecasteele 2017, Ecological
///         Indicators 80:12; for a linear sum of independent criteria the share of the deviation is what it does.
[[nodiscard]] std::vector<CriterionSpread> criterion_spreads(const CriteriaTable& table,
                                                             std::span<const std::uint8_t> excluded);

/// Pearson's correlation of the values of two criteria, n x n and row-major, over the ranked sites of which both are
/// known; NaN where fewer than ten are, or where one of them is the same for all. Errors  as criterion_spreads.
[[nodiscard]] std::vector<double> correlations(const CriteriaTable& table, std::span<const std::uint8_t> excluded);

/// Two criteria with weight that largely tell the same thing: what they share counts twice.
struct SameTale {
  std::size_t first = 0;
  std::size_t second = 0;
  double correlation = 0.0;
  double both_share = 0.0;  // of the weight
};
inline constexpr double kSameTale = 0.7;  // half of the variance of the one is that of the other (0.7^2); trek's choice

/// By correlation, descending; those of `correlations` that are at least `least`.
[[nodiscard]] std::vector<SameTale> same_tales(const CriteriaTable& table, std::span<const double> correlation,
                                               double least = kSameTale);

inline constexpr double kSaturatedShare = 0.1;  // of the known sites: from here on an end is worth a warning

/// Whether so many lie beyond an end that the criterion no longer tells the best, or the worst, apart: two at least.
[[nodiscard]] bool is_saturated(std::size_t beyond_count, std::size_t known_count) noexcept;

}  // namespace trek::score
