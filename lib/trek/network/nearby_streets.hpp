#pragma once

#include <span>
#include <vector>

#include "trek/network/backdrop.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::network {

/// The streets and paths near places, to recognise them by: of several graphs of one extract each way once, of the
/// first that has it. What the first has are streets, the rest paths; ascending by graph and edge. Near, and how many,
/// as the surroundings say. Cost  linear in the edges, times the places for those that come near.
[[nodiscard]] std::vector<Backdrop::Line> nearby_streets(std::span<const StreetGraph* const> graphs,
                                                         const Surroundings& near);

}  // namespace trek::network
