#pragma once

#include <cstdint>
#include <vector>

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

}  // namespace trek::siting
