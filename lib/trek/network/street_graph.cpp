#include "trek/network/street_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/geo/hilbert.hpp"

namespace trek::network {
namespace {

using core::Error;
using core::ErrorKind;

/// Gives the memory back, which clear() does not.
template <class T>
void free_memory(std::vector<T>& values) noexcept {
  std::vector<T>{}.swap(values);
}

void check_street(const Streets& streets, std::size_t row) {
  const auto fail = [&](const char* found) {
    throw Error{ErrorKind::bad_argument, fmt::format("street of way {}: {}", streets.way[row], found)};
  };
  const std::span<const geo::Point> shape = streets.shape(row);
  const std::uint32_t forward_ds = streets.forward_ds[row];
  const std::uint32_t backward_ds = streets.backward_ds[row];
  if (shape.size() < 2) fail("its shape has fewer than 2 points; give both ends");
  if (forward_ds == kClosed_ds && backward_ds == kClosed_ds) fail("closed in both directions; leave it out");
  if (forward_ds == 0 || backward_ds == 0) fail("a travel time of 0; at least 1 decisecond is expected");
  if (!std::all_of(shape.begin(), shape.end(), geo::is_finite)) fail("a coordinate that is not finite");
}

void check_streets(const Streets& streets) {
  for (std::size_t row = 0; row < streets.size(); ++row) check_street(streets, row);
  if (std::max(streets.shape_points.size(), streets.size() * 2) < std::numeric_limits<std::uint32_t>::max()) return;
  throw Error{ErrorKind::limit,
              fmt::format("street graph: {} streets with {} points, at most 2^32 are possible; take a "
                          "smaller extract",
                          streets.size(), streets.shape_points.size())};
}

/// The junctions at which each street starts and ends: rows by ascending key, then node numbers.
struct Ends {
  std::vector<std::uint32_t> from;  // street count
  std::vector<std::uint32_t> to;    // street count
};

/// One row a key, by ascending key.
struct Junctions {
  std::vector<std::uint64_t> key;
  std::vector<geo::Point> place;
  Ends ends;
};

/// Rows for the keys of the streets, which are freed. Sorts the ends themselves: looking millions of keys up is slower.
Junctions junction_keys(Streets& streets) {
  struct End {
    std::uint64_t key;
    std::uint32_t street;
    bool is_to;
  };
  std::vector<End> sorted;
  sorted.reserve(streets.size() * 2);
  for (std::uint32_t row = 0; row < streets.size(); ++row) {
    sorted.push_back({streets.from_key[row], row, false});
    sorted.push_back({streets.to_key[row], row, true});
  }
  free_memory(streets.from_key);
  free_memory(streets.to_key);
  std::sort(sorted.begin(), sorted.end(), [](const End& a, const End& b) { return a.key < b.key; });

  Junctions junctions;
  junctions.ends.from.resize(sorted.size() / 2);
  junctions.ends.to.resize(sorted.size() / 2);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || sorted[i].key != sorted[i - 1].key) junctions.key.push_back(sorted[i].key);
    auto& side = sorted[i].is_to ? junctions.ends.to : junctions.ends.from;
    side[sorted[i].street] = static_cast<std::uint32_t>(junctions.key.size() - 1);
  }
  return junctions;
}

/// Where streets disagree on the place of a key, the lowest place counts.
std::vector<geo::Point> junction_places(const Streets& streets, const Junctions& junctions) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<geo::Point> place(junctions.key.size(), geo::Point{kInfinity, kInfinity});
  const auto lower = [&](std::uint32_t row, geo::Point p) {
    if (p < place[row]) place[row] = p;
  };
  for (std::size_t street = 0; street < junctions.ends.from.size(); ++street) {
    const std::span<const geo::Point> shape = streets.shape(street);
    lower(junctions.ends.from[street], shape.front());
    lower(junctions.ends.to[street], shape.back());
  }
  return place;
}

