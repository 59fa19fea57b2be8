#pragma once

#include <cstdint>

#include "trek/core/control.hpp"
#include "trek/siting/detail/exchange.hpp"
#include "trek/siting/detail/location_problem.hpp"

namespace trek::siting::detail {

/// Objectives nearer than this are one: their sums are rounded. Whole objectives are compared exactly.
inline constexpr double kRelativeTolerance = 1e-9;

struct ExactResult {
  Choice choice;        // sites of the table, decided ones included
  double bound = 0.0;   // of the minimum
  bool closed = false;  // proven: no choice is better, to within kRelativeTolerance
  std::uint32_t iterations = 0;
  std::uint32_t node_count = 0;
};

/// Raises the bound and searches on until the two meet: subgradient steps, sites fixed by their reduced cost, then
/// branch and bound over those that are left, the node of the lowest bound first. `start` is a choice of free sites;
/// there are more of them than are to be chosen, and at least one is. Without iterations the bound is every row at its
/// nearest site. `completion`: where there are rules on sites.
[[nodiscard]] ExactResult exact_search(const LocationProblem& problem, const ExchangeSearch& exchange,
                                       const Choice& start, const LocationOptions& options,
                                       const core::Control& control, const Completion* completion = nullptr);

}  // namespace trek::siting::detail
