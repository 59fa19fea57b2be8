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
enum EdgeFlag : std::uint8_t {
  kNoEntry = 1,    // nobody joins or leaves it between its ends: motorways, tunnels, bridges, ferries
  kLocalOnly = 2,  // open to a trip that starts or ends on such streets, never to one that passes through
};

/// A turn that a sign forbids, or commands: along streets in the order in which they are travelled.
///
/// street[i] and street[i + 1] meet at the junction with key junction[i]. Forbidden: whoever came along all but the
/// last street may not go on by the last. Commanded (`only`): whoever came along all but the last may go on by the last
/// only.
struct TurnRestriction {
  std::vector<std::uint32_t> street;    // rows of Streets, at least 2
  std::vector<std::uint64_t> junction;  // street.size() - 1 keys of Street
  bool only = false;
};

/// Street graph of one mode: nodes are junctions and ends, edges the streets between them, with their shape.
///
/// Edge e joins edge_from[e] and edge_to[e]; its shape is the polyline shape(e), from edge_from to edge_to, both ends
/// included. Times are integer deciseconds > 0 a direction, kClosed_ds where the direction is closed; every edge is
/// open in at least one direction. Parallel edges and loops (from == to) are allowed. The arcs that leave node n are
/// [first_arc[n], first_arc[n+1]): one for each open direction. Arcs that enter a node are the same arrays with prefix
/// `in_`. Nodes are numbered along a Hilbert curve, so that near nodes lie near in memory. A copy shares the columns.
struct StreetGraph {
  model::Mode mode = model::Mode::foot;

  core::Column<geo::Point> node_place;    // node_count()
  core::Column<std::uint64_t> node_key;   // node_count(): Street::from_key or to_key; the same in every mode's graph
  core::Column<std::uint32_t> component;  // node_count(): strongly connected (each node reaches each), 0 the largest
  core::Column<std::uint32_t> component_size;  // nodes in each component, descending; equal sizes by lowest node

  core::Column<NodeIdx> edge_from;                                         // edge_count()
  core::Column<NodeIdx> edge_to;                                           // edge_count()
  core::Column<float> edge_length_m;                                       // edge_count()
  core::Column<std::uint32_t> edge_forward_ds;                             // edge_count()
  core::Column<std::uint32_t> edge_backward_ds;                            // edge_count()
  core::Column<std::uint64_t> edge_way;                                    // edge_count(): OSM way id, to explain with
  core::Column<std::uint8_t> edge_flags;                                   // edge_count(): bits of EdgeFlag
  core::Column<std::uint32_t> first_shape{std::vector<std::uint32_t>{0}};  // edge_count() + 1
  core::Column<geo::Point> shape_points;                                   // the shapes, one after another

  core::Column<std::uint32_t> first_arc{std::vector<std::uint32_t>{0}};  // node_count() + 1
  core::Column<NodeIdx> arc_head;                                        // arc_count()
  core::Column<std::uint32_t> arc_time_ds;                               // arc_count(), > 0
  core::Column<EdgeIdx> arc_edge;                                        // arc_count()

  core::Column<std::uint32_t> first_in_arc{std::vector<std::uint32_t>{0}};  // node_count() + 1
  core::Column<NodeIdx> in_arc_tail;                                        // arc_count()
  core::Column<std::uint32_t> in_arc_time_ds;                               // arc_count()
  core::Column<EdgeIdx> in_arc_edge;                                        // arc_count()

  [[nodiscard]] std::size_t node_count() const noexcept { return node_place.size(); }
  [[nodiscard]] std::size_t edge_count() const noexcept { return edge_from.size(); }
  [[nodiscard]] std::size_t arc_count() const noexcept { return arc_head.size(); }
  [[nodiscard]] std::span<const geo::Point> shape(EdgeIdx edge) const noexcept {
    return {shape_points.data() + first_shape[edge.value()], shape_points.data() + first_shape[edge.value() + 1]};
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
  std::uint8_t flags = 0;  // bits of EdgeFlag
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

/// Builds the graph: numbers the nodes along a Hilbert curve, finds components, fills the arcs.
///
/// Empty   no streets: an empty graph (0 nodes).
/// Errors  Error{bad_argument} for a street with fewer than 2 points, closed both ways, with a time of 0, or with a
///         coordinate that is not finite; Error{limit} beyond 2^32 points.
/// Cost    O((n + m) log n); frees each column of the streets once it is used, so that input and graph together need
///         about 200 bytes an edge of a city. The same streets in any order give the same graph.
[[nodiscard]] StreetGraph build_street_graph(model::Mode mode, Streets streets);

}  // namespace trek::network
