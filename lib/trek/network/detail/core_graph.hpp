#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "trek/network/adjacency.hpp"

namespace trek::network::detail {

constexpr std::uint32_t kNoNode = std::numeric_limits<std::uint32_t>::max();

/// A place to the precision that choosing cuts needs, relative to the corner of the graph.
struct RoughPlace {
  float x_m = 0.0F;
  float y_m = 0.0F;
};

/// Groups of nodes that were set aside: connected in the graph, and joined to at most two nodes of the core.
struct Fringe {
  std::vector<std::uint32_t> first{0};                // group count + 1
  std::vector<std::uint32_t> node;                    // of the graph, a group after the other
  std::vector<std::array<std::uint32_t, 2>> holders;  // core nodes; kNoNode where there are fewer

  [[nodiscard]] std::size_t size() const noexcept { return holders.size(); }
  [[nodiscard]] std::span<const std::uint32_t> group(std::size_t g) const noexcept {
    return {node.data() + first[g], node.data() + first[g + 1]};
  }
};

/// What is left of a graph when nodes of degree 0, 1 and 2 are contracted until there are none.
///
/// Such nodes cost no cut and are best contracted first, so that only the core needs to be cut: dead ends, chains, and
/// all that turns into them. Two holders of one group are neighbours in the core. Core nodes are numbered along a
/// Z-curve, so that near nodes are near in memory.
struct CoreGraph {
  std::vector<std::uint32_t> node;  // core node -> node of the graph
  std::vector<RoughPlace> place;
  std::vector<std::uint32_t> weight;  // 1, and the sizes of the groups counted with it
  std::vector<std::uint32_t> first{0};
  std::vector<std::uint32_t> neighbour;
  Fringe fringe;
};

[[nodiscard]] CoreGraph build_core_graph(const Adjacency& graph);

/// Places relative to the lowest corner of `frame`.
[[nodiscard]] RoughPlace rough_place(geo::Point place, const geo::Box& frame) noexcept;
[[nodiscard]] geo::Box frame_of(std::span<const geo::Point> places) noexcept;

}  // namespace trek::network::detail