/// Rows of the junctions along the curve.
std::vector<std::uint32_t> hilbert_order(const std::vector<geo::Point>& places) {
  geo::Box bounds;
  for (const geo::Point place : places) bounds.add(place);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // Hilbert distance, row
  order.reserve(places.size());
  for (std::uint32_t row = 0; row < places.size(); ++row) {
    order.emplace_back(geo::hilbert_distance(places[row], bounds), row);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> rows(order.size());
  std::transform(order.begin(), order.end(), rows.begin(), [](const auto& entry) { return entry.second; });
  return rows;
}

template <class T>
std::vector<T> picked(const std::vector<T>& values, const std::vector<std::uint32_t>& rows) {
  std::vector<T> result(rows.size());
  std::transform(rows.begin(), rows.end(), result.begin(), [&](std::uint32_t row) { return values[row]; });
  return result;
}

/// Fills the columns of the nodes; gives the node numbers of the ends of each street.
Ends number_nodes(StreetGraph& graph, Streets& streets) {
  Junctions junctions = junction_keys(streets);
  junctions.place = junction_places(streets, junctions);
  const std::vector<std::uint32_t> rows = hilbert_order(junctions.place);
  graph.node_place = picked(junctions.place, rows);
  graph.node_key = picked(junctions.key, rows);

  std::vector<std::uint32_t> number_of_row(rows.size());
  for (std::uint32_t node = 0; node < rows.size(); ++node) number_of_row[rows[node]] = node;
  for (auto* side : {&junctions.ends.from, &junctions.ends.to}) {
    for (std::uint32_t& end : *side) end = number_of_row[end];
  }
  return std::move(junctions.ends);
}

/// Streets by the node that they start from (counting sort): first[n] is where those of node n begin in `order`.
struct StreetsByNode {
  std::vector<std::uint32_t> first;  // node count + 1
  std::vector<std::uint32_t> order;
};

StreetsByNode streets_by_node(const std::vector<std::uint32_t>& from, std::size_t node_count) {
  StreetsByNode by_node{std::vector<std::uint32_t>(node_count + 1, 0), std::vector<std::uint32_t>(from.size())};
  for (const std::uint32_t node : from) ++by_node.first[node + 1];
  std::partial_sum(by_node.first.begin(), by_node.first.end(), by_node.first.begin());
  std::vector<std::uint32_t> next(by_node.first.begin(), by_node.first.end() - 1);
  for (std::uint32_t street = 0; street < from.size(); ++street) by_node.order[next[from[street]]++] = street;
  return by_node;
}

/// Edges lie in memory as their first nodes do; the rest of the key only makes the order independent of the input's.
std::vector<std::uint32_t> edge_order(const Streets& streets, const Ends& ends, std::size_t node_count) {
  const auto key = [&](std::uint32_t row) {
    return std::tie(ends.to[row], streets.way[row], streets.forward_ds[row], streets.backward_ds[row],
                    streets.flags[row]);
  };
  const auto comes_first = [&](std::uint32_t a, std::uint32_t b) {
    if (key(a) != key(b)) return key(a) < key(b);
    const auto left = streets.shape(a);
    const auto right = streets.shape(b);
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
  };
  StreetsByNode by_node = streets_by_node(ends.from, node_count);
  for (std::size_t node = 0; node < node_count; ++node) {
    std::sort(by_node.order.begin() + by_node.first[node], by_node.order.begin() + by_node.first[node + 1],
              comes_first);
  }
  return std::move(by_node.order);
}

void add_shapes(StreetGraph& graph, Streets& streets, const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> first{0};
  std::vector<geo::Point> points;
  first.reserve(order.size() + 1);
  points.reserve(streets.shape_points.size());
  for (const std::uint32_t row : order) {
    const std::span<const geo::Point> shape = streets.shape(row);
    points.insert(points.end(), shape.begin(), shape.end());
    first.push_back(static_cast<std::uint32_t>(points.size()));
  }
  free_memory(streets.shape_points);
  free_memory(streets.first_shape);
  graph.first_shape = std::move(first);
  graph.shape_points = std::move(points);
}

float length_m(std::span<const geo::Point> shape) noexcept {
  double sum_m = 0.0;
  for (std::size_t i = 1; i < shape.size(); ++i) sum_m += geo::distance_m(shape[i - 1], shape[i]);
  return static_cast<float>(sum_m);
}

std::vector<float> lengths_m(const StreetGraph& graph) {
  std::vector<float> length(graph.edge_count());
  for (std::uint32_t e = 0; e < length.size(); ++e) length[e] = length_m(graph.shape(EdgeIdx{e}));
  return length;
}

std::vector<NodeIdx> node_column(const std::vector<std::uint32_t>& ends, const std::vector<std::uint32_t>& order) {
  std::vector<NodeIdx> column(order.size());
  std::transform(order.begin(), order.end(), column.begin(), [&](std::uint32_t row) { return NodeIdx{ends[row]}; });
  return column;
}

/// Each column of the streets is freed when its edges stand.
void add_edges(StreetGraph& graph, Streets& streets, const Ends& ends) {
  const std::vector<std::uint32_t> order = edge_order(streets, ends, graph.node_count());
  const auto moved = [&](auto& column) {
    auto result = picked(column, order);
    free_memory(column);
    return result;
  };
  add_shapes(graph, streets, order);
  graph.edge_from = node_column(ends.from, order);
  graph.edge_to = node_column(ends.to, order);
  graph.edge_forward_ds = moved(streets.forward_ds);
  graph.edge_backward_ds = moved(streets.backward_ds);
  graph.edge_way = moved(streets.way);
  graph.edge_flags = moved(streets.flags);
  graph.edge_length_m = lengths_m(graph);
}

/// Calls visit(tail, head, time, edge) for each open direction, by ascending edge.
template <class Visit>
void for_each_arc(const StreetGraph& graph, Visit visit) {
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    const NodeIdx from = graph.edge_from[e];
    const NodeIdx to = graph.edge_to[e];
    if (graph.edge_forward_ds[e] != kClosed_ds) visit(from, to, graph.edge_forward_ds[e], EdgeIdx{e});
    if (graph.edge_backward_ds[e] != kClosed_ds) visit(to, from, graph.edge_backward_ds[e], EdgeIdx{e});
  }
}

