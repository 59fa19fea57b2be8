#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/score/criteria.hpp"

namespace trek::score {

/// What one criterion of a site would have to be for the site to come among the best, or to fall out of them.
struct Counterfactual {
  std::size_t criterion = 0;
  double from_raw = 0.0;     // the best estimate; NaN: unknown
  double from_value = 0.0;   // what is sure
  double to_value = 0.0;     // at least; for one that falls out, at most
  double to_raw_low = 0.0;   // raw measures that are worth that: of several stretches the one nearest to `from_raw`,
  double to_raw_high = 0.0;  // of an unknown one the widest; infinite: no end
};

struct Counterfactuals {
  bool is_among_best = false;           // then they say what would end that
  std::vector<Counterfactual> changes;  // one a criterion that can do it alone, the smallest change of value first
};

/// Of a ranked site, everything else as it is: by the sum of what is sure, which is what sites are ranked by.
///
/// Empty   no changes: no criterion can do it alone, or no more sites are ranked than `count`.
/// Errors  Error{bad_argument}: not one flag per site, a site that has no rank, a count of 0.
/// Source  Wachter, Mittelstadt and Russell 2018, Harvard J. Law & Technology 31:841; exact here, since a value is
///         piecewise linear.
[[nodiscard]] Counterfactuals counterfactuals(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                              std::size_t site, std::size_t count = 10);

/// A stretch of raw measures; infinite where it has no end.
struct RawRange {
  double low = 0.0;
  double high = 0.0;
};
/// All raw measures that are worth at least so much, ascending; or at most.
[[nodiscard]] std::vector<RawRange> worth_at_least(const model::ValueFunction& value, double least);
[[nodiscard]] std::vector<RawRange> worth_at_most(const model::ValueFunction& value, double most);

}  // namespace trek::score
