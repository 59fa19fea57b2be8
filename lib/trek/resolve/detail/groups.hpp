#pragma once

#include <cstdint>
#include <vector>

#include "trek/resolve/detail/group.hpp"
#include "trek/resolve/detail/linker.hpp"

namespace trek::resolve::detail {

/// Which buildings the BAG itself says are out of use.
[[nodiscard]] std::vector<std::uint32_t> out_of_use_buildings(const Evidence& evidence, const BuildingFinder& finder);

/// Records that an edge, a chain of edges, a unit on several buildings or a complex in one yard holds together are one
/// group. Buildings that
/// nothing points at are in none.
[[nodiscard]] std::vector<Group> groups(const Evidence& evidence, const BuildingFinder& finder,
                                        const std::vector<Edge>& edges, const CandidateRule& rule);

}  // namespace trek::resolve::detail