/// The four arrays of one side, outgoing or incoming.
struct ArcColumns {
  std::vector<std::uint32_t> first;
  std::vector<NodeIdx> other_end;
  std::vector<std::uint32_t> time_ds;
  std::vector<EdgeIdx> edge;
};

/// Counting sort of the arcs by the node that `row_of` and `end_of` choose from (tail, head).
template <class RowOf, class EndOf>
ArcColumns arc_columns(const StreetGraph& graph, RowOf row_of, EndOf end_of) {
  ArcColumns columns;
  columns.first.assign(graph.node_count() + 1, 0);
  for_each_arc(graph, [&](NodeIdx tail, NodeIdx head, std::uint32_t, EdgeIdx) {
    ++columns.first[row_of(tail, head).value() + 1];
  });
  std::partial_sum(columns.first.begin(), columns.first.end(), columns.first.begin());
  columns.other_end.resize(columns.first.back());
  columns.time_ds.resize(columns.first.back());
  columns.edge.resize(columns.first.back());
  std::vector<std::uint32_t> next(columns.first.begin(), columns.first.end() - 1);
  for_each_arc(graph, [&](NodeIdx tail, NodeIdx head, std::uint32_t time_ds, EdgeIdx edge) {
    const std::uint32_t arc = next[row_of(tail, head).value()]++;
    columns.other_end[arc] = end_of(tail, head);
    columns.time_ds[arc] = time_ds;
    columns.edge[arc] = edge;
  });
  return columns;
}

void add_arcs(StreetGraph& graph) {
  const auto tail_of = [](NodeIdx tail, NodeIdx) { return tail; };
  const auto head_of = [](NodeIdx, NodeIdx head) { return head; };
  ArcColumns out = arc_columns(graph, tail_of, head_of);
  graph.first_arc = std::move(out.first);
  graph.arc_head = std::move(out.other_end);
  graph.arc_time_ds = std::move(out.time_ds);
  graph.arc_edge = std::move(out.edge);
  ArcColumns in = arc_columns(graph, head_of, tail_of);
  graph.first_in_arc = std::move(in.first);
  graph.in_arc_tail = std::move(in.other_end);
  graph.in_arc_time_ds = std::move(in.time_ds);
  graph.in_arc_edge = std::move(in.edge);
}

