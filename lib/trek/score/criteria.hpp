#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/model/estimate.hpp"
#include "trek/model/value_function.hpp"

namespace trek::score {

struct Criterion {
  std::string id;       // snake_case: name of the measure it rests on
  double weight = 0.0;  // >= 0; normalised over the criteria
  model::ValueFunction value;
};

/// Of a raw measure.
using model::Estimate;

/// The value of an estimate: [0, 1], low <= best <= high.
struct ValueInterval {
  double low = 0.0;
  double best = 0.5;
  double high = 1.0;
};

/// Raw measures, sites x criteria.
class CriteriaTable {
 public:
  CriteriaTable() = default;  // of nothing
  /// Errors  Error{bad_argument}: no criteria, weights that are negative or all zero, duplicate ids.
  CriteriaTable(std::vector<Criterion> criteria, std::size_t site_count);
  [[nodiscard]] std::size_t site_count() const noexcept { return site_count_; }
  [[nodiscard]] const std::vector<Criterion>& criteria() const noexcept { return criteria_; }
  [[nodiscard]] const Estimate& estimate(std::size_t site, std::size_t criterion) const noexcept {
    return estimate_[site * criteria_.size() + criterion];
  }
  /// The best estimate; NaN is unknown.
  [[nodiscard]] double raw(std::size_t site, std::size_t criterion) const noexcept {
    return estimate(site, criterion).best;
  }
  /// An exact number, or NaN for unknown.
  void set(std::size_t site, std::size_t criterion, double raw) noexcept { set(site, criterion, Estimate::exact(raw)); }
  /// Precondition: low <= best <= high, or best is NaN.
  void set(std::size_t site, std::size_t criterion, const Estimate& estimate) noexcept {
    estimate_[site * criteria_.size() + criterion] = estimate;
  }
  /// Of the best estimate; empty where the raw measure is unknown.
  [[nodiscard]] std::optional<double> value(std::size_t site, std::size_t criterion) const noexcept;
  /// Over all raw measures that the estimate allows. Unknown: over all that there are, and `best` is the middle.
  [[nodiscard]] ValueInterval interval(std::size_t site, std::size_t criterion) const noexcept;
  /// Weight over the sum of all weights.
  [[nodiscard]] double weight_share(std::size_t criterion) const noexcept { return weight_share_[criterion]; }
  /// The same measures under other weights, one per criterion. Errors  those of the constructor; a number of weights
  /// that is another.
  [[nodiscard]] CriteriaTable weighted(std::span<const double> weight) const;

 private:
  std::vector<Criterion> criteria_;
  std::size_t site_count_ = 0;
  std::vector<Estimate> estimate_;    // site_count * criteria, row-major
  std::vector<double> weight_share_;  // criteria, sums to 1
};

}  // namespace trek::score
