#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/siting/detail/decision.hpp"
#include "trek/siting/detail/side_rules.hpp"
#include "trek/siting/location_task.hpp"

namespace trek::siting::detail {

/// A location problem reduced to what is still open: choose `pick_count` of the free sites so that the sum over the
/// rows of weight x min(cap, least cost of a chosen site) is least. The cap is the cost with the sites that are
/// decided.
///
/// Both problems have this form: in the p-median the cap without sites is the penalty; in the MCLP a cost is 0
/// (covered), the cap 1, and the sum is the weight that is not covered. The fixed cost of a site is a row of its own,
/// of the weight by which it is less than that of the dearest site, which the site alone saves: as many sites are
/// always chosen, so that this differs from the sum of the fixed costs by the same number for every choice.
struct LocationProblem {
  std::vector<std::uint32_t> site_row;  // free site -> site of the table, ascending
  std::vector<std::uint32_t> decided;   // sites of the table that are chosen already
  std::size_t pick_count = 0;           // <= site_row.size()
  std::vector<double> weight;           // > 0, one per row
  std::vector<std::uint32_t> cap;       // one per row
  core::Rows<SiteCost> costs;           // below the cap alone, by ascending (cost, site); never empty
  double settled_cost = 0.0;            // of the rows that no free site can improve any more, which are left out
  double offset = 0.0;                  // of fixed costs: to be added to every objective and bound
  SideRules side;                       // what the choice of free sites must keep to, besides their number
  bool integral = false;                // whole weights, sums exact in a double: every objective is a whole number

  [[nodiscard]] std::size_t site_count() const noexcept { return site_row.size(); }
  [[nodiscard]] std::size_t row_count() const noexcept { return weight.size(); }
};

/// What counts of a cost.
struct CostRule {
  std::uint32_t limit = 0;    // more does not count
  std::uint32_t penalty = 0;  // no site; at least as much as every cost
  bool covering = false;      // a cost within the limit is 0, not itself

  [[nodiscard]] std::uint32_t counted(std::uint32_t cost) const noexcept { return covering ? 0 : cost; }
};

/// The whole problem, with a decision a site of the table. Rows of unknown or no weight are left out.
[[nodiscard]] LocationProblem build_problem(const LocationTask& task, std::span<const Decision> decision,
                                            const CostRule& rule);

struct Restriction {
  LocationProblem problem;
  std::vector<std::uint32_t> row;  // of the new problem -> row of the old one
};
/// The problem with some of its sites decided: `decision` has one a free site, at most `pick_count` of them `in`.
[[nodiscard]] Restriction restricted(const LocationProblem& problem, std::span<const Decision> decision);

/// Objective of a choice of free sites (a flag a site), decided ones included.
[[nodiscard]] double objective_of(const LocationProblem& problem, std::span<const std::uint8_t> is_chosen);

}  // namespace trek::siting::detail
