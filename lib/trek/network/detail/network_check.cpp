#include "trek/network/detail/network_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace trek::network::detail {
namespace {

using core::Column;
using Numbers = Column<std::uint32_t>;

class Check {
 public:
  Check(const ModeNetwork& network, const Seen& seen)
      : graph_{network.graph}, hierarchy_{network.hierarchy}, seen_{seen} {}

  [[nodiscard]] std::string_view broken_promise() const {
    if (!graph_lengths_agree()) return "columns of different lengths";
    if (!nodes_hold()) return "a node without a place or component";
    if (!copies_hold()) return "a copy of no junction";
    if (!edges_hold()) return "an edge that leads nowhere";
    if (!nodes_have_edges()) return "a node without an edge";
    if (!arcs_hold(graph_.first_arc, graph_.arc_head, graph_.arc_time_ds, graph_.arc_edge)) return "a broken arc";
    if (!arcs_hold(graph_.first_in_arc, graph_.in_arc_tail, graph_.in_arc_time_ds, graph_.in_arc_edge)) {
      return "a broken arc";
    }
    if (!local_arcs_hold()) return "a broken arc of a street open to its destinations only";
    if (hierarchy_.empty()) return is_unprepared() ? "" : "a hierarchy without nodes";
    if (!hierarchy_lengths_agree()) return "a hierarchy of another size";
    if (!order_holds()) return "a hierarchy in no order";
    if (!cells_hold()) return "cells that do not lie in one another";
    if (!boundaries_hold()) return "a broken boundary";
    const bool arcs_climb = hierarchy_arcs_hold(hierarchy_.first_climb, hierarchy_.climb) &&
                            hierarchy_arcs_hold(hierarchy_.first_descent, hierarchy_.descent);
    return arcs_climb ? "" : "a broken arc of the hierarchy";
  }

 private:
  // ---- All of a column, in parts that are given up once they are seen

  template <class T, class Good>
  [[nodiscard]] bool all(const Column<T>& column, Good good) const {
    constexpr std::size_t kPart = std::size_t{1} << 18U;
    bool is_good = true;
    for (std::size_t begin = 0; begin < column.size() && is_good; begin += kPart) {
      const std::size_t end = std::min(begin + kPart, column.size());
      for (std::size_t i = begin; i < end; ++i) is_good = good(i, column[i]) && is_good;
      seen_(std::as_bytes(column.span().subspan(begin, end - begin)));
    }
    return is_good;
  }

  [[nodiscard]] bool all_below(const Numbers& column, std::size_t limit) const {
    return all(column, [&](std::size_t, std::uint32_t value) { return value < limit; });
  }
  template <class Tag>
  [[nodiscard]] bool all_below(const Column<core::Index<Tag>>& column, std::size_t limit) const {
    return all(column, [&](std::size_t, core::Index<Tag> index) { return index.value() < limit; });
  }

  /// `first` cuts [0, end) into rows of at least `fewest`.
  [[nodiscard]] bool are_rows(const Numbers& first, std::size_t row_count, std::size_t end,
                              std::uint32_t fewest = 0) const {
    if (first.size() != row_count + 1 || first.front() != 0 || first.back() != end) return false;
    return all(first, [&](std::size_t i, std::uint32_t value) {
      return i == 0 || (value >= first[i - 1] && value - first[i - 1] >= fewest);
    });
  }

  // ---- Graph

  [[nodiscard]] bool graph_lengths_agree() const noexcept {
    const std::size_t nodes = graph_.node_count();
    const std::size_t edges = graph_.edge_count();
    const std::size_t arcs = graph_.arc_count();
    const auto have = [](std::size_t count, const auto&... column) { return ((column.size() == count) && ...); };
    const bool core = !graph_.first_arc.empty() && graph_.core_node_count() <= nodes;
    return core && have(nodes, graph_.node_key, graph_.component) &&
           have(edges, graph_.edge_to, graph_.edge_length_m, graph_.edge_forward_ds, graph_.edge_backward_ds,
                graph_.edge_way, graph_.edge_flags) &&
           have(arcs, graph_.arc_time_ds, graph_.arc_edge, graph_.in_arc_tail, graph_.in_arc_time_ds,
                graph_.in_arc_edge) &&
           have(graph_.local_arc_tail.size(), graph_.local_arc_head, graph_.local_arc_time_ds, graph_.local_arc_edge,
                graph_.local_arc_by_head);
  }

