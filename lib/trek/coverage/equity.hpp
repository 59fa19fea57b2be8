#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "trek/core/units.hpp"

namespace trek::coverage {

/// How evenly travel times to the nearest place are spread over people. METHODS "Coverage", "How evenly".
struct Equity {
  /// Of those who reach a place, [0, 1): 0 when all travel equally long. Empty when none of them travels at all.
  std::optional<double> gini;
  /// Mean time of the tenth that travels longest over that of the four tenths that travel shortest, at least 1. Empty
  /// when somebody reaches no place, or when the four tenths do not travel at all.
  std::optional<double> palma_ratio;
  /// Mean of 1 - norm / time over all, and of its square: 0 for whom a place serves, 1 for who reaches none.
  std::optional<double> shortfall;
  std::optional<double> shortfall_squared;
};

/// Of people whose time to the nearest place is known: `time_ds` and `people` row by row, kUnreachable_ds for who
/// reaches none.
///
/// Empty   nobody: all of it.
/// Errors  Error{bad_argument}: columns of different length, people below 0 or not finite, a norm of 0.
/// Cost    O(n log n).
/// Source  Gini (1912), with weights; Palma (2011), by time in place of income; Foster, Greer & Thorbecke (1984) of
///         access as one over the time, so that who reaches no place is at 1.
[[nodiscard]] Equity equity(std::span<const std::uint32_t> time_ds, std::span<const double> people,
                            core::Deciseconds norm);

}  // namespace trek::coverage
