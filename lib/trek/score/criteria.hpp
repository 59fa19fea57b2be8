#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trek::score {

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
  [[nodiscard]] std::span<const Anchor> anchors() const noexcept { return anchors_; }

 private:
  std::vector<Anchor> anchors_;
};

struct Criterion {
  std::string id;  // snake_case: name of the measure it rests on
  std::string label_nl;
  std::string label_en;
  std::string unit;     // of the raw measure
  double weight = 0.0;  // >= 0; normalised over the criteria
  ValueFunction value;
  std::string reason;  // why this criterion, this weight and these anchors; with its source
};

/// Raw measures, sites x criteria. NaN is unknown.
class CriteriaTable {
 public:
  /// Errors  Error{bad_argument}: no criteria, weights that are negative or all zero, duplicate ids.
  CriteriaTable(std::vector<Criterion> criteria, std::size_t site_count);
  [[nodiscard]] std::size_t site_count() const noexcept { return site_count_; }
  [[nodiscard]] const std::vector<Criterion>& criteria() const noexcept { return criteria_; }
  [[nodiscard]] double raw(std::size_t site, std::size_t criterion) const noexcept {
    return raw_[site * criteria_.size() + criterion];
  }
  void set(std::size_t site, std::size_t criterion, double raw) noexcept {
    raw_[site * criteria_.size() + criterion] = raw;
  }
  /// Empty where the raw measure is unknown.
  [[nodiscard]] std::optional<double> value(std::size_t site, std::size_t criterion) const noexcept;
  /// Weight over the sum of all weights.
  [[nodiscard]] double weight_share(std::size_t criterion) const noexcept { return weight_share_[criterion]; }

 private:
  std::vector<Criterion> criteria_;
  std::size_t site_count_ = 0;
  std::vector<double> raw_;           // site_count * criteria, row-major
  std::vector<double> weight_share_;  // criteria, sums to 1
};

}  // namespace trek::score
