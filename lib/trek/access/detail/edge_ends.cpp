#include "trek/access/detail/edge_ends.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "trek/core/parallel.hpp"

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

/// Calls visit(head) for each arc that leaves a node along an edge, of whichever kind.
template <class Visit>
void for_each_arc_along(const network::StreetGraph& graph, network::NodeIdx node, network::EdgeIdx edge,
                        const Visit& visit) {
  if (graph.has(edge, network::kLocalOnly)) {
    for_each_local_arc(graph, node, Sense::with_travel,
                       [&](network::NodeIdx head, std::uint32_t, network::EdgeIdx along) {
                         if (along == edge) visit(head);
                       });
    return;
  }
  for (std::uint32_t arc = graph.first_arc[node.value()]; arc < graph.first_arc[node.value() + 1]; ++arc) {
    if (graph.arc_edge[arc] == edge) visit(graph.arc_head[arc]);
  }
}

/// The node that one gets to from between the ends of an edge, coming from the side of `from`: with no history but that
/// edge.
void add_left(const network::StreetGraph& graph, network::EdgeIdx edge, network::NodeIdx from, std::uint32_t time_ds,
              std::vector<TimedNode>& ends) {
  for_each_arc_along(graph, from, edge, [&](network::NodeIdx head) { ends.push_back({head, time_ds}); });
}

/// The copies of a junction, and itself, from which one may enter an edge there.
void add_entered(const network::StreetGraph& graph, network::EdgeIdx edge, network::NodeIdx junction,
                 std::uint32_t time_ds, std::vector<TimedNode>& ends) {
  for (network::NodeIdx node = junction;;) {
    for_each_arc_along(graph, node, edge, [&](network::NodeIdx) { ends.push_back({node, time_ds}); });
    node = network::NodeIdx{node.value() + 1};
    if (node.value() >= graph.node_count() || !graph.is_copy(node)) return;
  }
}

/// Over the point's own street alone.
std::vector<TimedNode> own_ends(const network::StreetGraph& graph, const network::Snap& point, Trip trip) {
  std::vector<TimedNode> ends;
  if (const network::NodeIdx end = node_at(graph, point); end.valid()) {
    ends.push_back({end, point.connector_ds});
    for (const network::NodeIdx node : nodes_on_spot_of(graph, end)) ends.push_back({node, point.connector_ds});
    return ends;
  }
  const network::NodeIdx from = graph.edge_from[point.edge.value()];
  const network::NodeIdx to = graph.edge_to[point.edge.value()];
  const EndTimes times = trip == Trip::leaves ? leaving(graph, point) : arriving(graph, point);
  const bool leaves = trip == Trip::leaves;
  if (times.at_from_ds != kClosed_ds) {
    leaves ? add_left(graph, point.edge, to, times.at_from_ds, ends)
           : add_entered(graph, point.edge, from, times.at_from_ds, ends);
  }
  if (times.at_to_ds != kClosed_ds) {
    leaves ? add_left(graph, point.edge, from, times.at_to_ds, ends)
           : add_entered(graph, point.edge, to, times.at_to_ds, ends);
  }
  return ends;
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
  // side but for what else lies in it. All are of the core, or none.
  constexpr std::uint32_t kOthersLookedAt = 64;
  std::vector<network::NodeIdx> found;
  const auto is_on_spot = [&](std::uint32_t other) {
    if (graph.node_place[other] != graph.node_place[node.value()]) return false;
    found.emplace_back(other);
    return true;
  };
  std::uint32_t others = 0;
  for (std::uint32_t n = node.value(); n > 0 && others < kOthersLookedAt; --n) others += is_on_spot(n - 1) ? 0U : 1U;
  others = 0;
  for (std::uint32_t n = node.value() + 1; n < graph.node_count() && others < kOthersLookedAt; ++n) {
    others += is_on_spot(n) ? 0U : 1U;
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

std::vector<TimedNode> special_ends(const network::StreetGraph& graph, const network::Snap& point, Trip trip,
                                    Beyond beyond) {
  std::vector<TimedNode> own = own_ends(graph, point, trip);
  if (!graph.has(point.edge, network::kLocalOnly)) return own;
  const Sense sense = trip == Trip::leaves ? Sense::with_travel : Sense::against_travel;
  std::vector<TimedNode> all = over_local_streets(graph, own, sense, kUnreachable_ds - 1);
  if (beyond == Beyond::all) return all;
  const auto is_core = [&](const TimedNode& end) { return end.node.value() < graph.core_node_count(); };
  std::erase_if(all, std::not_fn(is_core));
  std::erase_if(own, is_core);
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

std::uint32_t along_edge_ds(const network::StreetGraph& graph, const network::Snap& site, const network::Snap& other,
                            Direction direction) noexcept {
  return direction == Direction::from_sites ? along_edge_ds(graph, site, other) : along_edge_ds(graph, other, site);
}

PointEnds::PointEnds(const network::StreetGraph& graph, const Endpoints& points, Trip trip, Beyond beyond,
                     const core::Control& control)
    : first_(points.size() + 1, 0) {
  constexpr std::size_t kPointsAChunk = 4096;
  std::vector<std::vector<TimedNode>> found((points.size() + kPointsAChunk - 1) / kPointsAChunk);
  core::for_each_chunk(points.size(), kPointsAChunk, control, "", [&](std::size_t begin, std::size_t end) {
    auto& ends = found[begin / kPointsAChunk];
    ends.reserve((end - begin) * 2);
    for (std::size_t row = begin; row < end; ++row) {
      const std::size_t before = ends.size();
      if (points.connected(row)) {
        for_each_end(graph, points.snap[row], trip, beyond, [&](network::NodeIdx node, std::uint32_t time_ds) {
          ends.push_back({node, time_ds});
        });
      }
      first_[row + 1] = static_cast<std::uint32_t>(ends.size() - before);
    }
  });
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  ends_.reserve(first_.back());
  for (const auto& ends : found) ends_.insert(ends_.end(), ends.begin(), ends.end());
}

PointsAtNodes::PointsAtNodes(const network::StreetGraph& graph, const PointEnds& ends, std::uint32_t first_node)
    : first_node_{first_node}, first_(graph.node_count() - first_node + 1, 0) {
  const auto for_each_entry = [&](const auto& visit) {
    for (std::size_t row = 0; row < ends.size(); ++row) {
      for (const TimedNode& end : ends.of(row)) {
        if (end.node.value() >= first_node) visit(end.node.value() - first_node, row, end.time_ds);
      }
    }
  };
  for_each_entry([&](std::size_t slot, std::size_t, std::uint32_t) { ++first_[slot + 1]; });
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  at_node_.resize(first_.back());
  auto next = first_;
  for_each_entry([&](std::size_t slot, std::size_t row, std::uint32_t rest_ds) {
    at_node_[next[slot]++] = {static_cast<std::uint32_t>(row), rest_ds};
  });
}

PointsOnEdges::PointsOnEdges(const Endpoints& points) {
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