  [[nodiscard]] bool nodes_hold() const {
    std::uint64_t counted = 0;
    const bool sizes = all(graph_.component_size, [&](std::size_t, std::uint32_t size) {
      counted += size;
      return size > 0;
    });
    return sizes && counted == graph_.node_count() && all_below(graph_.component, graph_.component_size.size()) &&
           all(graph_.node_place, [](std::size_t, geo::Point place) { return is_finite(place); });
  }

  /// Before every copy there is a node, so that its junction is found.
  [[nodiscard]] bool copies_hold() const {
    return all(graph_.node_key,
               [](std::size_t node, std::uint64_t key) { return node > 0 || !StreetGraph::is_copy_key(key); });
  }

  [[nodiscard]] bool edges_hold() const {
    const auto is_within = [&](std::size_t edge, std::uint8_t flags) {
      const std::size_t limit = (flags & kLocalOnly) != 0 ? graph_.node_count() : graph_.core_node_count();
      return graph_.edge_from[edge].value() < limit && graph_.edge_to[edge].value() < limit;
    };
    const auto is_open = [&](std::size_t edge, std::uint32_t forward_ds) {
      const std::uint32_t backward_ds = graph_.edge_backward_ds[edge];
      return forward_ds > 0 && backward_ds > 0 && (forward_ds != kClosed_ds || backward_ds != kClosed_ds);
    };
    const auto is_length = [](std::size_t, float length_m) { return std::isfinite(length_m) && length_m >= 0.0F; };
    return all_below(graph_.edge_from, graph_.node_count()) && all_below(graph_.edge_to, graph_.node_count()) &&
           all(graph_.edge_flags, is_within) && all(graph_.edge_forward_ds, is_open) &&
           all(graph_.edge_length_m, is_length) &&
           are_rows(graph_.first_shape, graph_.edge_count(), graph_.shape_points.size(), 2) &&
           all(graph_.shape_points, [](std::size_t, geo::Point place) { return is_finite(place); });
  }

  /// Whoever is at a node is on an edge of it; at a copy, on one of its junction.
  [[nodiscard]] bool nodes_have_edges() const {
    std::vector<bool> has_edge(graph_.node_count());
    const auto mark = [&](std::size_t, NodeIdx node) { return has_edge[node.value()] = true; };
    static_cast<void>(all(graph_.edge_from, mark) && all(graph_.edge_to, mark));
    return all(graph_.node_key, [&](std::size_t node, std::uint64_t key) {
      if (node > 0 && StreetGraph::is_copy_key(key)) has_edge[node] = has_edge[node - 1];
      return static_cast<bool>(has_edge[node]);
    });
  }

  [[nodiscard]] bool arcs_hold(const Numbers& first, const Column<NodeIdx>& other_end, const Numbers& time_ds,
                               const Column<EdgeIdx>& edge) const {
    const std::size_t core = graph_.core_node_count();
    return are_rows(first, core, graph_.arc_count()) && all_below(other_end, core) &&
           all_below(edge, graph_.edge_count()) && all(time_ds, is_time);
  }

  /// Both orders ascend: nodes are looked up in them.
  [[nodiscard]] bool local_arcs_hold() const {
    const std::size_t count = graph_.local_arc_tail.size();
    const auto& tail = graph_.local_arc_tail;
    const auto& head = graph_.local_arc_head;
    const auto& by_head = graph_.local_arc_by_head;
    return all_below(head, graph_.node_count()) && all_below(by_head, count) &&
           all(tail,
               [&](std::size_t i, NodeIdx node) {
                 return node.value() < graph_.node_count() && (i == 0 || tail[i - 1] <= node);
               }) &&
           all(by_head,
               [&](std::size_t i, std::uint32_t arc) { return i == 0 || head[by_head[i - 1]] <= head[arc]; }) &&
           all_below(graph_.local_arc_edge, graph_.edge_count()) && all(graph_.local_arc_time_ds, is_time);
  }

