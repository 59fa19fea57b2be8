#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace trek::cli {

/// Weights of criteria out of comparisons by two (AHP).
struct PairWeights {
  std::vector<double> weight;      // one per criterion; 0 for one that no pair names
  double consistency_ratio = 0.0;  // 0: the comparisons agree
};

/// From a CSV with `criterion`, `over` and `times`: how many times as important the one is as the other, each pair of
/// the criteria that it names once, in either direction.
/// Errors  Error{data}: a criterion that is not among `ids`, one over itself, a pair twice or missing, a number that is
///         not above 0; Error{bad_argument}: comparisons that contradict each other, over ten criteria.
[[nodiscard]] PairWeights read_pair_weights(const std::filesystem::path& file, std::span<const std::string> ids);

}  // namespace trek::cli
