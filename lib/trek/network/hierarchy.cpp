#include "trek/network/hierarchy.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "trek/network/detail/contraction.hpp"

namespace trek::network {
namespace {

using detail::ArcTimes;
using detail::Contraction;
using detail::Order;

/// All nodes of the cores of some graphs, each once, and every street between them of any.
struct JoinedStreets {
  Adjacency adjacency;
  std::vector<std::vector<std::uint32_t>>
      present;  // one a graph: node of the joined streets -> NodeIdx, or kNotPresent
};

std::vector<std::uint64_t> joined_keys(std::span<const StreetGraph* const> graphs) {
  std::vector<std::uint64_t> keys;
  for (const StreetGraph* graph : graphs) {
    keys.insert(keys.end(), graph->node_key.begin(), graph->node_key.begin() + graph->core_node_count());
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

/// Row of each node of a graph among the joined keys.
std::vector<std::uint32_t> rows_of(const StreetGraph& graph, const std::vector<std::uint64_t>& keys) {
  std::vector<std::uint32_t> rows(graph.core_node_count());
  for (std::size_t node = 0; node < rows.size(); ++node) {
    rows[node] =
        static_cast<std::uint32_t>(std::lower_bound(keys.begin(), keys.end(), graph.node_key[node]) - keys.begin());
  }
  return rows;
}

/// Each row ascending and without repeats, in place.
void tidy_rows(Adjacency& adjacency) {
  std::uint32_t filled = 0;
  for (std::size_t node = 0; node < adjacency.node_count(); ++node) {
    const auto begin = adjacency.neighbour.begin() + adjacency.first[node];
    const auto end = adjacency.neighbour.begin() + adjacency.first[node + 1];
    std::sort(begin, end);
    const auto last = std::unique(begin, end);
    adjacency.first[node] = filled;
    for (auto it = begin; it != last; ++it) adjacency.neighbour[filled++] = *it;
  }
  adjacency.first.back() = filled;
  adjacency.neighbour.resize(filled);
}

/// Calls visit(from, to) for the ends of each street of the core, whichever way it is open; for each of its arcs where
/// junctions are split.
template <class Visit>
void for_each_link(const StreetGraph& graph, const Visit& visit) {
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (!graph.has(EdgeIdx{e}, kLocalOnly | kSplitEnd)) visit(graph.edge_from[e], graph.edge_to[e]);
  }
  for (std::uint32_t node = 0; node < graph.core_node_count(); ++node) {
    for (std::uint32_t arc = graph.first_arc[node]; arc < graph.first_arc[node + 1]; ++arc) {
      if (graph.has(graph.arc_edge[arc], kSplitEnd)) visit(NodeIdx{node}, graph.arc_head[arc]);
    }
  }
}

JoinedStreets joined(std::span<const StreetGraph* const> graphs) {
  JoinedStreets result;
  Adjacency& adjacency = result.adjacency;
  const std::vector<std::uint64_t> keys = joined_keys(graphs);
  adjacency.place.resize(keys.size());
  adjacency.first.assign(keys.size() + 1, 0);
  std::vector<std::vector<std::uint32_t>> rows;
  const auto for_each_street = [&](const auto& visit) {
    for (std::size_t g = 0; g < graphs.size(); ++g) {
      for_each_link(*graphs[g], [&](NodeIdx from, NodeIdx to) {
        const std::uint32_t a = rows[g][from.value()];
        const std::uint32_t b = rows[g][to.value()];
        if (a != b) visit(a, b);
      });
    }
  };
  for (const StreetGraph* graph : graphs) {
    rows.push_back(rows_of(*graph, keys));
    std::vector<std::uint32_t> present(keys.size(), detail::kNotPresent);
    for (std::uint32_t node = 0; node < graph->core_node_count(); ++node) {
      present[rows.back()[node]] = node;
      adjacency.place[rows.back()[node]] = graph->node_place[node];
    }
    result.present.push_back(std::move(present));
  }
  for_each_street([&](std::uint32_t a, std::uint32_t b) {
    ++adjacency.first[a + 1];
    ++adjacency.first[b + 1];
  });
  std::partial_sum(adjacency.first.begin(), adjacency.first.end(), adjacency.first.begin());
  adjacency.neighbour.resize(adjacency.first.back());
  std::vector<std::uint32_t> next(adjacency.first.begin(), adjacency.first.end() - 1);
  for_each_street([&](std::uint32_t a, std::uint32_t b) {
    adjacency.neighbour[next[a]++] = b;
    adjacency.neighbour[next[b]++] = a;
  });
  tidy_rows(adjacency);
  return result;
}

/// The arcs of one kind that are needed, by position.
void take_needed(const Contraction& contraction, const std::vector<std::uint8_t>& needed, std::uint8_t kind,
                 const std::vector<std::uint32_t>& time_ds, core::Column<std::uint32_t>& first_column,
                 core::Column<HierarchyArc>& arc_column) {
  std::vector<std::uint32_t> first{0};
  std::vector<HierarchyArc> arcs;
  first.reserve(contraction.node_count() + 1);
  arcs.reserve(static_cast<std::size_t>(
      std::count_if(needed.begin(), needed.end(), [&](std::uint8_t n) { return (n & kind) != 0; })));
  for (std::uint32_t p = 0; p < contraction.node_count(); ++p) {
    for (std::uint32_t arc = contraction.first[p]; arc < contraction.first[p + 1]; ++arc) {
      if ((needed[arc] & kind) != 0) arcs.push_back({contraction.upper[arc], time_ds[arc]});
    }
    first.push_back(static_cast<std::uint32_t>(arcs.size()));
  }
  first_column = std::move(first);
  arc_column = std::move(arcs);
}

/// Boundaries from the last cell to the first: a parent's is what leaves its own nodes and its children's boundaries.
class BoundaryMaker {
 public:
  explicit BoundaryMaker(const Hierarchy& hierarchy) : h_{hierarchy}, seen_(hierarchy.node_count(), kNobody) {}

  void make(core::Column<std::uint32_t>& first_column, core::Column<std::uint32_t>& boundary_column) {
    std::vector<std::vector<std::uint32_t>> of_cell(h_.cell_count());
    for (std::size_t c = h_.cell_count(); c > 0;) {
      --c;
      of_cell[c] = boundary(static_cast<std::uint32_t>(c), of_cell);
    }
    std::vector<std::uint32_t> first{0};
    std::vector<std::uint32_t> all;
    for (const auto& own : of_cell) {
      all.insert(all.end(), own.begin(), own.end());
      first.push_back(static_cast<std::uint32_t>(all.size()));
    }
    first_column = std::move(first);
    boundary_column = std::move(all);
  }

 private:
  static constexpr std::uint32_t kNobody = 0xFFFF'FFFFU;

  [[nodiscard]] std::vector<std::uint32_t> boundary(std::uint32_t cell,
                                                    const std::vector<std::vector<std::uint32_t>>& of_cell) {
    std::vector<std::uint32_t> own;
    const auto add = [&](std::uint32_t position) {
      if (position >= h_.cell_first[cell] || seen_[position] == cell) return;
      seen_[position] = cell;
      own.push_back(position);
    };
    for (std::uint32_t p = h_.cell_first[cell]; p < h_.cell_separator_end[cell]; ++p) {
      for (std::uint32_t a = h_.first_climb[p]; a < h_.first_climb[p + 1]; ++a) add(h_.climb[a].position);
      for (std::uint32_t a = h_.first_descent[p]; a < h_.first_descent[p + 1]; ++a) add(h_.descent[a].position);
    }
    std::uint32_t child = cell + 1;  // children follow their parent, each after its elder sibling's subtree
    for (std::uint32_t at = h_.cell_separator_end[cell]; at < h_.cell_end[cell];) {
      while (h_.cell_first[child] != at || h_.cell_end[child] == at) ++child;
      for (const std::uint32_t position : of_cell[child]) add(position);
      at = h_.cell_end[child];
    }
    std::sort(own.begin(), own.end());
    return own;
  }

  const Hierarchy& h_;
  std::vector<std::uint32_t> seen_;  // one a position: the last cell that has it
};

Hierarchy build_hierarchy(const StreetGraph& graph, Order order, const core::Control& control) {
  const auto parts = detail::work_parts(order.dissection);
  const Contraction contraction = detail::contraction(graph, order, parts, control);
  ArcTimes times = detail::customized(graph, order, parts, contraction, detail::transposed(contraction), control);
  const auto needed = detail::needed_arcs(parts, contraction, times, control);
  Hierarchy hierarchy;
  take_needed(contraction, needed, detail::kClimbs, times.climb_ds, hierarchy.first_climb, hierarchy.climb);
  take_needed(contraction, needed, detail::kDescends, times.descent_ds, hierarchy.first_descent, hierarchy.descent);
  hierarchy.node_at = std::move(order.dissection.node_at);
  hierarchy.position_of = std::move(order.position_of);
  hierarchy.cell_first = std::move(order.dissection.cell_first);
  hierarchy.cell_separator_end = std::move(order.dissection.cell_separator_end);
  hierarchy.cell_end = std::move(order.dissection.cell_end);
  BoundaryMaker{hierarchy}.make(hierarchy.first_boundary, hierarchy.boundary);
  return hierarchy;
}

}  // namespace

std::vector<Hierarchy> build_hierarchies(std::span<const StreetGraph* const> graphs, const core::Control& control,
                                         const DissectionOptions& options) {
  JoinedStreets streets = joined(graphs);
  const Dissection whole = nested_dissection(streets.adjacency, options, control);
  streets.adjacency = {};
  std::vector<Hierarchy> result;
  for (std::size_t g = 0; g < graphs.size(); ++g) {
    control.check_stop();
    control.report("streets: hierarchy", g, graphs.size());
    result.push_back(build_hierarchy(*graphs[g], detail::restricted(whole, streets.present[g]), control));
    std::vector<std::uint32_t>{}.swap(streets.present[g]);
  }
  control.report("streets: hierarchy", graphs.size(), graphs.size());
  return result;
}

}  // namespace trek::network
