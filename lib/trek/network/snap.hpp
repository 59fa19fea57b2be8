#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/units.hpp"
#include "trek/geo/point.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::network {

enum class SnapFailure : std::uint8_t {
  none,
  too_far,   // no street of the mode within the limit
  island,    // only streets that are not connected to the main network within the limit
  no_entry,  // only streets that nobody joins between their ends within the limit: motorways, tunnels, bridges, ferries
  outside,   // farther than the limit from the network's bounds: the network does not cover the place
  no_place,  // the point itself is not finite
};
[[nodiscard]] std::string_view name_of(SnapFailure failure) noexcept;

/// Where a point meets the street network: on an edge, not at a node.
///
/// For `island` and `no_entry`, `projected` and `distance_m` speak of the nearest such street, so that a map can show
/// what was missed; on other failures `distance_m` is NaN, since nothing is looked for beyond the limit.
struct Snap {
  EdgeIdx edge;                    // invalid when `failure` is not none
  double share = 0.0;              // along the edge's length, 0 at edge_from, 1 at edge_to
  geo::Point projected;            // on the edge
  double distance_m = 0.0;         // from the point to `projected`
  std::uint32_t connector_ds = 0;  // time to walk that distance; 0 on a failure
  SnapFailure failure = SnapFailure::none;
  [[nodiscard]] bool ok() const noexcept { return failure == SnapFailure::none; }
};

struct SnapOptions {
  core::Meters max_distance{250.0};                                        // trek's choice
  core::MetersPerSecond connector_speed = core::kilometers_per_hour(4.8);  // on foot, whatever the mode
  double connector_detour = 1.0;                                           // straight line: the true way in is unknown
  std::uint32_t min_component_nodes = 100;  // a smaller component is an island, unless it is the largest
};

/// Whether places are put on an edge: not on one that nobody can join or leave between its ends, nor on an island.
[[nodiscard]] bool takes_places(const StreetGraph& graph, EdgeIdx edge, const SnapOptions& options) noexcept;

/// Snaps points to a graph. Keeps a reference: the graph must outlive it. Safe to use from several threads.
///
/// The nearest edge that can be entered (not kNoEntry) and is no island wins, also when another lies nearer; a point at
/// exactly `max_distance` is snapped. Where an island and a street without entry are all there is, it is the island.
/// Errors  Error{bad_argument} for a distance, speed or detour that is not above 0.
/// Cost    linear to build in shape segments, some 70 bytes each; about a microsecond a point and thread where they are
///         a million.
class Snapper {
 public:
  explicit Snapper(const StreetGraph& graph, SnapOptions options = {});
  ~Snapper();
  Snapper(Snapper&&) noexcept;
  Snapper& operator=(Snapper&&) noexcept;
  [[nodiscard]] Snap snap(geo::Point place) const;
  /// result[i] is that of places[i]. Faster than one by one: they are taken along a curve, so that what one needs of
  /// the streets is still at hand for the next. In parallel.
  [[nodiscard]] std::vector<Snap> snap(std::span<const geo::Point> places, const core::Control& control = {}) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trek::network
