#pragma once

#include <span>
#include <vector>

#include "trek/access/measures.hpp"
#include "trek/access/router.hpp"
#include "trek/core/control.hpp"
#include "trek/core/units.hpp"
#include "trek/model/estimate.hpp"

namespace trek::measure::detail {

/// What a count of people around a site lacks, weighed as the measure weighs them.
struct Unseen {
  double people = 0.0;  // who may be within reach, and are not counted
  double near = 0.0;    // all who may be: those who are counted, as the crow flies, and `people`; 0 without `people`
  Unseen& operator+=(const Unseen& other) noexcept {
    people += other.people;
    near += other.near;
    return *this;
  }
  /// Of all who may be within reach, the part that is not counted: [0, 1].
  [[nodiscard]] double share() const noexcept { return near > 0.0 ? people / near : 0.0; }
};

/// One sum over the rows that a site reaches: at the best estimates of the rows, and at their bounds.
struct Count {
  double best = 0.0;
  double low = 0.0;
  double high = 0.0;
  [[nodiscard]] static Count exact(double people) noexcept { return {people, people, people}; }
  /// Of the most that may be counted, the part that is sure: [0, 1].
  [[nodiscard]] double sure_share() const noexcept { return high > low ? low / high : 1.0; }
};

/// A count that may lack people: sure of the least that was counted, and at most the unseen more than the most. The one
/// rule for all that makes a count uncertain (ages that are secret, streets that do not reach somebody, data that end).
[[nodiscard]] model::Estimate at_least(const Count& counted, const Unseen& unseen) noexcept;

/// One sum over the rows of the demand.
struct CountedPeople {
  std::span<const double> weight;    // NaN: unknown, and in no sum
  std::span<const double> at_least;  // what a row counts for at least, where `weight` is known
  std::span<const double> at_most;   // and at most, also where it is not seen
  access::Decay decay;
};

/// Who is near a site and cannot be counted: rows that are not connected, and rows of unknown weight, as far as `speed`
/// gets as the crow flies.
///
/// Shape  result[s][site] belongs to sums[s]; all 0 where everybody is seen.
/// Cost   a look at the rows around a site, where some of them are not seen.
[[nodiscard]] std::vector<std::vector<Unseen>> unseen(const access::Endpoints& sites, const access::Endpoints& demand,
                                                      std::span<const CountedPeople> sums, core::MetersPerSecond speed,
                                                      core::Deciseconds limit, const core::Control& control);

}  // namespace trek::measure::detail
