#pragma once

#include <cstdint>

#include "trek/access/router.hpp"
#include "trek/core/random.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::test {

/// Streets between random junctions: one-ways, parallel streets, loops and islands all occur.
[[nodiscard]] network::StreetGraph random_streets(core::Random& random, std::size_t junction_count,
                                                  std::size_t street_count, double extent_m = 1000.0);

/// The same before they are a graph; the way of each is its row.
[[nodiscard]] network::Streets random_street_rows(core::Random& random, std::size_t junction_count,
                                                  std::size_t street_count, double extent_m);

/// Points on random edges, some at an end, some sharing a place, one in ten not connected.
[[nodiscard]] access::Endpoints random_endpoints(core::Random& random, const network::StreetGraph& graph,
                                                 std::size_t count);

/// Sixty streets between thirty junctions, each up to hours long.
[[nodiscard]] network::StreetGraph far_apart_streets(core::Random& random);

}  // namespace trek::test
