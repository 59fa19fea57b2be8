#include "trek/access/detail/street_arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "trek/access/detail/row_search.hpp"

namespace trek::access::detail {
namespace {

constexpr double kAtJunction = 1e-6;  // share of an edge's length
constexpr double kNever = std::numeric_limits<double>::infinity();

/// From an end that is reached at `at_ds`, this share of an edge that takes `edge_ds`.
double along_ds(std::uint32_t at_ds, double share, std::uint32_t edge_ds) noexcept {
  if (at_ds == kUnreachable_ds) return kNever;
  if (share <= 0.0) return at_ds;
  return edge_ds == network::kClosed_ds ? kNever : at_ds + share * edge_ds;
}

}  // namespace

StreetArrivals::StreetArrivals(const network::StreetGraph& graph, Direction direction)
    : graph_{graph},
      direction_{direction},
      // Away from edge_from one travels forward when travel starts at the site, backward when it ends there.
      away_from_{direction == Direction::from_sites ? graph.edge_forward_ds : graph.edge_backward_ds},
      away_to_{direction == Direction::from_sites ? graph.edge_backward_ds : graph.edge_forward_ds},
      arc_edge_{direction == Direction::from_sites ? graph.arc_edge : graph.in_arc_edge},
      search_{graph.core_node_count()},
      entry_(graph.edge_count()) {}

void StreetArrivals::find(const network::Snap& site, core::Deciseconds limit) {
  if (++stamp_ == 0) {  // the stamps have come round
    std::fill(entry_.begin(), entry_.end(), Entry{});
    stamp_ = 1;
  }
  site_ = site;
  entered_.clear();
  search_.start(usable_limit_ds(limit));
  std::vector<TimedNode> outside;
  seed(search_, graph_, site, direction_, outside);
  search_.run(arcs_of(graph_, direction_));
  beyond_ = beyond_core(graph_, search_, std::move(outside), sense_of(direction_), usable_limit_ds(limit));
  std::sort(beyond_.begin(), beyond_.end(), [](const TimedNode& a, const TimedNode& b) { return a.node < b.node; });
  entry(site.edge.value());
  for (const std::uint32_t node : search_.reached()) enter_from(node);
  for (const TimedNode& node : beyond_) enter_from(node);
}

void StreetArrivals::enter_from(std::uint32_t node) {
  const auto& first = direction_ == Direction::from_sites ? graph_.first_arc : graph_.first_in_arc;
  const network::NodeIdx junction = graph_.junction_of(network::NodeIdx{node});
  for (std::uint32_t arc = first[node]; arc < first[node + 1]; ++arc) {
    enter(arc_edge_[arc].value(), junction, search_.time_ds(node));
  }
}

void StreetArrivals::enter_from(const TimedNode& node) {
  const network::NodeIdx junction = graph_.junction_of(node.node);
  for_each_local_arc(
      graph_, node.node, sense_of(direction_),
      [&](network::NodeIdx, std::uint32_t, network::EdgeIdx edge) { enter(edge.value(), junction, node.time_ds); });
}

/// A loop is entered at both ends.
void StreetArrivals::enter(std::uint32_t edge, network::NodeIdx junction, std::uint32_t time_ds) {
  Entry& times = entry(edge);
  if (graph_.edge_from[edge] == junction) times.at_from_ds = std::min(times.at_from_ds, time_ds);
  if (graph_.edge_to[edge] == junction) times.at_to_ds = std::min(times.at_to_ds, time_ds);
}

StreetArrivals::Entry& StreetArrivals::entry(std::uint32_t edge) {
  Entry& times = entry_[edge];
  if (times.stamp == stamp_) return times;
  times = {stamp_, kUnreachable_ds, kUnreachable_ds};
  entered_.push_back(edge);
  return times;
}

/// Whoever is at a junction is at any of its copies.
double StreetArrivals::junction_ds(network::NodeIdx junction) const noexcept {
  std::uint32_t best_ds = kUnreachable_ds;
  network::NodeIdx node = junction;
  while (node.value() < graph_.core_node_count() && (node == junction || graph_.is_copy(node))) {
    best_ds = std::min(best_ds, search_.time_ds(node.value()));
    node = network::NodeIdx{node.value() + 1};
  }
  const auto beyond = std::lower_bound(beyond_.begin(), beyond_.end(), junction,
                                       [](const TimedNode& a, network::NodeIdx b) { return a.node < b; });
  if (beyond != beyond_.end() && beyond->node == junction) best_ds = std::min(best_ds, beyond->time_ds);
  return best_ds == kUnreachable_ds ? kNever : best_ds;
}

double StreetArrivals::time_ds(std::uint32_t edge, double share) const noexcept {
  Entry times = entry_[edge];
  if (times.stamp != stamp_) times = {};
  double time_ds = std::min(along_ds(times.at_from_ds, share, away_from_[edge]),
                            along_ds(times.at_to_ds, 1.0 - share, away_to_[edge]));
  // At an end one is at the junction, also where the edge is closed in the direction away from it.
  if (share <= kAtJunction) time_ds = std::min(time_ds, junction_ds(graph_.edge_from[edge]));
  if (share >= 1.0 - kAtJunction) time_ds = std::min(time_ds, junction_ds(graph_.edge_to[edge]));
  if (edge == site_.edge.value()) {
    const double ahead = share - site_.share;
    time_ds = std::min(time_ds,
                       along_ds(site_.connector_ds, std::abs(ahead), ahead > 0.0 ? away_from_[edge] : away_to_[edge]));
  }
  return time_ds;
}

StreetArrivals::Stretch StreetArrivals::stretch(std::uint32_t edge, double from_share, double to_share) const noexcept {
  if (edge == site_.edge.value()) return {0.0, kNever};
  const bool one_way = away_from_[edge] == network::kClosed_ds || away_to_[edge] == network::kClosed_ds;
  const bool plain = !one_way && !graph_.has(network::EdgeIdx{edge}, network::kLocalOnly | network::kSplitEnd);
  Entry times = entry_[edge];
  if (times.stamp != stamp_) {
    if (plain) return {kNever, kNever};
    times = {};
  }
  Stretch stretch{std::min(along_ds(times.at_from_ds, from_share, away_from_[edge]),
                           along_ds(times.at_to_ds, 1.0 - to_share, away_to_[edge])),
                  std::min(along_ds(times.at_from_ds, to_share, away_from_[edge]),
                           along_ds(times.at_to_ds, 1.0 - from_share, away_to_[edge]))};
  if (plain) return stretch;
  if (from_share <= kAtJunction) stretch.first_ds = std::min(stretch.first_ds, junction_ds(graph_.edge_from[edge]));
  if (to_share >= 1.0 - kAtJunction) stretch.first_ds = std::min(stretch.first_ds, junction_ds(graph_.edge_to[edge]));
  return stretch;
}

}  // namespace trek::access::detail
