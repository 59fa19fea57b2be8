#include "trek/network/street_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "trek/core/error.hpp"

namespace trek::network {
namespace {

using core::Error;
using core::ErrorKind;

constexpr std::uint32_t kHilbertSide = 1U << 16U;

/// Distance along the Hilbert curve that fills a square of kHilbertSide cells (Warren, Hacker's Delight, ch. 16).
std::uint32_t hilbert_distance(std::uint32_t x, std::uint32_t y) noexcept {
  std::uint32_t distance = 0;
  for (std::uint32_t side = kHilbertSide / 2; side > 0; side /= 2) {
    const std::uint32_t right = (x & side) != 0U ? 1U : 0U;
    const std::uint32_t top = (y & side) != 0U ? 1U : 0U;
    distance += side * side * ((3U * right) ^ top);
    if (top == 0U) {
      if (right == 1U) {
        x = kHilbertSide - 1 - x;
        y = kHilbertSide - 1 - y;
      }
      std::swap(x, y);
    }
  }
  return distance;
}

std::uint32_t hilbert_distance(geo::Point place, const geo::Box& bounds) noexcept {
  const double side_m = std::max(bounds.max_x_m - bounds.min_x_m, bounds.max_y_m - bounds.min_y_m);
  const double cells_per_m = side_m > 0.0 ? (kHilbertSide - 1) / side_m : 0.0;
  return hilbert_distance(static_cast<std::uint32_t>((place.x_m - bounds.min_x_m) * cells_per_m),
                          static_cast<std::uint32_t>((place.y_m - bounds.min_y_m) * cells_per_m));
}

bool is_finite(geo::Point p) noexcept { return std::isfinite(p.x_m) && std::isfinite(p.y_m); }

void check_street(const Street& street) {
  const auto fail = [&](const char* found) {
    throw Error{ErrorKind::bad_argument, fmt::format("street of way {}: {}", street.way, found)};
  };
  if (street.shape.size() < 2) fail("its shape has fewer than 2 points; give both ends");
  if (street.forward_ds == kClosed_ds && street.backward_ds == kClosed_ds) {
    fail("closed in both directions; leave it out");
  }
  if (street.forward_ds == 0 || street.backward_ds == 0) fail("a travel time of 0; at least 1 decisecond is expected");
  if (!std::all_of(street.shape.begin(), street.shape.end(), is_finite)) fail("a coordinate that is not finite");
}

struct Junction {
  std::uint64_t key = 0;
  geo::Point place;
};

/// One row a key, by ascending key. Where streets disagree on the place of a key, the lowest place counts.
std::vector<Junction> junctions(const std::vector<Street>& streets) {
  std::vector<Junction> result;
  result.reserve(streets.size() * 2);
  for (const Street& street : streets) {
    result.push_back({street.from_key, street.shape.front()});
    result.push_back({street.to_key, street.shape.back()});
  }
  std::sort(result.begin(), result.end(), [](const Junction& a, const Junction& b) {
    return std::tie(a.key, a.place.x_m, a.place.y_m) < std::tie(b.key, b.place.x_m, b.place.y_m);
  });
  const auto same_key = [](const Junction& a, const Junction& b) { return a.key == b.key; };
  result.erase(std::unique(result.begin(), result.end(), same_key), result.end());
  return result;
}

/// Row r of `junctions` (by key) is node number_of_row[r].
struct Numbering {
  std::vector<Junction> junctions;
  std::vector<std::uint32_t> number_of_row;

  [[nodiscard]] NodeIdx node(std::uint64_t key) const noexcept {
    const auto found = std::lower_bound(junctions.begin(), junctions.end(), key,
                                        [](const Junction& junction, std::uint64_t k) { return junction.key < k; });
    return NodeIdx{number_of_row[static_cast<std::size_t>(found - junctions.begin())]};
  }
};

Numbering number_nodes(StreetGraph& graph, const std::vector<Street>& streets) {
  Numbering numbering{junctions(streets), {}};
  const std::vector<Junction>& rows = numbering.junctions;
  geo::Box bounds;
  for (const Junction& junction : rows) bounds.add(junction.place);

  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // Hilbert distance, row
  order.reserve(rows.size());
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    order.emplace_back(hilbert_distance(rows[row].place, bounds), row);
  }
  std::sort(order.begin(), order.end());

