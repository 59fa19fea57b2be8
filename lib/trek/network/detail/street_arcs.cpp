#include "trek/network/detail/street_arcs.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "trek/network/detail/components.hpp"

namespace trek::network::detail {
namespace {

/// One direction of a street, between two nodes with their histories.
struct Arc {
  NodeIdx tail;
  NodeIdx head;
  std::uint32_t time_ds = 0;
  EdgeIdx edge;
};

/// The arcs of a graph whose edges still end at junctions. Those that meet a split junction are worked out once.
class ArcSource {
 public:
  ArcSource(const StreetGraph& graph, const TurnStates& states, const Numbering& number)
      : graph_{graph}, states_{states}, number_{number} {
    if (states.empty()) return;
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
      if (!is_split(e)) continue;
      const std::uint32_t from = graph.edge_from[e].value();
      const std::uint32_t to = graph.edge_to[e].value();
      add_histories(EdgeIdx{e}, from, to, graph.edge_forward_ds[e], forward_move(e));
      add_histories(EdgeIdx{e}, to, from, graph.edge_backward_ds[e], backward_move(graph, e));
    }
  }

  [[nodiscard]] std::uint32_t core_node_count() const noexcept { return number_.core_count; }

  /// Calls visit(arc) for each open direction of the streets of one kind, with every history in which one may travel
  /// it: by ascending edge.
  template <class Visit>
  void for_each(bool is_local, const Visit& visit) const {
    auto split = split_arcs_.begin();
    for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) {
      const bool is_wanted = graph_.has(EdgeIdx{e}, kLocalOnly) == is_local;
      const bool has_histories = split != split_arcs_.end() && split->edge.value() == e;
      for (; split != split_arcs_.end() && split->edge.value() == e; ++split) {
        if (is_wanted) visit(*split);
      }
      if (!is_wanted || has_histories) continue;
      const NodeIdx from{number_.of[graph_.edge_from[e].value()]};
      const NodeIdx to{number_.of[graph_.edge_to[e].value()]};
      if (graph_.edge_forward_ds[e] != kClosed_ds) visit(Arc{from, to, graph_.edge_forward_ds[e], EdgeIdx{e}});
      if (graph_.edge_backward_ds[e] != kClosed_ds) visit(Arc{to, from, graph_.edge_backward_ds[e], EdgeIdx{e}});
    }
  }

 private:
  [[nodiscard]] bool is_split(std::uint32_t edge) const {
    return states_.is_split(graph_.edge_from[edge].value()) || states_.is_split(graph_.edge_to[edge].value());
  }
  [[nodiscard]] NodeIdx node(std::uint32_t junction, TurnStates::State state) const {
    return NodeIdx{number_.of[junction] + (state == 0 ? 0 : 1 + states_.rank(state))};
  }

  void add_histories(EdgeIdx edge, std::uint32_t tail, std::uint32_t head, std::uint32_t time_ds, Move move) {
    if (time_ds == kClosed_ds) return;
    const auto add = [&](TurnStates::State before) {
      const auto after = states_.after(before, move);
      if (after != TurnStates::kForbidden) {
        split_arcs_.push_back({node(tail, before), node(head, after), time_ds, edge});
      }
    };
    add(0);
    for (const auto before : states_.at(tail)) add(before);
  }

  const StreetGraph& graph_;
  const TurnStates& states_;
  const Numbering& number_;
  std::vector<Arc> split_arcs_;  // by edge
};

/// The four arrays of one side, outgoing or incoming.
struct ArcColumns {
  std::vector<std::uint32_t> first;
  std::vector<NodeIdx> other_end;
  std::vector<std::uint32_t> time_ds;
  std::vector<EdgeIdx> edge;
};

/// Counting sort of the core's arcs by one of their ends.
ArcColumns arc_columns(const ArcSource& source, NodeIdx Arc::*row, NodeIdx Arc::*other_end) {
  ArcColumns columns;
  columns.first.assign(std::size_t{source.core_node_count()} + 1, 0);
  source.for_each(false, [&](const Arc& arc) { ++columns.first[(arc.*row).value() + 1]; });
  std::partial_sum(columns.first.begin(), columns.first.end(), columns.first.begin());
  columns.other_end.resize(columns.first.back());
  columns.time_ds.resize(columns.first.back());
  columns.edge.resize(columns.first.back());
  std::vector<std::uint32_t> next(columns.first.begin(), columns.first.end() - 1);
  source.for_each(false, [&](const Arc& arc) {
    const std::uint32_t at = next[(arc.*row).value()]++;
    columns.other_end[at] = arc.*other_end;
    columns.time_ds[at] = arc.time_ds;
    columns.edge[at] = arc.edge;
  });
  return columns;
}

void add_core_arcs(StreetGraph& graph, const ArcSource& source) {
  ArcColumns out = arc_columns(source, &Arc::tail, &Arc::head);
  graph.first_arc = std::move(out.first);
  graph.arc_head = std::move(out.other_end);
  graph.arc_time_ds = std::move(out.time_ds);
  graph.arc_edge = std::move(out.edge);
  ArcColumns in = arc_columns(source, &Arc::head, &Arc::tail);
  graph.first_in_arc = std::move(in.first);
  graph.in_arc_tail = std::move(in.other_end);
  graph.in_arc_time_ds = std::move(in.time_ds);
  graph.in_arc_edge = std::move(in.edge);
}

template <class T>
std::vector<T> column(const std::vector<Arc>& arcs, T Arc::*member) {
  std::vector<T> values(arcs.size());
  std::transform(arcs.begin(), arcs.end(), values.begin(), [&](const Arc& arc) { return arc.*member; });
  return values;
}

void add_local_arcs(StreetGraph& graph, const ArcSource& source) {
  std::vector<Arc> arcs;
  source.for_each(true, [&](const Arc& arc) { arcs.push_back(arc); });
  std::stable_sort(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) { return a.tail < b.tail; });
  std::vector<std::uint32_t> by_head(arcs.size());
  std::iota(by_head.begin(), by_head.end(), 0U);
  std::stable_sort(by_head.begin(), by_head.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return arcs[a].head < arcs[b].head; });
  graph.local_arc_tail = column(arcs, &Arc::tail);
  graph.local_arc_head = column(arcs, &Arc::head);
  graph.local_arc_time_ds = column(arcs, &Arc::time_ds);
  graph.local_arc_edge = column(arcs, &Arc::edge);
  graph.local_arc_by_head = std::move(by_head);
}

}  // namespace

Numbering numbering(const StreetGraph& graph, const TurnStates& states) {
  const std::vector<std::uint8_t> is_core = core_nodes(graph);
  Numbering number;
  number.of.resize(graph.node_count());
  const auto take = [&](std::uint8_t kind) {
    for (std::uint32_t junction = 0; junction < is_core.size(); ++junction) {
      if (is_core[junction] != kind) continue;
      number.of[junction] = number.count;
      number.count += 1 + static_cast<std::uint32_t>(states.at(junction).size());
    }
  };
  take(1);
  number.core_count = number.count;
  take(0);
  return number;
}

void add_arcs(StreetGraph& graph, const TurnStates& states, const Numbering& number) {
  const ArcSource arcs{graph, states, number};
  add_core_arcs(graph, arcs);
  add_local_arcs(graph, arcs);
}

}  // namespace trek::network::detail
