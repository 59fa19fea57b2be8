#include "trek/access/detail/street_arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "trek/access/detail/row_search.hpp"

namespace trek::access::detail {
namespace {

constexpr double kAtEnd = 1e-6;  // share of an edge's length
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
      search_{graph.node_count()},
      entry_(graph.edge_count()) {}

void StreetArrivals::find(const network::Snap& site, core::Deciseconds limit) {
  if (++stamp_ == 0) {  // the stamps have come round
    std::fill(entry_.begin(), entry_.end(), Entry{});
    stamp_ = 1;
  }
  site_ = site;
  bounds_ = {};
  search_.start(usable_limit_ds(limit));
  seed(search_, graph_, site, direction_);
  search_.run(arcs_of(graph_, direction_));
  entered(site.edge.value());
  for (const std::uint32_t node : search_.reached()) enter_from(node);
}

void StreetArrivals::enter_from(std::uint32_t node) {
  const std::uint32_t time_ds = search_.time_ds(node);
  const auto& first = direction_ == Direction::from_sites ? graph_.first_arc : graph_.first_in_arc;
  for (std::uint32_t arc = first[node]; arc < first[node + 1]; ++arc) {
    const std::uint32_t edge = arc_edge_[arc].value();
    Entry& entry = entered(edge);
    // A loop is entered at both ends.
    if (graph_.edge_from[edge].value() == node) entry.at_from_ds = std::min(entry.at_from_ds, time_ds);
    if (graph_.edge_to[edge].value() == node) entry.at_to_ds = std::min(entry.at_to_ds, time_ds);
  }
}

StreetArrivals::Entry& StreetArrivals::entered(std::uint32_t edge) {
  Entry& entry = entry_[edge];
  if (entry.stamp == stamp_) return entry;
  entry = {stamp_, kUnreachable_ds, kUnreachable_ds};
  for (const geo::Point point : graph_.shape(network::EdgeIdx{edge})) bounds_.add(point);
  return entry;
}

double StreetArrivals::junction_ds(network::NodeIdx node) const noexcept {
  const std::uint32_t time_ds = search_.time_ds(node.value());
  return time_ds == kUnreachable_ds ? kNever : time_ds;
}

double StreetArrivals::time_ds(std::uint32_t edge, double share) const noexcept {
  Entry entry = entry_[edge];
  if (entry.stamp != stamp_) entry = {};
  double time_ds = std::min(along_ds(entry.at_from_ds, share, away_from_[edge]),
                            along_ds(entry.at_to_ds, 1.0 - share, away_to_[edge]));
  // At an end one is at the junction, also where the edge is closed in the direction away from it.
  if (share <= kAtEnd) time_ds = std::min(time_ds, junction_ds(graph_.edge_from[edge]));
  if (share >= 1.0 - kAtEnd) time_ds = std::min(time_ds, junction_ds(graph_.edge_to[edge]));
  if (edge == site_.edge.value()) {
    const double ahead = share - site_.share;
    time_ds = std::min(time_ds,
                       along_ds(site_.connector_ds, std::abs(ahead), ahead > 0.0 ? away_from_[edge] : away_to_[edge]));
  }
  return time_ds;
}

}  // namespace trek::access::detail
