#pragma once

#include <cstdint>
#include <span>

#include "trek/score/criteria.hpp"

namespace trek::score {

inline constexpr std::size_t kFewestKnown = 10;  // of fewer, the least and the most say little of the others

/// What an unknown measure may be, where nothing is said of it: between the least and the most that is known of that
/// criterion at the sites of its group (a kind of building), else at all sites; in either case of at least ten sites.
/// Where fewer are known it stays unknown. For draws alone: what a site is sure of does not follow from other sites.
///
/// Shape   the table, with bounds in place of unknown() estimates; these stay without a best one.
/// Errors  Error{bad_argument} unless `group` has one number per site.
[[nodiscard]] CriteriaTable with_feasible_bounds(const CriteriaTable& table, std::span<const std::uint32_t> group);

}  // namespace trek::score
