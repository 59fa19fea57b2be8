#pragma once

#include <cstdint>

#include "trek/core/control.hpp"
#include "trek/siting/location_result.hpp"
#include "trek/siting/location_task.hpp"

/// Where the next places go: which p of the candidate sites serve the demand best, with a proven bound beside the
/// answer. METHODS "Where the next places go".
namespace trek::siting {

/// Maximal covering (MCLP): the p sites that cover most weight at a cost of at most `standard`.
///
/// Shape    `assigned`: the chosen site of least cost within the standard (at exactly the standard is covered), of
///          equals the lowest one. `objective` and `bound` (from above) are sums of weights.
/// Empty    no sites, no demand, or all weights unknown: objective and bound are 0, which is optimal.
/// Errors   Error{bad_argument}: not one weight per demand row, a weight below 0 or infinite, a forced site beyond the
///          table, rules that are no rules, fixed costs, no start, a gap below 0 or NaN. Error{limit}: no choice keeps
///          to what is asked (find_conflict says why), or none is found. Error{cancelled}.
/// Cost     O(entries log sites) once, then 0.1 to 0.5 ms per iteration at 200 sites and 5,000 rows; one to two times
///          the table in memory. Starts run in parallel; the result is the same on any thread count, ties by site.
/// Source   Church & ReVelle (1974).
[[nodiscard]] Location max_covering(const LocationTask& task, std::uint32_t standard,
                                    const LocationOptions& options = {}, const core::Control& control = {});

/// p-median: the p sites with the least sum of weight times cost of the nearest one, and of what the sites cost
/// themselves.
///
/// A row that no chosen site can serve costs `penalty`: the most in the table, or more, so that the sum stays defined.
/// Shape    `assigned`: the chosen site of least cost, of equals the lowest one. `objective` and `bound` (from below)
///          are weight x cost, penalties and fixed costs included; `served_share` says how much weight has none.
/// Errors   as above, and Error{bad_argument}: a cost in the table above `penalty`; not one fixed cost per site, or one
///          that is below 0 or no number.
/// Empty, Cost as above. Source Hakimi (1964).
[[nodiscard]] Location p_median(const LocationTask& task, std::uint32_t penalty, const LocationOptions& options = {},
                                const core::Control& control = {});

/// p-median in which every demand row is served: none is left at a penalty.
///
/// Errors   as above; Error{limit} too where no choice serves all rows that count.
/// The rest as above.
[[nodiscard]] Location p_median_of_all(const LocationTask& task, const LocationOptions& options = {},
                                       const core::Control& control = {});

}  // namespace trek::siting
