#pragma once

#include <cstdint>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::network {

/// An undirected graph in compressed rows: the neighbours of node n are [first[n], first[n+1]) of `neighbour`. Each
/// edge stands in the rows of both its ends; no loops, no edge twice, neighbours ascending.
struct Adjacency {
  std::vector<geo::Point> place;         // node count
  std::vector<std::uint32_t> first{0};   // node count + 1
  std::vector<std::uint32_t> neighbour;  // twice the edge count
  [[nodiscard]] std::size_t node_count() const noexcept { return place.size(); }
};

}  // namespace trek::network
