#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "trek/access/travel.hpp"
#include "trek/core/control.hpp"
#include "trek/core/units.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/hierarchy.hpp"
#include "trek/network/snap.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::access {

namespace detail {
struct RouterState;
}

/// What makes a router on streets fast; without a hierarchy every row is a search.
struct Preparation {
  const network::Hierarchy* hierarchy = nullptr;  // of the same graph; must outlive the router
  Kernel kernel = Kernel::automatic;
};

/// Travel times of one mode.
///
/// A time is connector + partial edge + path + partial edge + connector, in integer deciseconds; also when both points
/// lie on one edge, where the way along that edge competes with the way round. A point at exactly `limit` is reached.
/// A part of an edge is round(share * time) from its start and the rest before its end, so that the parts make the
/// whole. Streets open to their destinations only are travelled at the very start of a trip that starts on one, and at
/// the very end of one that ends on one; forbidden turns by nobody. An endpoint that is not connected reaches nothing
/// and is reached by nothing. Results are the same on any thread count and with any kernel. Source  Dijkstra 1959; Dial
/// 1969; Delling et al. 2013 (sweeps); METHODS "Travel times".
class Router {
 public:
  /// Keeps a reference: the graph must outlive the router.
  /// Errors  Error{bad_argument} for a hierarchy of another number of nodes, or sweeps without a hierarchy.
  [[nodiscard]] static Router on_streets(const network::StreetGraph& graph, network::SnapOptions options = {},
                                         Preparation preparation = {});
  /// Errors  Error{bad_argument} unless the speed is above 0 and the detour factor at least 1.
  [[nodiscard]] static Router as_the_crow_flies(StraightLine line);
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  [[nodiscard]] model::Mode mode() const noexcept;
  [[nodiscard]] bool is_straight_line() const noexcept;
  /// Null for a straight line.
  [[nodiscard]] const network::StreetGraph* graph() const noexcept;
  /// How points are placed on streets.
  [[nodiscard]] const network::SnapOptions& snap_options() const noexcept;
  /// Null for streets.
  [[nodiscard]] const StraightLine* straight_line() const noexcept;

  /// Errors  Error{bad_argument} for snap options out of range.
  [[nodiscard]] Endpoints endpoints(std::span<const geo::Point> places, const core::Control& control = {}) const;

  /// Every pair within the limit. Cost: one bounded search per site, or a sweep for 32; parallel over sites. Where no
  /// later step needs the pairs themselves, the measures of catchments.hpp take far less time and memory.
  /// Errors  Error{bad_argument} for points without snaps on a router of streets.
  [[nodiscard]] TravelTable travel_table(const Endpoints& sites, const Endpoints& others, core::Deciseconds limit,
                                         Direction direction, const core::Control& control) const;

  using Nearest = NearestSite;
  /// For each of `others` the nearest site. Cost: one search from all sites together. Errors as above.
  [[nodiscard]] std::vector<Nearest> nearest_site(const Endpoints& sites, const Endpoints& others,
                                                  core::Deciseconds limit, Direction direction,
                                                  const core::Control& control) const;

  /// For what else this module takes of travel.
  [[nodiscard]] const detail::RouterState& state() const noexcept { return *state_; }

 private:
  explicit Router(std::unique_ptr<detail::RouterState> state);
  std::unique_ptr<detail::RouterState> state_;
};

/// Every node of a graph as an endpoint, row n at node n, without a connector; a copy of a junction as that junction.
[[nodiscard]] Endpoints endpoints_at_nodes(const network::StreetGraph& graph);

/// Time to every node from (or to) one endpoint; kUnreachable_ds beyond `limit`. A junction that is split has a time
/// for each of its copies. `origin` must be connected.
[[nodiscard]] std::vector<std::uint32_t> node_times_ds(const network::StreetGraph& graph, const network::Snap& origin,
                                                       core::Deciseconds limit, Direction direction);

}  // namespace trek::access
