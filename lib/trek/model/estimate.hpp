#pragma once

#include <limits>

namespace trek::model {

/// What is known of a number that was measured: a best estimate, and what it may be at least and at most.
///
/// A known number has low == best == high and known_share 1. A lower bound (a catchment that ends where the data end, a
/// network that misses some people) has low == best < high. Nothing known: best is NaN, low and high are infinite.
struct Estimate {
  double best = std::numeric_limits<double>::quiet_NaN();
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  double known_share = 0.0;  // [0, 1]: of what the number counts, the part that was seen; 1 only where it is exact

  /// Exact; NaN gives unknown().
  [[nodiscard]] static Estimate exact(double raw) noexcept {
    return raw == raw ? Estimate{raw, raw, raw, 1.0} : unknown();
  }
  [[nodiscard]] static Estimate unknown() noexcept { return {}; }
  [[nodiscard]] bool is_known() const noexcept { return best == best; }
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

}  // namespace trek::model
