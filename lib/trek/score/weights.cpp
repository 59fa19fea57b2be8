#include "trek/score/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "trek/core/error.hpp"

namespace trek::score {
namespace {

// What the consistency index is of random comparisons, by the number of criteria from 1 on: Saaty 1980.
constexpr std::array<double, 10> kRandomIndex{0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49};
constexpr double kReciprocalWithin = 0.01;  // 0.33 may stand for a third

void check_comparisons(std::span<const double> times, std::size_t n) {
  if (n == 0 || times.size() != n * n)
    core::refuse_argument(fmt::format("comparisons: {} numbers for {} criteria, expected a square", times.size(), n));
  if (n > kRandomIndex.size()) {
    core::refuse_argument(
        fmt::format("comparisons: {} criteria, at most {} can be judged for consistency; compare "
                    "groups of them",
                    n, kRandomIndex.size()));
  }
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a; b < n; ++b) {
      const double product = times[a * n + b] * times[b * n + a];
      if (times[a * n + b] > 0.0 && std::abs(product - 1.0) <= kReciprocalWithin) continue;
      core::refuse_argument(
          fmt::format("comparisons: {} of {} over {} and {} the other way round, expected numbers "
                      "above 0 of which one is the reciprocal of the other",
                      times[a * n + b], a + 1, b + 1, times[b * n + a]));
    }
  }
}

/// Power iteration: the matrix is positive, so it converges to the one positive eigenvector (Perron-Frobenius).
double find_eigenvector(std::span<const double> times, std::vector<double>& share) {
  const std::size_t n = share.size();
  constexpr int kMostSteps = 10'000;
  double eigenvalue = 0.0;
  std::vector<double> next(n);
  for (int step = 0; step < kMostSteps; ++step) {
    for (std::size_t a = 0; a < n; ++a)
      next[a] = std::inner_product(share.begin(), share.end(), times.data() + a * n, 0.0);
    eigenvalue = std::accumulate(next.begin(), next.end(), 0.0);
    double moved = 0.0;
    for (std::size_t a = 0; a < n; ++a) {
      next[a] /= eigenvalue;
      moved = std::max(moved, std::abs(next[a] - share[a]));
    }
    share.swap(next);
    if (moved < 1e-14) break;
  }
  return eigenvalue;
}

void find_worst_pair(std::span<const double> times, ComparedWeights& result) {
  const std::size_t n = result.weight_share.size();
  double worst = 0.0;
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      const double implied = result.weight_share[a] / result.weight_share[b];
      const double off = std::abs(std::log(times[a * n + b] / implied));
      if (off <= worst) continue;
      worst = off;
      result.worst_row = a;
      result.worst_column = b;
      result.worst_stated = times[a * n + b];
      result.worst_implied = implied;
    }
  }
}

}  // namespace

ComparedWeights compared_weights(std::span<const double> times, std::size_t criterion_count) {
  check_comparisons(times, criterion_count);
  const auto n = static_cast<double>(criterion_count);
  ComparedWeights result;
  result.weight_share.assign(criterion_count, 1.0 / n);
  result.eigenvalue = find_eigenvector(times, result.weight_share);
  if (criterion_count > 2)
    result.consistency_ratio = (result.eigenvalue - n) / (n - 1.0) / kRandomIndex[criterion_count - 1];
  find_worst_pair(times, result);
  return result;
}

std::vector<double> ahp_weights(std::span<const std::string> names, std::span<const double> times) {
  const ComparedWeights found = compared_weights(times, names.size());
  if (found.consistency_ratio <= kMostInconsistent) return found.weight_share;
  core::refuse_argument(
      fmt::format("comparisons: they contradict each other (consistency ratio {:.2f}, at most {:.2f}); first judge "
                  "'{}' against '{}' "
                  "again: it is said to be {:.3g} times as important, and {:.3g} times by all the others",
                  found.consistency_ratio, kMostInconsistent, names[found.worst_row], names[found.worst_column],
                  found.worst_stated, found.worst_implied));
}

std::vector<double> rank_order_weights(std::span<const std::uint32_t> rank) {
  if (rank.empty()) core::refuse_argument("rank-order weights: no ranks, expected at least one");
  if (std::ranges::find(rank, 0U) != rank.end())
    core::refuse_argument("rank-order weights: a rank of 0, expected 1 for the most important");
  const std::size_t n = rank.size();
  std::vector<double> of_place(n);  // of place k (from 1): the mean of 1/i for i from k to n, over n
  double sum = 0.0;
  for (std::size_t k = n; k-- > 0;) {
    sum += 1.0 / static_cast<double>(k + 1);
    of_place[k] = sum / static_cast<double>(n);
  }
  std::vector<double> result;
  for (const std::uint32_t own : rank) {
    const auto before = std::ranges::count_if(rank, [own](std::uint32_t other) { return other < own; });
    const auto equal = std::ranges::count(rank, own);
    const auto first = of_place.begin() + before;
    result.push_back(std::accumulate(first, first + equal, 0.0) / static_cast<double>(equal));
  }
  return result;
}

}  // namespace trek::score
