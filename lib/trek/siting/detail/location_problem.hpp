#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/rows.hpp"
#include "trek/siting/location.hpp"

namespace trek::siting::detail {

/// What a demand row costs when it is assigned to one of the free sites.
struct SiteCost {
  std::uint32_t time_ds = 0;
  std::uint32_t site = 0;
};

/// A location problem reduced to what is still open: choose `pick_count` of the free sites so that the sum over the
/// rows of weight x min(cap, least cost of a chosen site) is least. The cap is the cost with the sites that are
/// decided.
///
/// Both problems have this form: in the p-median a cost is a time and the cap without sites the penalty; in the MCLP
/// a cost is 0 (covered), the cap 1, and the sum is the weight that is not covered.
struct LocationProblem {
  std::vector<std::uint32_t> site_row;  // free site -> row of the travel table, ascending
  std::vector<std::uint32_t> decided;   // rows of the travel table that are chosen already
  std::size_t pick_count = 0;           // <= site_row.size()
  std::vector<double> weight;           // > 0, one per row
  std::vector<std::uint32_t> cap_ds;    // one per row
  core::Rows<SiteCost> costs;           // below the cap alone, by ascending (time, site); never empty
  double fixed_cost = 0.0;              // of the rows that no free site can improve any more, which are left out
  bool integral = false;                // whole weights, sums exact in a double: every objective is a whole number

  [[nodiscard]] std::size_t site_count() const noexcept { return site_row.size(); }
  [[nodiscard]] std::size_t row_count() const noexcept { return weight.size(); }
};

/// What a travel time costs.
struct CostRule {
  std::uint32_t limit_ds = 0;    // longer times do not count
  std::uint32_t penalty_ds = 0;  // no site; above every cost
  bool covering = false;         // a time within the limit costs 0, not itself

  [[nodiscard]] std::uint32_t cost(std::uint32_t time_ds) const noexcept { return covering ? 0 : time_ds; }
};

/// The whole problem. `forced`: a flag a site of the table. Rows of unknown or no weight are left out.
[[nodiscard]] LocationProblem build_problem(const LocationTask& task, std::span<const std::uint8_t> forced,
                                            const CostRule& rule);

enum class Decision : std::uint8_t { open, in, out };

struct Restriction {
  LocationProblem problem;
  std::vector<std::uint32_t> row;  // of the new problem -> row of the old one
};
/// The problem with some of its sites decided: `decision` has one a free site, at most `pick_count` of them `in`.
[[nodiscard]] Restriction restricted(const LocationProblem& problem, std::span<const Decision> decision);

/// Objective of a choice of free sites (a flag a site), decided ones included.
[[nodiscard]] double objective_of(const LocationProblem& problem, std::span<const std::uint8_t> is_chosen);

}  // namespace trek::siting::detail
