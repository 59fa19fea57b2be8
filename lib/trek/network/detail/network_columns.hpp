#pragma once

#include "trek/network/network.hpp"

namespace trek::network::detail {

/// Calls visit(column) for each column of a mode, in the order of the file. `ModeNetwork_` may be const.
template <class ModeNetwork_, class Visit>
void for_each_column(ModeNetwork_& network, Visit visit) {
  auto& graph = network.graph;
  visit(graph.node_place);
  visit(graph.node_key);
  visit(graph.component);
  visit(graph.component_size);
  visit(graph.edge_from);
  visit(graph.edge_to);
  visit(graph.edge_length_m);
  visit(graph.edge_forward_ds);
  visit(graph.edge_backward_ds);
  visit(graph.edge_way);
  visit(graph.edge_flags);
  visit(graph.first_shape);
  visit(graph.shape_points);
  visit(graph.first_arc);
  visit(graph.arc_head);
  visit(graph.arc_time_ds);
  visit(graph.arc_edge);
  visit(graph.first_in_arc);
  visit(graph.in_arc_tail);
  visit(graph.in_arc_time_ds);
  visit(graph.in_arc_edge);
  visit(graph.local_arc_tail);
  visit(graph.local_arc_head);
  visit(graph.local_arc_time_ds);
  visit(graph.local_arc_edge);
  visit(graph.local_arc_by_head);
  auto& hierarchy = network.hierarchy;
  visit(hierarchy.node_at);
  visit(hierarchy.position_of);
  visit(hierarchy.cell_first);
  visit(hierarchy.cell_separator_end);
  visit(hierarchy.cell_end);
  visit(hierarchy.first_boundary);
  visit(hierarchy.boundary);
  visit(hierarchy.first_climb);
  visit(hierarchy.climb);
  visit(hierarchy.first_descent);
  visit(hierarchy.descent);
}

}  // namespace trek::network::detail
