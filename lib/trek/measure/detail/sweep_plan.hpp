#pragma once

#include <cstddef>
#include <list>
#include <span>
#include <vector>

#include "trek/measure/detail/bounds.hpp"
#include "trek/measure/detail/mode_survey.hpp"

namespace trek::measure::detail {

/// What one pass over the streets of a mode gave.
struct Swept {
  std::vector<std::vector<Count>> counted;  // a row per sum, a value per site; unknown where it is not connected
  std::vector<std::vector<Unseen>> missed;
};

/// The sums over people that the measures of a mode need: all are folded into one pass.
class SweepPlan {
 public:
  using Sum = std::size_t;  // row of Swept

  /// `bounded`: its bounds are wanted too, where they say something.
  Sum add(const CountedPeople& sum, bool bounded);
  /// Only who is missed of it.
  Sum add_missed(const CountedPeople& sum);
  /// Keeps weights for as long as the plan lives.
  std::span<const double> keep(std::vector<double> weights);
  [[nodiscard]] Swept carry_out(const ModeSurvey& survey) const;

 private:
  struct Entry {
    CountedPeople sum;
    bool counted = true;
    bool bounded = false;
  };
  [[nodiscard]] std::vector<std::vector<Count>> counts(const ModeSurvey& survey) const;

  std::vector<Entry> entries_;
  std::list<std::vector<double>> kept_;
};

/// Whether a bound says the same as the weights do, where these are known.
[[nodiscard]] bool same_where_known(std::span<const double> weight, std::span<const double> bound);
/// Bounds of the rows whose weight is known: the others are not counted, but unseen.
[[nodiscard]] std::vector<double> where_known(std::span<const double> bound, std::span<const double> weight);

}  // namespace trek::measure::detail
