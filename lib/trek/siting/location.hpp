#pragma once

#include <cstdint>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/siting/location_task.hpp"

/// Where the next places go: which p of the candidate sites serve the demand best, with a proven bound beside the
/// answer. METHODS "Where the next places go".
namespace trek::siting {

/// The answer to a LocationTask: chosen sites and what is proven of them. A place on the map is a geo::Point.
struct Location {
  std::vector<std::uint32_t> chosen;    // sites of the table, ascending; min(p, sites)
  std::vector<std::uint32_t> by_gain;   // the same in order of marginal gain: forced ones first, then always the site
                                        // that adds most to those before it; of equals the lowest one
  std::vector<double> gain;             // of by_gain, in units of the objective; not increasing after the forced ones
  std::vector<std::uint32_t> assigned;  // one per demand row: its chosen site, or kNoSite
  double objective = 0.0;
  double bound = 0.0;            // no choice of p sites is better than this
  double gap_share = 0.0;        // |objective - bound| / the larger; 0 when both are 0
  bool optimal = false;          // proven, to within a relative 1e-9 (exactly, when all weights are whole numbers)
  double weight = 0.0;           // sum of the known weights
  double served_share = 0.0;     // weight of the rows with a site, of `weight`; 0 when that is 0
  std::uint32_t iterations = 0;  // evaluations of the relaxation
  std::uint32_t node_count = 0;  // of the branch and bound, the root included
};

/// Maximal covering (MCLP): the p sites that cover most weight at a cost of at most `standard`.
///
/// Shape    `assigned`: the chosen site of least cost within the standard (at exactly the standard is covered), of
///          equals the lowest one. `objective` and `bound` (from above) are sums of weights.
/// Empty    no sites, no demand, or all weights unknown: objective and bound are 0, which is optimal.
/// Errors   Error{bad_argument}: not one weight per demand row, a weight below 0 or infinite, a forced site beyond the
///          table, more forced sites than p, fixed costs, no start, a gap below 0 or NaN. Error{cancelled}.
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

}  // namespace trek::siting
