#include "trek/access/detail/edge_ends.hpp"

#include <algorithm>
#include <cmath>

namespace trek::access::detail {
namespace {

using network::kClosed_ds;

constexpr double kAtEnd = 1e-9;  // share of an edge's length

bool at_from(const network::Snap& point) noexcept { return point.share <= kAtEnd; }
bool at_to(const network::Snap& point) noexcept { return point.share >= 1.0 - kAtEnd; }

/// Deciseconds between edge_from and the point, of an edge that takes `edge_ds`.
std::uint32_t part_ds(const network::Snap& point, std::uint32_t edge_ds) noexcept {
  if (at_from(point)) return 0;
  if (at_to(point)) return edge_ds;
  return static_cast<std::uint32_t>(std::llround(point.share * edge_ds));
}

/// Sum that stays "closed" when it is, or when it would not fit.
std::uint32_t sum_ds(std::uint32_t time_ds, std::uint32_t connector_ds) noexcept {
  return time_ds >= kClosed_ds - connector_ds ? kClosed_ds : time_ds + connector_ds;
}

/// Between the point and edge_from over a direction that takes `edge_ds`. From a point at the other end this is the
/// edge itself, which a search finds anyway.
std::uint32_t from_side_ds(const network::Snap& point, std::uint32_t edge_ds) noexcept {
  if (at_from(point)) return point.connector_ds;
  if (at_to(point)) return kClosed_ds;
  return edge_ds == kClosed_ds ? kClosed_ds : sum_ds(part_ds(point, edge_ds), point.connector_ds);
}

/// Between the point and edge_to over a direction that takes `edge_ds`; as above.
std::uint32_t to_side_ds(const network::Snap& point, std::uint32_t edge_ds) noexcept {
  if (at_to(point)) return point.connector_ds;
  if (at_from(point)) return kClosed_ds;
  return edge_ds == kClosed_ds ? kClosed_ds : sum_ds(edge_ds - part_ds(point, edge_ds), point.connector_ds);
}

/// Without connectors.
std::uint32_t between_ds(const network::StreetGraph& graph, const network::Snap& origin,
                         const network::Snap& destination) noexcept {
  if (origin.share == destination.share) return 0;
  const bool forward = origin.share < destination.share;
  const auto& edge_times = forward ? graph.edge_forward_ds : graph.edge_backward_ds;
  const std::uint32_t edge_ds = edge_times[origin.edge.value()];
  if (edge_ds == kClosed_ds) return kClosed_ds;
  const std::uint32_t a = part_ds(origin, edge_ds);
  const std::uint32_t b = part_ds(destination, edge_ds);
  return forward ? b - a : a - b;
}

}  // namespace

std::vector<network::NodeIdx> nodes_on_spot_of(const network::StreetGraph& graph, network::NodeIdx node) {
  // Nodes are numbered along a Hilbert curve: those of one spot lie in one of its squares (a few metres wide), side by
  // side but for what else lies in it.
  constexpr std::uint32_t kLookedAt = 64;
  const std::uint32_t number = node.value();
  const auto end =
      static_cast<std::uint32_t>(std::min<std::size_t>(graph.node_count(), std::size_t{number} + kLookedAt + 1));
  std::vector<network::NodeIdx> found;
  for (std::uint32_t other = number - std::min(number, kLookedAt); other < end; ++other) {
    if (other != number && graph.node_place[other] == graph.node_place[number]) found.emplace_back(other);
  }
  return found;
}

network::NodeIdx node_at(const network::StreetGraph& graph, const network::Snap& point) noexcept {
  if (at_from(point)) return graph.edge_from[point.edge.value()];
  return at_to(point) ? graph.edge_to[point.edge.value()] : network::NodeIdx{};
}

EndTimes leaving(const network::StreetGraph& graph, const network::Snap& point) noexcept {
  const auto edge = point.edge.value();
  return {from_side_ds(point, graph.edge_backward_ds[edge]), to_side_ds(point, graph.edge_forward_ds[edge])};
}

EndTimes arriving(const network::StreetGraph& graph, const network::Snap& point) noexcept {
  const auto edge = point.edge.value();
  return {from_side_ds(point, graph.edge_forward_ds[edge]), to_side_ds(point, graph.edge_backward_ds[edge])};
}

std::uint32_t along_edge_ds(const network::StreetGraph& graph, const network::Snap& origin,
                            const network::Snap& destination) noexcept {
  return sum_ds(sum_ds(between_ds(graph, origin, destination), origin.connector_ds), destination.connector_ds);
}

EndTimes site_ends(const network::StreetGraph& graph, const network::Snap& site, Direction direction) noexcept {
  return direction == Direction::from_sites ? leaving(graph, site) : arriving(graph, site);
}

EndTimes other_ends(const network::StreetGraph& graph, const network::Snap& other, Direction direction) noexcept {
  return direction == Direction::from_sites ? arriving(graph, other) : leaving(graph, other);
}

std::uint32_t along_edge_ds(const network::StreetGraph& graph, const network::Snap& site, const network::Snap& other,
                            Direction direction) noexcept {
  return direction == Direction::from_sites ? along_edge_ds(graph, site, other) : along_edge_ds(graph, other, site);
}

PointsOnEdges::PointsOnEdges(const network::StreetGraph& graph, const Endpoints& points, Direction direction)
    : first_at_node_(graph.node_count() + 1, 0) {
  const auto for_each_entry = [&](const auto& visit) {
    for (std::size_t row = 0; row < points.size(); ++row) {
      if (!points.connected(row)) continue;
      const network::Snap& point = points.snap[row];
      for_each_end(graph, point, other_ends(graph, point, direction),
                   [&](network::NodeIdx node, std::uint32_t rest_ds) {
                     visit(node, AtNode{static_cast<std::uint32_t>(row), rest_ds});
                   });
    }
  };
  for_each_entry([&](network::NodeIdx node, AtNode) { ++first_at_node_[node.value() + 1]; });
  for (std::size_t node = 0; node < graph.node_count(); ++node) first_at_node_[node + 1] += first_at_node_[node];
  at_node_.resize(first_at_node_.back());
  auto next = first_at_node_;
  for_each_entry([&](network::NodeIdx node, AtNode entry) { at_node_[next[node.value()]++] = entry; });

  for (std::size_t row = 0; row < points.size(); ++row) {
    if (points.connected(row)) on_edge_.push_back({points.snap[row].edge, static_cast<std::uint32_t>(row)});
  }
  std::sort(on_edge_.begin(), on_edge_.end());
}

std::span<const PointsOnEdges::OnEdge> PointsOnEdges::on_edge(network::EdgeIdx edge) const noexcept {
  const auto begin = std::lower_bound(on_edge_.begin(), on_edge_.end(), OnEdge{edge, 0});
  const auto end = std::upper_bound(begin, on_edge_.end(), OnEdge{edge, std::numeric_limits<std::uint32_t>::max()});
  return {begin, end};
}

}  // namespace trek::access::detail
