#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "trek/core/column.hpp"
#include "trek/core/index.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/mode.hpp"

namespace trek::network {

using NodeIdx = core::Index<struct NodeTag>;
using EdgeIdx = core::Index<struct EdgeTag>;

/// No travel in this direction.
inline constexpr std::uint32_t kClosed_ds = std::numeric_limits<std::uint32_t>::max();

/// What a street is besides its times: bits of `edge_flags`.
/// kNoEntry    nobody joins or leaves it between its ends: motorways, tunnels, bridges, ferries
/// kLocalOnly  open to a trip that starts or ends on such streets, never to one that passes through
/// kSplitEnd   an end of it has copies for turns; set by build_street_graph alone
inline constexpr std::uint8_t kNoEntry = 1;
inline constexpr std::uint8_t kLocalOnly = 2;
inline constexpr std::uint8_t kSplitEnd = 4;

/// A turn that a sign forbids, or commands: along streets in the order in which they are travelled.
///
/// street[i] and street[i + 1] meet at the junction with key junction[i]. Forbidden: whoever came along all but the
/// last street may not go on by the last. Commanded (`only`): whoever came along all but the last may go on by the last
/// only.
struct TurnRestriction {
  std::vector<std::uint32_t> street;    // rows of Streets, at least 2
  std::vector<std::uint64_t> junction;  // street.size() - 1 keys of Street
  bool only = false;
  std::uint32_t sign = 0;  // number of the sign or relation that says so; one may speak of several turns
};

/// Street graph of one mode: nodes are junctions and ends, edges the streets between them, with their shape.
///
/// Edge e joins edge_from[e] and edge_to[e]; its shape is the polyline shape(e), from edge_from to edge_to, both ends
/// included. Times are integer deciseconds > 0 per direction, kClosed_ds where the direction is closed; every edge is
/// open in at least one direction. Parallel edges and loops (from == to) are allowed. The arcs that leave node n are
/// [first_arc[n], first_arc[n+1]): one for each open direction. Arcs that enter a node are the same arrays with prefix
/// `in_`. Nodes are numbered along a Hilbert curve, so that near nodes lie near in memory. A copy of a graph shares the
/// columns.
///
/// *Turns.* A junction where a forbidden sequence of streets matters has copies, right behind it in the numbering: one
/// for each history that does (the longest end of what was travelled that begins a forbidden sequence). Arcs lead to
/// the copy for what was travelled, and from it only where one may go on. edge_from and edge_to are the junction
/// itself, which stands for no history. To be at a junction is to be at any of its copies; to start there, at the
/// junction.
///
/// *Streets open to their destinations only* (kLocalOnly) have no such arcs. Nodes that they touch and no other street
/// (nor one at the very same spot) are numbered behind all others, the core; first_arc speaks of the core alone. Their
/// arcs are the columns `local_arc_`, by ascending tail.
struct StreetGraph {
  model::Mode mode = model::Mode::foot;

  core::Column<geo::Point> node_place;    // node_count()
  core::Column<std::uint64_t> node_key;   // node_count(): Street::from_key or to_key; the same in every mode's graph
  core::Column<std::uint32_t> component;  // node_count(): strongly connected, turns aside; 0 the largest
  core::Column<std::uint32_t> component_size;  // nodes in each component, descending; equal sizes by lowest node

  core::Column<NodeIdx> edge_from;                                         // edge_count()
  core::Column<NodeIdx> edge_to;                                           // edge_count()
  core::Column<float> edge_length_m;                                       // edge_count()
  core::Column<std::uint32_t> edge_forward_ds;                             // edge_count()
  core::Column<std::uint32_t> edge_backward_ds;                            // edge_count()
  core::Column<std::uint64_t> edge_way;                                    // edge_count(): OSM way id, to explain with
  core::Column<std::uint8_t> edge_flags;                                   // edge_count(): kNoEntry, ...
  core::Column<std::uint32_t> first_shape{std::vector<std::uint32_t>{0}};  // edge_count() + 1
  core::Column<geo::Point> shape_points;                                   // the shapes, one after another

  core::Column<std::uint32_t> first_arc{std::vector<std::uint32_t>{0}};  // core_node_count() + 1
  core::Column<NodeIdx> arc_head;                                        // arc_count()
  core::Column<std::uint32_t> arc_time_ds;                               // arc_count(), > 0
  core::Column<EdgeIdx> arc_edge;                                        // arc_count()

