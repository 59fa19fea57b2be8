#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/rows.hpp"
#include "trek/core/units.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/hierarchy.hpp"
#include "trek/network/snap.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::access {

namespace detail {
class RowEngine;
struct RouterState;
}  // namespace detail

/// Not reachable, or beyond the limit. Never a number in a sum.
inline constexpr std::uint32_t kUnreachable_ds = std::numeric_limits<std::uint32_t>::max();

/// Travel without a network: distance as the crow flies times a detour factor, at one speed. An estimate, and every
/// output that rests on it says so.
struct StraightLine {
  model::Mode mode = model::Mode::bicycle;
  core::MetersPerSecond speed;
  double detour_factor = 1.3;
};

/// Which way people travel: to the sites (from every cell to a site) or from them. One-way streets make it differ.
enum class Direction : std::uint8_t { to_sites, from_sites };

/// Points that are ready to travel from or to: placed on the streets of one router.
struct Endpoints {
  std::vector<geo::Point> place;
  std::vector<network::Snap> snap;  // same size for streets; empty for a straight line
  [[nodiscard]] std::size_t size() const noexcept { return place.size(); }
  [[nodiscard]] bool connected(std::size_t row) const noexcept { return snap.empty() || snap[row].ok(); }
};

/// One reached pair.
struct Reach {
  std::uint32_t row = 0;  // of the other table
  std::uint32_t time_ds = 0;
  friend constexpr auto operator<=>(const Reach&, const Reach&) = default;
};
/// Row s: what site s reaches (or is reached from) within the limit, by ascending row of the other table.
using TravelTable = core::Rows<Reach>;

/// How the rows of a table are found. All give the same numbers.
enum class Kernel : std::uint8_t {
  automatic,  // by limit, number and density of the sites; METHODS "Kernels"
  search,     // one bounded search per site
  sweep,      // 32 sites per sweep over the hierarchy
};
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

  struct Nearest {
    std::uint32_t site = 0;  // lowest row among equals; undefined when unreachable
    std::uint32_t time_ds = kUnreachable_ds;
  };
  /// For each of `others` the nearest site. Cost: one search from all sites together. Errors as above.
  [[nodiscard]] std::vector<Nearest> nearest_site(const Endpoints& sites, const Endpoints& others,
                                                  core::Deciseconds limit, Direction direction,
                                                  const core::Control& control) const;

 private:
  friend class detail::RowEngine;
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