  numbering.number_of_row.resize(rows.size());
  std::vector<geo::Point> place(rows.size());
  std::vector<std::uint64_t> key(rows.size());
  for (std::uint32_t node = 0; node < order.size(); ++node) {
    const std::uint32_t row = order[node].second;
    numbering.number_of_row[row] = node;
    place[node] = rows[row].place;
    key[node] = rows[row].key;
  }
  graph.node_place = std::move(place);
  graph.node_key = std::move(key);
  return numbering;
}

/// Edges lie in memory as their first nodes do; the rest of the key only makes the order independent of the input's.
std::vector<std::uint32_t> edge_order(const std::vector<Street>& streets, const Numbering& numbering) {
  std::vector<std::pair<NodeIdx, NodeIdx>> ends;
  ends.reserve(streets.size());
  for (const Street& s : streets) ends.emplace_back(numbering.node(s.from_key), numbering.node(s.to_key));
  const auto key = [&](std::uint32_t row) {
    const Street& s = streets[row];
    return std::tie(ends[row], s.way, s.forward_ds, s.backward_ds);
  };
  std::vector<std::uint32_t> order(streets.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (key(a) != key(b)) return key(a) < key(b);
    const auto& left = streets[a].shape;
    const auto& right = streets[b].shape;
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [](geo::Point p, geo::Point q) { return p < q; });
  });
  return order;
}

double length_m(const std::vector<geo::Point>& shape) noexcept {
  double sum_m = 0.0;
  for (std::size_t i = 1; i < shape.size(); ++i) sum_m += geo::distance_m(shape[i - 1], shape[i]);
  return sum_m;
}

std::size_t checked_point_count(const std::vector<Street>& streets) {
  const std::size_t point_count = std::accumulate(streets.begin(), streets.end(), std::size_t{0},
                                                  [](std::size_t n, const Street& s) { return n + s.shape.size(); });
  if (std::max(point_count, streets.size() * 2) >= std::numeric_limits<std::uint32_t>::max()) {
    throw Error{ErrorKind::limit,
                fmt::format("street graph: {} streets with {} points, at most 2^32 are possible; take a "
                            "smaller extract",
                            streets.size(), point_count)};
  }
  return point_count;
}

/// A column of `value_of(street)` in the order of the edges.
template <class ValueOf>
auto edge_column(const std::vector<Street>& streets, const std::vector<std::uint32_t>& order, ValueOf value_of) {
  std::vector<decltype(value_of(streets.front()))> column;
  column.reserve(order.size());
  for (const std::uint32_t row : order) column.push_back(value_of(streets[row]));
  return column;
}

void add_shapes(StreetGraph& graph, const std::vector<Street>& streets, const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> first{0};
  std::vector<geo::Point> points;
  first.reserve(order.size() + 1);
  points.reserve(checked_point_count(streets));
  for (const std::uint32_t row : order) {
    points.insert(points.end(), streets[row].shape.begin(), streets[row].shape.end());
    first.push_back(static_cast<std::uint32_t>(points.size()));
  }
  graph.first_shape = std::move(first);
  graph.shape_points = std::move(points);
}

void add_edges(StreetGraph& graph, std::vector<Street> streets, const Numbering& numbering) {
  const std::vector<std::uint32_t> order = edge_order(streets, numbering);
  const auto column = [&](auto value_of) { return edge_column(streets, order, value_of); };
  graph.edge_from = column([&](const Street& s) { return numbering.node(s.from_key); });
  graph.edge_to = column([&](const Street& s) { return numbering.node(s.to_key); });
  graph.edge_length_m = column([](const Street& s) { return static_cast<float>(length_m(s.shape)); });
  graph.edge_forward_ds = column([](const Street& s) { return s.forward_ds; });
  graph.edge_backward_ds = column([](const Street& s) { return s.backward_ds; });
  graph.edge_way = column([](const Street& s) { return s.way; });
  add_shapes(graph, streets, order);
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

StreetGraph build_street_graph(model::Mode mode, std::vector<Street> streets) {
  std::for_each(streets.begin(), streets.end(), check_street);
  StreetGraph graph;
  graph.mode = mode;
  const Numbering numbering = number_nodes(graph, streets);
  add_edges(graph, std::move(streets), numbering);
  add_arcs(graph);
  add_components(graph);
  return graph;
}

}  // namespace trek::network
