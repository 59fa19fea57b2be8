#include "trek/access/detail/reached_streets.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "trek/access/detail/row_search.hpp"

namespace trek::access::detail {
namespace {

/// Share of an edge that can be covered in the time that is left.
double share_covered(std::uint32_t left_ds, std::uint32_t edge_ds) noexcept {
  if (edge_ds == network::kClosed_ds) return 0.0;
  return std::min(1.0, static_cast<double>(left_ds) / edge_ds);
}

}  // namespace

ReachedStreets::ReachedStreets(const network::StreetGraph& graph, Direction direction)
    : graph_{graph},
      direction_{direction},
      // Away from edge_from one travels forward when travel starts at the site, backward when it ends there.
      away_from_{direction == Direction::from_sites ? graph.edge_forward_ds : graph.edge_backward_ds},
      away_to_{direction == Direction::from_sites ? graph.edge_backward_ds : graph.edge_forward_ds},
      arc_edge_{direction == Direction::from_sites ? graph.arc_edge : graph.in_arc_edge},
      search_{graph.core_node_count()},
      next_(graph.core_node_count() / 64 + 1, 0),
      whole_(graph.edge_count(), 0) {}

void ReachedStreets::find(geo::Point place, const network::Snap& site, std::span<const core::Deciseconds> limits) {
  lines_.clear();
  first_line_.assign(1, 0);
  bounds_ = {};
  bounds_.add(place);
  if (limits.empty()) return;
  begin_site(site, limits.back().count());
  for (const core::Deciseconds limit : limits) {
    go_on(limit.count());
    add_site(place, site, limit.count());
    first_line_.push_back(lines_.size());
  }
}

void ReachedStreets::begin_site(const network::Snap& site, std::uint32_t limit_ds) {
  if (++stamp_ == 0) {  // the stamps have come round
    std::fill(whole_.begin(), whole_.end(), 0U);
    stamp_ = 1;
  }
  partly_.clear();
  left_ds_ = 0;
  search_.start(usable_limit_ds(core::Deciseconds{limit_ds}));
  std::vector<TimedNode> outside;
  seed(search_, graph_, site, direction_, outside);
  search_.run(arcs_of(graph_, direction_));
  beyond_ = beyond_core(graph_, search_, std::move(outside), sense_of(direction_), limit_ds);
  beyond_left_ = 0;
}

/// Nodes are left by number, not by time: near nodes have near numbers, and so have their edges.
void ReachedStreets::go_on(std::uint32_t limit_ds) {
  std::erase_if(partly_, [&](Partly& way) { return !advance(way, limit_ds); });
  for (const std::uint32_t node : search_.reached()) {
    const std::uint32_t time_ds = search_.time_ds(node);
    if (time_ds >= left_ds_ && time_ds <= limit_ds) next_[node / 64] |= std::uint64_t{1} << node % 64;
  }
  left_ds_ = limit_ds + 1;
  for (std::size_t word = 0; word < next_.size(); ++word) {
    for (std::uint64_t bits = std::exchange(next_[word], 0); bits != 0; bits &= bits - 1) {
      leave(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))), limit_ds);
    }
  }
  for (; beyond_left_ < beyond_.size() && beyond_[beyond_left_].time_ds <= limit_ds; ++beyond_left_) {
    leave_beyond(beyond_[beyond_left_], limit_ds);
  }
}

void ReachedStreets::leave(std::uint32_t node, std::uint32_t limit_ds) {
  const auto& first = direction_ == Direction::from_sites ? graph_.first_arc : graph_.first_in_arc;
  const network::NodeIdx junction = graph_.junction_of(network::NodeIdx{node});
  for (std::uint32_t arc = first[node]; arc < first[node + 1]; ++arc) {
    leave_by(arc_edge_[arc].value(), junction, search_.time_ds(node), limit_ds);
  }
}

void ReachedStreets::leave_beyond(const TimedNode& node, std::uint32_t limit_ds) {
  const network::NodeIdx junction = graph_.junction_of(node.node);
  for_each_local_arc(graph_, node.node, sense_of(direction_),
                     [&](network::NodeIdx, std::uint32_t, network::EdgeIdx edge) {
                       leave_by(edge.value(), junction, node.time_ds, limit_ds);
                     });
}

void ReachedStreets::leave_by(std::uint32_t edge, network::NodeIdx junction, std::uint32_t time_ds,
                              std::uint32_t limit_ds) {
  const auto leave_from = [&](End end) {
    if (away_ds(edge, end) == network::kClosed_ds) return;
    Partly way{edge, time_ds, 0.0, end};
    if (advance(way, limit_ds)) partly_.push_back(way);
  };
  if (graph_.edge_from[edge] == junction) leave_from(End::from);
  if (graph_.edge_to[edge] == junction) leave_from(End::to);  // both ends of a loop
}

bool ReachedStreets::advance(Partly& way, std::uint32_t limit_ds) {
  if (whole_[way.edge] == stamp_) return false;
  const double share = share_covered(limit_ds - way.time_ds, away_ds(way.edge, way.end));
  if (way.share == 0.0 && share >= 1.0) {
    add_whole(way.edge);
  } else if (share > way.share) {
    const bool forward = way.end == End::from;
    add_stretch(way.edge, forward ? way.share : 1.0 - share, forward ? share : 1.0 - way.share);
  }
  way.share = share;
  if (share >= 1.0) whole_[way.edge] = stamp_;
  return share < 1.0;
}

/// The connector, and from the site along its own edge, which need not go by an end.
void ReachedStreets::add_site(geo::Point place, const network::Snap& site, std::uint32_t limit_ds) {
  const double share = site.connector_ds == 0 ? 1.0 : share_covered(limit_ds, site.connector_ds);
  add(place, between(place, site.projected, share));
  if (limit_ds < site.connector_ds) return;
  const std::uint32_t edge = site.edge.value();
  const std::uint32_t left_ds = limit_ds - site.connector_ds;
  add_stretch(edge, std::max(0.0, site.share - share_covered(left_ds, away_to_[edge])),
              std::min(1.0, site.share + share_covered(left_ds, away_from_[edge])));
}

void ReachedStreets::add_whole(std::uint32_t edge) {
  const auto shape = graph_.shape(network::EdgeIdx{edge});
  for (std::size_t i = 1; i < shape.size(); ++i) add(shape[i - 1], shape[i]);
}

void ReachedStreets::add_stretch(std::uint32_t edge, double begin_share, double end_share) {
  const auto shape = graph_.shape(network::EdgeIdx{edge});
  double length_m = 0.0;
  for (std::size_t i = 1; i < shape.size(); ++i) length_m += geo::distance_m(shape[i - 1], shape[i]);
  const double begin_m = begin_share * length_m;
  const double end_m = end_share * length_m;
  double at_m = 0.0;
  for (std::size_t i = 1; i < shape.size() && at_m <= end_m; ++i) {
    const double part_m = geo::distance_m(shape[i - 1], shape[i]);
    if (at_m + part_m >= begin_m) {
      const auto on_part = [&](double m) {
        return between(shape[i - 1], shape[i], part_m > 0.0 ? std::clamp((m - at_m) / part_m, 0.0, 1.0) : 0.0);
      };
      add(on_part(begin_m), on_part(end_m));
    }
    at_m += part_m;
  }
}

void ReachedStreets::add(geo::Point from, geo::Point to) {
  lines_.push_back({from, to});
  bounds_.add(from);
  bounds_.add(to);
}

}  // namespace trek::access::detail