  static bool is_time(std::size_t, std::uint32_t time_ds) noexcept { return time_ds > 0 && time_ds != kClosed_ds; }

  // ---- Hierarchy

  [[nodiscard]] bool is_unprepared() const noexcept {
    const auto none = [](const auto&... column) { return ((column.size() <= 1) && ...); };
    return none(hierarchy_.position_of, hierarchy_.cell_first, hierarchy_.cell_separator_end, hierarchy_.cell_end,
                hierarchy_.first_boundary, hierarchy_.boundary, hierarchy_.first_climb, hierarchy_.climb,
                hierarchy_.first_descent, hierarchy_.descent);
  }

  [[nodiscard]] bool hierarchy_lengths_agree() const noexcept {
    return hierarchy_.node_count() == graph_.core_node_count() &&
           hierarchy_.position_of.size() == graph_.core_node_count() &&
           hierarchy_.cell_separator_end.size() == hierarchy_.cell_count() &&
           hierarchy_.cell_end.size() == hierarchy_.cell_count();
  }

  /// Positions and nodes belong to each other one to one.
  [[nodiscard]] bool order_holds() const {
    return all(hierarchy_.position_of, [&](std::size_t node, std::uint32_t position) {
      return position < hierarchy_.node_count() && hierarchy_.node_at[position] == node;
    });
  }

  /// Every cell is its separator and then its children, without a gap; the roots cover all positions.
  [[nodiscard]] bool cells_hold() const {
    std::uint32_t at = 0;  // all positions before it lie in a separator
    std::vector<std::uint32_t> open_end;
    const auto leave = [&] {
      while (!open_end.empty() && open_end.back() == at) open_end.pop_back();
    };
    const bool nested = all(hierarchy_.cell_first, [&](std::size_t cell, std::uint32_t first) {
      const std::uint32_t separator_end = hierarchy_.cell_separator_end[cell];
      const std::uint32_t end = hierarchy_.cell_end[cell];
      leave();
      const std::size_t room = open_end.empty() ? hierarchy_.node_count() : open_end.back();
      if (first != at || separator_end < first || end < separator_end || end > room) return false;
      at = separator_end;
      open_end.push_back(end);
      return true;
    });
    leave();
    return nested && open_end.empty() && at == hierarchy_.node_count();
  }

  [[nodiscard]] bool boundaries_hold() const {
    const Numbers& first = hierarchy_.first_boundary;
    if (!are_rows(first, hierarchy_.cell_count(), hierarchy_.boundary.size())) return false;
    std::size_t cell = 0;
    return all(hierarchy_.boundary, [&](std::size_t i, std::uint32_t position) {
      while (first[cell + 1] <= i) ++cell;
      const bool ascends = i == first[cell] || hierarchy_.boundary[i - 1] < position;
      return ascends && position < hierarchy_.cell_first[cell];
    });
  }

  [[nodiscard]] bool hierarchy_arcs_hold(const Numbers& first, const Column<HierarchyArc>& arcs) const {
    if (!are_rows(first, hierarchy_.node_count(), arcs.size())) return false;
    std::size_t position = 0;
    return all(arcs, [&](std::size_t i, const HierarchyArc& arc) {
      while (first[position + 1] <= i) ++position;
      return arc.position < position && is_time(i, arc.time_ds);
    });
  }

  const StreetGraph& graph_;
  const Hierarchy& hierarchy_;
  const Seen& seen_;
};

}  // namespace

std::string_view broken_promise(const ModeNetwork& network, const Seen& seen) {
  return Check{network, seen}.broken_promise();
}

}  // namespace trek::network::detail