  core::Column<std::uint32_t> first_in_arc{std::vector<std::uint32_t>{0}};  // core_node_count() + 1
  core::Column<NodeIdx> in_arc_tail;                                        // arc_count()
  core::Column<std::uint32_t> in_arc_time_ds;                               // arc_count()
  core::Column<EdgeIdx> in_arc_edge;                                        // arc_count()

  core::Column<NodeIdx> local_arc_tail;           // arcs of streets open to their destinations only, ascending
  core::Column<NodeIdx> local_arc_head;           // as many
  core::Column<std::uint32_t> local_arc_time_ds;  // as many
  core::Column<EdgeIdx> local_arc_edge;           // as many
  core::Column<std::uint32_t> local_arc_by_head;  // their rows, by ascending head

  [[nodiscard]] std::size_t node_count() const noexcept { return node_place.size(); }
  /// Nodes before this number are the core, which searches and the hierarchy know.
  [[nodiscard]] std::size_t core_node_count() const noexcept { return first_arc.size() - 1; }
  [[nodiscard]] std::size_t edge_count() const noexcept { return edge_from.size(); }
  [[nodiscard]] std::size_t arc_count() const noexcept { return arc_head.size(); }
  [[nodiscard]] std::span<const geo::Point> shape(EdgeIdx edge) const noexcept {
    return {shape_points.data() + first_shape[edge.value()], shape_points.data() + first_shape[edge.value() + 1]};
  }
  [[nodiscard]] bool has(EdgeIdx edge, std::uint8_t flags) const noexcept {
    return (edge_flags[edge.value()] & flags) != 0;
  }
  /// Keys of copies lie between those of junctions and those of barriers.
  [[nodiscard]] bool is_copy(NodeIdx node) const noexcept { return is_copy_key(node_key[node.value()]); }
  [[nodiscard]] static constexpr bool is_copy_key(std::uint64_t key) noexcept { return key >> 62U == 1; }
  /// The junction that a node is, or is a copy of.
  [[nodiscard]] NodeIdx junction_of(NodeIdx node) const noexcept {
    while (is_copy(node)) node = NodeIdx{node.value() - 1};
    return node;
  }
  [[nodiscard]] geo::Box bounds() const noexcept;
};

/// One street before the graph is built: a polyline between two junctions.
struct Street {
  std::uint64_t from_key = 0;  // equal keys are the same junction
  std::uint64_t to_key = 0;
  std::vector<geo::Point> shape;  // at least 2 points
  std::uint32_t forward_ds = kClosed_ds;
  std::uint32_t backward_ds = kClosed_ds;
  std::uint64_t way = 0;
  std::uint8_t flags = 0;  // kNoEntry, ...
};

/// Streets as columns: millions of them in the memory that their numbers need. The shape of street i is
/// [first_shape[i], first_shape[i+1]) of `shape_points`.
struct Streets {
  std::vector<std::uint64_t> from_key;      // size()
  std::vector<std::uint64_t> to_key;        // size()
  std::vector<std::uint32_t> forward_ds;    // size()
  std::vector<std::uint32_t> backward_ds;   // size()
  std::vector<std::uint64_t> way;           // size()
  std::vector<std::uint8_t> flags;          // size()
  std::vector<std::size_t> first_shape{0};  // size() + 1
  std::vector<geo::Point> shape_points;
  std::vector<TurnRestriction> turns;

  Streets() = default;
  Streets(const std::vector<Street>& streets);  // NOLINT(google-explicit-constructor): the same streets, row by row

  void add(const Street& street);
  [[nodiscard]] std::size_t size() const noexcept { return from_key.size(); }
  [[nodiscard]] std::span<const geo::Point> shape(std::size_t street) const noexcept {
    return {shape_points.data() + first_shape[street], shape_points.data() + first_shape[street + 1]};
  }
};

/// What became of a turn restriction: kept, or ignored since its streets do not meet where it says, or since one of
/// them is closed in its direction.
enum class TurnFate : std::uint8_t { kept, apart, closed };

/// What the rules about turns and destinations did to a graph.
struct StreetRuleCounts {
  std::vector<TurnFate> turn_fate;          // of each of Streets::turns
  std::uint64_t turn_count = 0;             // restrictions that are kept
  std::uint64_t turn_apart_count = 0;       // ignored
  std::uint64_t turn_closed_count = 0;      // ignored
  std::uint64_t copy_count = 0;             // nodes that were added for turns
  std::uint64_t local_street_count = 0;     // open to their destinations only
  std::uint64_t enclosed_street_count = 0;  // among them: open to all, but only to be had through such streets
};

}  // namespace trek::network
