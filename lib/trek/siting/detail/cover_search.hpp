#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/siting/detail/cover_problem.hpp"

namespace trek::siting::detail {

inline constexpr std::uint64_t kCoverNodeLimit = 200'000;  // of one search

enum class Verdict : std::uint8_t { found, none, undecided };

struct Cover {
  Verdict verdict = Verdict::undecided;
  std::vector<std::uint32_t> sites;  // ascending, where found
  std::uint64_t node_count = 0;
};

/// Searches for a cover, or proves that there is none: rows and, where no rule tells sites apart, sites that others
/// make superfluous are dropped; then depth first over the sites of the row that has the fewest, cut off by what must
/// follow (too few sites left, budget, rules) and by the Lagrangian bound on the sites that the open rows need, which
/// also decides sites by their reduced cost (Beasley 1987).
///
/// `preference`: the sites to try first have the least; one per site, or none at all. `node_limit`: undecided beyond
/// it. Errors  Error{cancelled}.
[[nodiscard]] Cover find_cover(const CoverProblem& problem, std::span<const double> preference,
                               std::uint64_t node_limit, const core::Control& control);

/// No cover has fewer sites: the Lagrangian bound without any search. `known_count`: about so many will be needed.
[[nodiscard]] std::size_t least_cover_count(const CoverProblem& problem, std::size_t known_count);

}  // namespace trek::siting::detail
