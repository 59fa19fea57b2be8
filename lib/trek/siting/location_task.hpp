#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "trek/siting/cost_table.hpp"
#include "trek/siting/site_rules.hpp"

namespace trek::siting {

inline constexpr std::uint32_t kNoSite = std::numeric_limits<std::uint32_t>::max();

/// Whether a demand row counts: one of unknown or no weight does not.
[[nodiscard]] inline bool counts(double weight) noexcept { return weight > 0.0; }  // false for NaN

/// How long to search. All budgets are counts, never a clock, so that the answer is the same on any machine.
struct LocationOptions {
  std::uint64_t seed = 20260223;         // of the random starts; the seed of the other modules
  std::uint32_t start_count = 4;         // of the exchange: one greedy, the others random; at least 1
  std::uint32_t shake_work = 1'500'000;  // of the random changes after each start: entries of the table to look at
  // Evaluations of the Lagrangian relaxation over 1.2 million costs or more, all nodes together; of fewer costs up to
  // a quarter more. 0: no bound.
  std::uint32_t iteration_limit = 4000;
  double gap_share = 0.0;  // stop as soon as this gap is proven; 0: until optimal or out of iterations
};

/// What is to be decided. Refers to the table: it must outlive this.
struct LocationTask {
  const CostTable& costs;
  std::span<const double> weight;           // one per demand row, >= 0; NaN is unknown and counts nowhere
  std::size_t p = 0;                        // sites to choose, those of `forced` included; all if there are fewer
  std::span<const std::uint32_t> forced{};  // sites that are chosen whatever they add; one that comes twice counts once
  std::span<const double> fixed_cost{};     // one per site, >= 0, of p_median alone: what it costs whomever it serves,
                                            // in units of weight x cost; empty: nothing
  SiteRules rules{};
};

}  // namespace trek::siting
