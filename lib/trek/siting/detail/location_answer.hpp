#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/siting/detail/location_problem.hpp"
#include "trek/siting/location_result.hpp"

/// What is told of sites that are chosen: whom each serves, in which order they help, and the sums.
namespace trek::siting::detail {

/// The nearest chosen site of each demand row, and what counts of its cost; the penalty without one.
struct Assignment {
  std::vector<std::uint32_t> site;
  std::vector<std::uint32_t> cost;
};
[[nodiscard]] Assignment assignment(const LocationTask& task, std::span<const std::uint32_t> chosen,
                                    const CostRule& rule);

/// Fills `by_gain` and `gain` of a location whose sites are chosen.
void order_by_gain(Location& location, const LocationTask& task, const CostRule& rule);

/// Fills its sums. `covering`: the objective is the weight that is served.
void add_up(Location& location, const LocationTask& task, const Assignment& assigned, bool covering);

/// |objective - bound| / the larger; 0 when both are 0.
[[nodiscard]] double gap_share(double objective, double bound);

}  // namespace trek::siting::detail
