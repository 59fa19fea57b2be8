#pragma once

#include <cstdint>
#include <vector>

#include "trek/network/street_graph.hpp"

namespace trek::network::detail {

/// Makes streets that hang on the rest only by streets open to their destinations streets of that kind themselves; the
/// largest part of what hangs together stays as it is, and so does one of `most_node_count` junctions or more. Gives
/// their number. Looks at the edges of the graph alone.
std::uint64_t enclose_streets(StreetGraph& graph, std::uint32_t most_node_count = 10'000);

/// One per node: whether it is of the core. See StreetGraph. Nodes of one spot lie side by side.
[[nodiscard]] std::vector<std::uint8_t> core_nodes(const StreetGraph& graph);

/// A number for each node's component, in no order that means anything, from the edges of the graph.
[[nodiscard]] std::vector<std::uint32_t> component_labels(const StreetGraph& graph);

}  // namespace trek::network::detail
