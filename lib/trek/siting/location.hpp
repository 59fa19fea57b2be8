#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/siting/cost_table.hpp"

/// Where the next places go: which p of the candidate sites serve the demand best, with a proven bound beside the
/// answer. METHODS "Where the next places go".
namespace trek::siting {

inline constexpr std::uint32_t kNoSite = std::numeric_limits<std::uint32_t>::max();

/// How long to search. All budgets are counts, never a clock, so that the answer is the same on any machine.
struct LocationOptions {
  std::uint64_t seed = 20260223;         // of the random starts; the seed of the other modules
  std::uint32_t start_count = 4;         // of the exchange: one greedy, the others random; at least 1
  std::uint32_t shake_work = 1'500'000;  // of the random changes after each start: entries of the table to look at
  std::uint32_t iteration_limit = 4000;  // evaluations of the Lagrangian relaxation, all nodes together; 0: no bound
  double gap_share = 0.0;                // stop as soon as this gap is proven; 0: until optimal or out of iterations
};

/// What is to be decided. Refers to the table: it must outlive this.
struct LocationTask {
  const CostTable& costs;
  std::span<const double> weight;           // one per demand row, >= 0; NaN is unknown and counts nowhere
  std::size_t p = 0;                        // sites to choose, those of `forced` included; all if there are fewer
  std::span<const std::uint32_t> forced{};  // sites that are chosen whatever they add; one that comes twice counts once
  std::span<const double> fixed_cost{};     // one per site, >= 0, of p_median alone: what it costs whomever it serves,
                                            // in units of weight x cost; empty: nothing
};

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
