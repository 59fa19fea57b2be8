#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "trek/geo/rings.hpp"
#include "trek/network/detail/osm_tables.hpp"

/// Straight walks over ground that is walked freely.
namespace trek::network::detail {

/// Above these, entrances are thinned evenly along the outline, and walks are those that save most against it.
inline constexpr std::size_t kMaxEntrances = 200;
inline constexpr std::size_t kMaxWalks = 500;

/// Between two junctions: rows of the node table.
struct Walk {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

using Rings = geo::NodeRings;  // rows of the node table

/// Whether the straight line from a to b stays inside the rings (even-odd) or within a centimetre of their edge.
/// Cost  O(points of the rings), for each crossing of an edge or corner once more.
[[nodiscard]] bool is_inside(const std::vector<std::vector<geo::Point>>& rings, geo::Point a, geo::Point b);

/// Outlines that take no places, one flag a row of the way table: of areas that, together with all areas that share a
/// node with them, meet fewer than two other ways of the mode. A pavement drawn as an area leads nowhere by itself.
[[nodiscard]] std::vector<bool> outlines_without_places(const WayTable& ways, std::size_t column,
                                                        const NodeTable& nodes);

struct WalkedArea {
  std::string reason;  // why nobody walks across: missing_way, missing_nodes, ring_not_closed; empty where one may
  std::vector<Walk> walks;
};

/// Finds the walks over the areas of one mode.
class AreaWalker {
 public:
  AreaWalker(const WayTable& ways, std::size_t column, const NodeTable& nodes, model::Mode mode);

  /// Walks between entrances: nodes of the outline at which another street of the mode meets it.
  /// Cost  O(entrances^2 x points of the outline) at worst.
  [[nodiscard]] WalkedArea walks(const Area& area) const;

 private:
  struct Entrance {
    std::uint32_t row = 0;
    std::size_t ring = 0;
    double along_m = 0.0;  // from the first point of the ring
  };
  struct Pair {
    double saved_m = 0.0;  // by the straight line, against the outline
    std::size_t from = 0;  // of the entrances
    std::size_t to = 0;
  };
  [[nodiscard]] std::vector<Entrance> entrances(const Area& area, const Rings& rings) const;
  [[nodiscard]] std::vector<Pair> pairs(const std::vector<Entrance>& doors,
                                        const std::vector<double>& perimeters_m) const;

  const WayTable& ways_;
  std::size_t column_;
  const NodeTable& nodes_;
  model::Mode mode_;
  std::map<std::uint32_t, std::uint32_t> visits_;  // of nodes on outlines: streets of the mode that pass, once a way
};

}  // namespace trek::network::detail