/// Nodes in the order in which a depth-first search along the arcs leaves them.
std::vector<std::uint32_t> finishing_order(const StreetGraph& graph) {
  std::vector<std::uint32_t> order;
  order.reserve(graph.node_count());
  std::vector<std::uint32_t> next(graph.first_arc.begin(), graph.first_arc.end());  // the arc to follow next
  std::vector<std::uint8_t> seen(graph.node_count(), 0);
  std::vector<std::uint32_t> path;
  for (std::uint32_t start = 0; start < graph.node_count(); ++start) {
    if (seen[start] != 0) continue;
    seen[start] = 1;
    path.push_back(start);
    while (!path.empty()) {
      const std::uint32_t node = path.back();
      if (next[node] == graph.first_arc[node + 1]) {
        order.push_back(node);
        path.pop_back();
        continue;
      }
      const std::uint32_t head = graph.arc_head[next[node]++].value();
      if (seen[head] == 0) {
        seen[head] = 1;
        path.push_back(head);
      }
    }
  }
  return order;
}

/// Label of the strongly connected component of each node, in no order that means anything: backwards from the node
/// that was left last (Kosaraju; Sharir 1981). Not by Boost.Graph, whose compressed graph GCC 12 does not build without
/// warnings when it optimises.
std::vector<std::uint32_t> strong_component_labels(const StreetGraph& graph) {
  constexpr auto kUnlabelled = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> label(graph.node_count(), kUnlabelled);
  const std::vector<std::uint32_t> order = finishing_order(graph);
  std::uint32_t count = 0;
  std::vector<std::uint32_t> open;
  for (std::size_t i = order.size(); i > 0; --i) {
    const std::uint32_t start = order[i - 1];
    if (label[start] != kUnlabelled) continue;
    label[start] = count;
    open.push_back(start);
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      for (std::uint32_t arc = graph.first_in_arc[node]; arc < graph.first_in_arc[node + 1]; ++arc) {
        const std::uint32_t tail = graph.in_arc_tail[arc].value();
        if (label[tail] != kUnlabelled) continue;
        label[tail] = count;
        open.push_back(tail);
      }
    }
    ++count;
  }
  return label;
}

/// Components by size, descending; equal sizes by their lowest node.
void add_components(StreetGraph& graph) {
  const std::vector<std::uint32_t> label = strong_component_labels(graph);
  std::vector<std::uint32_t> size_of_label(graph.node_count(), 0);
  std::vector<std::uint32_t> labels;  // by their lowest node
  for (const std::uint32_t l : label) {
    if (size_of_label[l]++ == 0) labels.push_back(l);
  }
  std::stable_sort(labels.begin(), labels.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return size_of_label[a] > size_of_label[b]; });
  std::vector<std::uint32_t> number_of_label(graph.node_count(), 0);
  std::vector<std::uint32_t> size;
  for (const std::uint32_t l : labels) {
    number_of_label[l] = static_cast<std::uint32_t>(size.size());
    size.push_back(size_of_label[l]);
  }
  std::vector<std::uint32_t> component(label.size());
  std::transform(label.begin(), label.end(), component.begin(), [&](std::uint32_t l) { return number_of_label[l]; });
  graph.component = std::move(component);
  graph.component_size = std::move(size);
}

}  // namespace

geo::Box StreetGraph::bounds() const noexcept {
  geo::Box box;
  for (const geo::Point p : shape_points) box.add(p);
  return box;
}

Streets::Streets(const std::vector<Street>& streets) {
  for (const Street& street : streets) add(street);
}

void Streets::add(const Street& street) {
  from_key.push_back(street.from_key);
  to_key.push_back(street.to_key);
  forward_ds.push_back(street.forward_ds);
  backward_ds.push_back(street.backward_ds);
  way.push_back(street.way);
  flags.push_back(street.flags);
  shape_points.insert(shape_points.end(), street.shape.begin(), street.shape.end());
  first_shape.push_back(shape_points.size());
}

StreetGraph build_street_graph(model::Mode mode, Streets streets) {
  check_streets(streets);
  StreetGraph graph;
  graph.mode = mode;
  add_edges(graph, streets, number_nodes(graph, streets));  // the ends are freed before the arcs are made
  add_arcs(graph);
  add_components(graph);
  return graph;
}

}  // namespace trek::network
