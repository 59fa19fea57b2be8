#pragma once

#include <cstdint>
#include <vector>

#include "trek/network/detail/turns.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::network::detail {

/// Where junctions stand once they are split and the core comes first: each copy right behind its junction.
struct Numbering {
  std::vector<std::uint32_t> of;  // one a junction
  std::uint32_t core_count = 0;   // nodes
  std::uint32_t count = 0;        // nodes
};

[[nodiscard]] Numbering numbering(const StreetGraph& graph, const TurnStates& states);

/// Fills the arcs of a graph whose edges still end at junctions: those of the core both ways round, and those of
/// streets open to their destinations only.
void add_arcs(StreetGraph& graph, const TurnStates& states, const Numbering& number);

}  // namespace trek::network::detail
