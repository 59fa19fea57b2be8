#pragma once

#include <cstdint>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/network/adjacency.hpp"

namespace trek::network {

/// A nested dissection: the graph cut by small separators into cells, those cut again, down to small leaves.
///
/// Position p holds node node_at[p]. A cell is a run of positions [cell_first, cell_end): first its separator
/// [cell_first, cell_separator_end), then its child cells one after another; a leaf is all separator. Cells are
/// numbered in the order of cell_first, a parent before its children. The roots (one or more) cover all positions. No
/// edge joins two cells of which neither holds the other: what lies between them is in a separator at a lower position.
struct Dissection {
  std::vector<std::uint32_t> node_at;             // node count
  std::vector<std::uint32_t> cell_first;          // cell count, ascending
  std::vector<std::uint32_t> cell_separator_end;  // cell count
  std::vector<std::uint32_t> cell_end;            // cell count
  [[nodiscard]] std::size_t cell_count() const noexcept { return cell_first.size(); }
};

struct DissectionOptions {
  std::uint32_t leaf_node_count = 32;  // a part of at most so many nodes is not cut again
};

/// Cuts by flow between the first and the last quarter of the nodes along lines in four directions.
///
/// Nodes of degree 0, 1 and 2, and those that become so when these are contracted, take no part in the cuts: they end
/// in leaves of their own behind the nodes on which they hang, or in the leaf of these if it has room. A leaf may hold
/// pieces that are not connected. A part without a cut (a complete graph) is a leaf, however large. Places may be
/// equal.
///
/// Empty   no nodes: no positions, no cells.
/// Cost    about O(n log n) on street networks, more where cuts are large; parallel, the same result on any thread
///         count. Memory about 90 bytes per node while the largest parts are cut.
/// Source  inertial flow, Schild & Sommer 2015; nested dissection, George 1973.
[[nodiscard]] Dissection nested_dissection(const Adjacency& graph, const DissectionOptions& options,
                                           const core::Control& control);

}  // namespace trek::network
