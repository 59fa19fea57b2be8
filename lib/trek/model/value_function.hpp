#pragma once

#include <span>
#include <utility>
#include <vector>

namespace trek::model {

/// Value function: raw measure -> [0, 1], piecewise linear through anchors, flat outside them. The anchors are
/// reference values that mean something by themselves, never the best and worst of the list: adding a site moves no
/// other.
class ValueFunction {
 public:
  struct Anchor {
    double raw = 0.0;
    double value = 0.0;  // [0, 1]
  };
  /// Errors  Error{bad_argument}: fewer than 2 anchors, raw not ascending, a value outside [0, 1].
  explicit ValueFunction(std::vector<Anchor> anchors);
  [[nodiscard]] double operator()(double raw) const noexcept;
  /// The smallest and the largest value for raw measures from `low` to `high`; infinities are allowed.
  [[nodiscard]] std::pair<double, double> range(double low, double high) const noexcept;
  [[nodiscard]] std::span<const Anchor> anchors() const noexcept { return anchors_; }

 private:
  std::vector<Anchor> anchors_;
};

}  // namespace trek::model
