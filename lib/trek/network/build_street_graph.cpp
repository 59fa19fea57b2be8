#include "trek/network/build_street_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/geo/hilbert.hpp"
#include "trek/network/detail/components.hpp"
#include "trek/network/detail/street_arcs.hpp"
#include "trek/network/detail/turns.hpp"

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
  if (StreetGraph::is_copy_key(streets.from_key[row]) || StreetGraph::is_copy_key(streets.to_key[row])) {
    fail("a key between 2^62 and 2^63, where those of copies lie; take another");
  }
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

template <class T>
std::vector<T> picked(const std::vector<T>& values, const std::vector<std::uint32_t>& rows) {
  std::vector<T> result(rows.size());
  std::transform(rows.begin(), rows.end(), result.begin(), [&](std::uint32_t row) { return values[row]; });
  return result;
}

/// Fills the columns of the nodes with the junctions; gives the numbers of the ends of each street.
Ends number_junctions(StreetGraph& graph, Streets& streets) {
  Junctions junctions = junction_keys(streets);
  junctions.place = junction_places(streets, junctions);
  const std::vector<std::uint32_t> rows = geo::rows_along_curve(junctions.place);
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

/// From rows of the streets to edges; a row that there is not stays one.
void translate(std::vector<TurnRestriction>& turns, const std::vector<std::uint32_t>& order) {
  if (turns.empty()) return;
  std::vector<std::uint32_t> edge_of(order.size());
  for (std::uint32_t edge = 0; edge < order.size(); ++edge) edge_of[order[edge]] = edge;
  for (TurnRestriction& turn : turns) {
    for (std::uint32_t& street : turn.street) {
      if (street < edge_of.size()) street = edge_of[street];
    }
  }
}

/// Each column of the streets is freed when its edges stand.
void add_edges(StreetGraph& graph, Streets& streets, const Ends& ends, std::vector<TurnRestriction>& turns) {
  const std::vector<std::uint32_t> order = edge_order(streets, ends, graph.node_count());
  translate(turns, order);
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

std::uint64_t local_street_count(const StreetGraph& graph) {
  return static_cast<std::uint64_t>(std::count_if(graph.edge_flags.begin(), graph.edge_flags.end(),
                                                  [](std::uint8_t flags) { return (flags & kLocalOnly) != 0; }));
}

/// Components by size, descending; equal sizes by their lowest node.
void add_components(StreetGraph& graph, const std::vector<std::uint32_t>& label) {
  const std::size_t label_count = label.empty() ? 0 : std::size_t{*std::max_element(label.begin(), label.end())} + 1;
  std::vector<std::uint32_t> size_of_label(label_count, 0);
  std::vector<std::uint32_t> labels;  // by their lowest node
  for (const std::uint32_t l : label) {
    if (size_of_label[l]++ == 0) labels.push_back(l);
  }
  std::stable_sort(labels.begin(), labels.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return size_of_label[a] > size_of_label[b]; });
  std::vector<std::uint32_t> number_of_label(label_count, 0);
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

/// From junctions to nodes: the columns of the nodes, and the ends of the edges.
void renumber(StreetGraph& graph, const detail::TurnStates& states, const detail::Numbering& number) {
  const std::vector<std::uint32_t> junction_label = detail::component_labels(graph);
  std::vector<geo::Point> place(number.count);
  std::vector<std::uint64_t> key(number.count);
  std::vector<std::uint32_t> label(number.count);
  for (std::uint32_t junction = 0; junction < number.of.size(); ++junction) {
    const std::uint32_t node = number.of[junction];
    key[node] = graph.node_key[junction];
    for (const auto state : states.at(junction)) key[node + 1 + states.rank(state)] = states.key(state);
    std::fill_n(place.begin() + node, 1 + states.at(junction).size(), graph.node_place[junction]);
    std::fill_n(label.begin() + node, 1 + states.at(junction).size(), junction_label[junction]);
  }
  const auto moved = [&](const core::Column<NodeIdx>& ends) {
    std::vector<NodeIdx> nodes(ends.size());
    std::transform(ends.begin(), ends.end(), nodes.begin(),
                   [&](NodeIdx end) { return NodeIdx{number.of[end.value()]}; });
    return nodes;
  };
  graph.node_place = std::move(place);
  graph.node_key = std::move(key);
  graph.edge_from = moved(graph.edge_from);
  graph.edge_to = moved(graph.edge_to);
  add_components(graph, label);
}

void mark_split_ends(StreetGraph& graph, const detail::TurnStates& states) {
  if (states.empty()) return;
  std::vector<std::uint8_t> flags(graph.edge_flags.begin(), graph.edge_flags.end());
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (states.is_split(graph.edge_from[e].value()) || states.is_split(graph.edge_to[e].value())) flags[e] |= kSplitEnd;
  }
  graph.edge_flags = std::move(flags);
}

}  // namespace

StreetGraph build_street_graph(model::Mode mode, Streets streets, StreetRuleCounts* counts) {
  check_streets(streets);
  StreetRuleCounts own;
  StreetRuleCounts& count = counts != nullptr ? *counts : own;
  count = {};
  StreetGraph graph;
  graph.mode = mode;
  std::vector<TurnRestriction> turns = std::move(streets.turns);
  add_edges(graph, streets, number_junctions(graph, streets), turns);  // the ends are freed before the arcs are made
  count.enclosed_street_count = detail::enclose_streets(graph);
  count.local_street_count = local_street_count(graph);
  const detail::TurnStates states{graph, detail::forbidden_sequences(graph, turns, count)};
  const detail::Numbering number = detail::numbering(graph, states);
  count.copy_count = number.count - graph.node_count();
  detail::add_arcs(graph, states, number);
  mark_split_ends(graph, states);
  renumber(graph, states, number);
  return graph;
}

}  // namespace trek::network
