#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/siting/demanded_sites.hpp"
#include "trek/siting/detail/cover_problem.hpp"

namespace trek::siting::detail {

/// The demands as a cover that is sought; what is not among them is not asked.
[[nodiscard]] CoverProblem cover_problem(const DemandedSites& question, std::span<const Demand> demands);

/// The sites that are nearer to each other than `spacing`: one list per site, ascending; empty without spacing.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> sites_too_near(const SiteRules& rules);

/// Errors  Error{bad_argument}: columns that are not one per site, a site or group that is not there, a number below 0.
void check_rules(const LocationTask& task);

}  // namespace trek::siting::detail
