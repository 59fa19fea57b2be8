#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "trek/access/detail/local_streets.hpp"
#include "trek/access/travel.hpp"
#include "trek/core/control.hpp"

namespace trek::access::detail {

/// Times between a point on an edge and the two ends of that edge, connector included; kClosed_ds where one cannot.
struct EndTimes {
  std::uint32_t at_from_ds = network::kClosed_ds;
  std::uint32_t at_to_ds = network::kClosed_ds;
};

/// From the point to the ends, and from the ends to the point.
///
/// The point lies round(share * time) deciseconds from `edge_from` in either direction of the edge, and what remains of
/// the edge's time lies before `edge_to`: the two parts always make up the whole. A point at an end (within 1e-9 of the
/// length) is at that junction, also when the edge is closed in the direction towards it, and has no other end.
[[nodiscard]] EndTimes leaving(const network::StreetGraph& graph, const network::Snap& point) noexcept;
[[nodiscard]] EndTimes arriving(const network::StreetGraph& graph, const network::Snap& point) noexcept;

/// From `origin` to `destination` without leaving the edge that both are on, connectors included; kClosed_ds when the
/// edge is closed in that direction.
[[nodiscard]] std::uint32_t along_edge_ds(const network::StreetGraph& graph, const network::Snap& origin,
                                          const network::Snap& destination) noexcept;

/// The same, whichever of the two is travelled to.
[[nodiscard]] std::uint32_t along_edge_ds(const network::StreetGraph& graph, const network::Snap& site,
                                          const network::Snap& other, Direction direction) noexcept;

/// The nodes at the very spot of a node, itself aside: its copies; and where a barrier stands, every street ends in a
/// node of its own, and whoever is there can turn to each of them.
[[nodiscard]] std::vector<network::NodeIdx> nodes_on_spot_of(const network::StreetGraph& graph, network::NodeIdx node);
/// The node that a point is at, within 1e-9 of the edge's length; invalid where it is between two.
[[nodiscard]] network::NodeIdx node_at(const network::StreetGraph& graph, const network::Snap& point) noexcept;

/// Which way a point is travelled from, or to.
enum class Trip : std::uint8_t { leaves, arrives };
[[nodiscard]] constexpr Trip trip_at_site(Direction direction) noexcept {
  return direction == Direction::from_sites ? Trip::leaves : Trip::arrives;
}
[[nodiscard]] constexpr Trip trip_at_other(Direction direction) noexcept {
  return direction == Direction::from_sites ? Trip::arrives : Trip::leaves;
}

/// Of a point on a street open to its destinations only, which nodes outside the core count: all that it has over such
/// streets, or the ends of its own alone. Two points on such streets meet if one takes the first and the other the
/// second.
enum class Beyond : std::uint8_t { all, own };

/// The nodes for which for_each_end has no short way: where junctions are split, and outside the core.
[[nodiscard]] std::vector<TimedNode> special_ends(const network::StreetGraph& graph, const network::Snap& point,
                                                  Trip trip, Beyond beyond);

/// Calls visit(node, time_ds) for every node where the way from or to a point may begin or end, connector included: its
/// edge's, and at an end those on that spot; the copies of split junctions that it may be left by or entered from; and
/// from a street open to its destinations only, all nodes of the core that it is joined with by such streets, and
/// nodes outside the core.
template <class Visit>
void for_each_end(const network::StreetGraph& graph, const network::Snap& point, Trip trip, Beyond beyond,
                  const Visit& visit) {
  if (graph.has(point.edge, network::kLocalOnly | network::kSplitEnd)) {
    for (const TimedNode& end : special_ends(graph, point, trip, beyond)) visit(end.node, end.time_ds);
    return;
  }
  const auto edge = point.edge.value();
  const EndTimes ends = trip == Trip::leaves ? leaving(graph, point) : arriving(graph, point);
  if (ends.at_from_ds != network::kClosed_ds) visit(graph.edge_from[edge], ends.at_from_ds);
  if (ends.at_to_ds != network::kClosed_ds) visit(graph.edge_to[edge], ends.at_to_ds);
  const network::NodeIdx end = node_at(graph, point);
  if (!end.valid()) return;
  for (const network::NodeIdx node : nodes_on_spot_of(graph, end)) visit(node, point.connector_ds);
}

/// The ends of each point of a table, as for_each_end gives them: each found once, whatever asks for them.
class PointEnds {
 public:
  PointEnds(const network::StreetGraph& graph, const Endpoints& points, Trip trip, Beyond beyond,
            const core::Control& control);

  [[nodiscard]] std::size_t size() const noexcept { return first_.size() - 1; }
  /// None of a point that is not connected.
  [[nodiscard]] std::span<const TimedNode> of(std::size_t row) const noexcept {
    return {ends_.data() + first_[row], ends_.data() + first_[row + 1]};
  }

 private:
  std::vector<std::uint32_t> first_;  // row count + 1
  std::vector<TimedNode> ends_;       // by row
};

/// The points of a table by the nodes from which they are entered: nodes from `first_node` on.
class PointsAtNodes {
 public:
  PointsAtNodes(const network::StreetGraph& graph, const PointEnds& ends, std::uint32_t first_node);

  struct AtNode {
    std::uint32_t row = 0;
    std::uint32_t rest_ds = 0;  // from the node to the point
  };
  [[nodiscard]] std::span<const AtNode> at(std::uint32_t node) const noexcept {
    const std::size_t slot = node - first_node_;
    return {at_node_.data() + first_[slot], at_node_.data() + first_[slot + 1]};
  }

 private:
  std::uint32_t first_node_;
  std::vector<std::uint32_t> first_;  // node count + 1, those outside the core too
  std::vector<AtNode> at_node_;       // by node, then row
};

/// The points of a table by the edge that they are on.
class PointsOnEdges {
 public:
  explicit PointsOnEdges(const Endpoints& points);

  struct OnEdge {
    network::EdgeIdx edge;
    std::uint32_t row = 0;
    friend constexpr auto operator<=>(const OnEdge&, const OnEdge&) = default;
  };
  [[nodiscard]] std::span<const OnEdge> on_edge(network::EdgeIdx edge) const noexcept;

 private:
  std::vector<OnEdge> on_edge_;  // by edge, then row
};

}  // namespace trek::access::detail
