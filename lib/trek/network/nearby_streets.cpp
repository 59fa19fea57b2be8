#include "trek/network/nearby_streets.hpp"

#include <algorithm>
#include <unordered_set>

#include "trek/network/detail/nearest_rows.hpp"

namespace trek::network {
namespace {

/// An edge of a graph, by their rows.
struct NearbyEdge {
  std::size_t graph = 0;
  std::uint32_t edge = 0;
};

/// Whether it may come near: its shape is no longer than its length says, so that most are told by their ends.
bool may_be_near(const StreetGraph& graph, std::uint32_t edge, const Surroundings& near) {
  constexpr double kRounding_m = 1.0;
  const geo::Point from = graph.node_place[graph.edge_from[edge].value()];
  const double reach_m = near.radius_m + graph.edge_length_m[edge] + kRounding_m;
  return std::ranges::any_of(near.places, [&](geo::Point place) { return geo::distance_m(place, from) <= reach_m; });
}

/// Those of a graph whose way no graph before it has.
void add_edges(std::span<const StreetGraph* const> graphs, std::size_t row, const Surroundings& near,
               std::unordered_set<std::uint64_t>& ways, std::vector<NearbyEdge>& edges) {
  const StreetGraph& graph = *graphs[row];
  std::vector<std::uint64_t> own;
  for (std::uint32_t edge = 0; edge < graph.edge_count(); ++edge) {
    if (!may_be_near(graph, edge, near) || ways.contains(graph.edge_way[edge])) continue;
    edges.push_back({row, edge});
    own.push_back(graph.edge_way[edge]);
  }
  ways.insert(own.begin(), own.end());
}

}  // namespace

std::vector<Backdrop::Line> nearby_streets(std::span<const StreetGraph* const> graphs, const Surroundings& near) {
  std::vector<NearbyEdge> edges;
  std::unordered_set<std::uint64_t> ways;
  for (std::size_t row = 0; row < graphs.size(); ++row) add_edges(graphs, row, near, ways, edges);
  const auto shape = [&](std::size_t row) { return graphs[edges[row].graph]->shape(EdgeIdx{edges[row].edge}); };
  std::vector<Backdrop::Line> lines;
  for (const std::size_t row : detail::nearest_rows(near, edges.size(), shape)) {
    const auto points = shape(row);
    lines.push_back(
        {edges[row].graph == 0 ? BackdropKind::street : BackdropKind::path, {}, {points.begin(), points.end()}});
  }
  return lines;
}

}  // namespace trek::network
