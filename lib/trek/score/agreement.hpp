#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// How far several orders of the same things agree. An order is given as scores, of which more is better.
namespace trek::score {

/// Kendall's coefficient of concordance W, with the correction for ties: 0 no agreement, 1 the same order.
///
/// `judges` are scores of the same items, one list a judge. NaN  fewer than two judges or items, or all are tied.
/// Scores equal to 1e-9 are tied. Errors  Error{bad_argument}: lists of different lengths. Cost  O(judges * n log n).
/// Source  Kendall and Babington Smith 1939, Annals of Mathematical Statistics 10:275; Siegel 1956, ch. 9.
[[nodiscard]] double kendall_w(std::span<const std::vector<double>> judges);

/// Kendall's tau-b of two orders: -1 the reverse, 1 the same. NaN where one of them ties everything.
/// Errors  Error{bad_argument}: lists of different lengths. Cost  O(n^2).
/// Source  Kendall 1945, Biometrika 33:239.
[[nodiscard]] double kendall_tau(std::span<const double> a, std::span<const double> b);

/// How many of the best `count` of the one are among the best `count` of the other; ties at the end by row.
[[nodiscard]] std::size_t shared_top_count(std::span<const double> a, std::span<const double> b, std::size_t count);

}  // namespace trek::score
