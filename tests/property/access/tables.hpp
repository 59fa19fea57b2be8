#pragma once

#include <cstdint>
#include <vector>

#include "cut_graph.hpp"
#include "trek/access/detail/sweep_kernel.hpp"
#include "trek/access/router.hpp"
#include "trek/core/random.hpp"
#include "trek/network/hierarchy.hpp"

namespace trek::test {

using Table = std::vector<std::vector<access::Reach>>;

/// Leaves of two nodes, so that even a small town has cells in cells.
[[nodiscard]] network::Hierarchy hierarchy_of(const network::StreetGraph& graph, std::uint32_t leaf_node_count = 2);

[[nodiscard]] Table expected_table(const std::vector<std::vector<std::uint32_t>>& times, std::uint32_t limit_ds);
[[nodiscard]] Table rows_of(const access::TravelTable& table);

/// Each time that occurs, one below it, nothing, and no limit at all: what can go wrong at a limit.
[[nodiscard]] std::vector<std::uint32_t> edge_limits(const std::vector<std::vector<std::uint32_t>>& times,
                                                     core::Random& random);

/// One sweep of a chosen level and width over all connected sites.
template <class Time>
[[nodiscard]] Table swept(const Town& town, const network::Hierarchy& hierarchy, access::Direction direction,
                          std::uint32_t limit_ds, const access::detail::SweepKernels& kernels);

/// The nearest site of each other point, by times[site][other].
[[nodiscard]] std::vector<access::Router::Nearest> expected_nearest(
    const std::vector<std::vector<std::uint32_t>>& times, std::size_t other_count, std::uint32_t limit_ds);

}  // namespace trek::test
