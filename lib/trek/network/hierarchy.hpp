#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/column.hpp"
#include "trek/core/control.hpp"
#include "trek/network/dissection.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::network {

/// One arc of a hierarchy, stored with its end at the higher position.
struct HierarchyArc {
  std::uint32_t position = 0;  // of the other end, always lower
  std::uint32_t time_ds = 0;   // > 0
  friend constexpr bool operator==(const HierarchyArc&, const HierarchyArc&) = default;
};

/// What makes many searches over one street graph fast: a customizable contraction hierarchy, reduced to the arcs that
/// shortest paths need.
///
/// It is of the core (see StreetGraph): its nodes are those. Nodes go by position (see Dissection; separators come
/// first). A shortest path climbs arcs to ever lower positions and then descends: the arcs that climb from position p
/// are [first_climb[p], first_climb[p+1]) of `climb`, those that descend to it from a lower position [first_descent[p],
/// first_descent[p+1]) of `descent`; by ascending position. The boundary of cell c, [first_boundary[c],
/// first_boundary[c+1]) of `boundary`, are the positions before it from which an arc of either kind leads into it:
/// whoever enters the cell from outside enters from there.
struct Hierarchy {
  core::Column<std::uint32_t> node_at;      // node count: position -> NodeIdx
  core::Column<std::uint32_t> position_of;  // node count: NodeIdx -> position
  core::Column<std::uint32_t> cell_first;   // cell count; the cells of the Dissection
  core::Column<std::uint32_t> cell_separator_end;
  core::Column<std::uint32_t> cell_end;
  core::Column<std::uint32_t> first_boundary;  // cell count + 1
  core::Column<std::uint32_t> boundary;        // positions, ascending within a cell
  core::Column<std::uint32_t> first_climb;     // node count + 1
  core::Column<HierarchyArc> climb;
  core::Column<std::uint32_t> first_descent;  // node count + 1
  core::Column<HierarchyArc> descent;

  [[nodiscard]] std::size_t node_count() const noexcept { return node_at.size(); }
  [[nodiscard]] std::size_t cell_count() const noexcept { return cell_first.size(); }
  [[nodiscard]] bool empty() const noexcept { return node_at.empty(); }
};

/// Hierarchies of graphs that share junctions (equal node_key): one order for all, customized per graph.
///
/// Shape   result[i] belongs to graphs[i].
/// Empty   a graph without nodes has an empty hierarchy.
/// Cost    METHODS "Hierarchy"; parallel, the same result on any thread count.
/// Source  Dibbelt, Strasser & Wagner 2016 (customizable contraction hierarchies, perfect witness search).
[[nodiscard]] std::vector<Hierarchy> build_hierarchies(std::span<const StreetGraph* const> graphs,
                                                       const core::Control& control,
                                                       const DissectionOptions& options = {});

}  // namespace trek::network
