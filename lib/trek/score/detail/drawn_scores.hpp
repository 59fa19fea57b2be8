#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/score/detail/weight_draws.hpp"
#include "trek/score/ranking.hpp"

namespace trek::score::detail {

inline constexpr std::size_t kDrawsPerBlock = 64;

/// Errors  Error{bad_argument}: no draws, or an option outside its range.
void check_options(const AcceptabilityOptions& options);

/// Room for one draw, reused over a block of draws.
struct DrawnScores {
  std::vector<double> weight;  // of the criteria that count
  std::vector<double> score;   // of the sites
};

/// Scores of some sites under random weights, and random values where these are not known exactly.
class ScoreDraws {
 public:
  ScoreDraws(const CriteriaTable& table, std::span<const std::size_t> rows, const AcceptabilityOptions& options);
  [[nodiscard]] std::size_t count() const noexcept { return options_.draws; }
  /// Those with weight: the others are shown, not judged, so never drawn either.
  [[nodiscard]] const std::vector<std::size_t>& criteria() const noexcept { return criteria_; }
  /// Each draw has its own stream, so neither the threads nor the number of unknowns in an earlier draw move it.
  void draw(std::uint64_t number, DrawnScores& drawn) const;

 private:
  [[nodiscard]] double drawn_value(core::Random& random, const ValueInterval& value) const;

  AcceptabilityOptions options_;
  std::vector<std::size_t> criteria_;
  std::vector<ValueInterval> value_;  // sites x criteria_
  WeightDraws weights_;
};

}  // namespace trek::score::detail
