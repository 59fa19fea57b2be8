#pragma once

#include <cstdint>
#include <span>

#include "trek/network/adjacency.hpp"

namespace trek::network::detail {

/// Orders the nodes of one leaf so that contraction from its last position to its first adds few edges: of the nodes
/// that are left, always the one with the fewest neighbours goes next (minimum degree, Tinney & Walker 1967).
/// `position_of` is that of every node; nodes at positions before `first` stay to the end, and count as neighbours.
void order_leaf(const Adjacency& graph, std::span<const std::uint32_t> position_of, std::uint32_t first,
                std::span<std::uint32_t> node_at);

}  // namespace trek::network::detail
