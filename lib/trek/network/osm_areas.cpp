#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "trek/core/disjoint_sets.hpp"
#include "trek/geo/segment_distance.hpp"
#include "trek/network/detail/osm_areas.hpp"

namespace trek::network::detail {
namespace {

using geo::between;
using geo::distance_to_segment_m;
using geo::Point;
using geo::share_along;

constexpr double kEdge_m = 0.01;  // so near is on the edge: nodes of OSM lie on a grid of a centimetre

// ---- Segments in rings

double cross(Point a, Point b, Point c) {
  return (b.x_m - a.x_m) * (c.y_m - a.y_m) - (b.y_m - a.y_m) * (c.x_m - a.x_m);
}

template <class Visit>
void for_each_side(const std::vector<std::vector<Point>>& rings, Visit visit) {
  for (const auto& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) visit(ring[i], ring[(i + 1) % ring.size()]);
  }
}

bool holds(const std::vector<std::vector<Point>>& rings, Point p) {
  bool inside = false;
  bool on_edge = false;
  for_each_side(rings, [&](Point a, Point b) {
    on_edge = on_edge || distance_to_segment_m(p, a, b) <= kEdge_m;
    if ((a.y_m > p.y_m) == (b.y_m > p.y_m)) return;
    if (p.x_m < a.x_m + (p.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m)) inside = !inside;
  });
  return inside || on_edge;
}

/// Where the line a-b meets sides and corners, from 0 to 1, both included.
std::vector<double> meetings(const std::vector<std::vector<Point>>& rings, Point a, Point b) {
  std::vector<double> shares{0.0, 1.0};
  for_each_side(rings, [&](Point c, Point d) {
    if (distance_to_segment_m(c, a, b) <= kEdge_m) shares.push_back(share_along(a, b, c));
    const double from = cross(c, d, a);
    const double to = cross(c, d, b);
    const bool parts = (from > 0.0) != (to > 0.0) && (cross(a, b, c) > 0.0) != (cross(a, b, d) > 0.0);
    if (parts) shares.push_back(std::clamp(from / (from - to), 0.0, 1.0));
  });
  std::sort(shares.begin(), shares.end());
  return shares;
}

// ---- Rings

std::vector<std::vector<Point>> places(const Rings& rings, const NodeTable& nodes) {
  std::vector<std::vector<Point>> result;
  for (const auto& ring : rings) {
    auto& line = result.emplace_back();
    for (const std::uint32_t row : ring) line.push_back(nodes.place[row]);
  }
  return result;
}

double perimeter_m(const std::vector<Point>& ring) {
  double sum_m = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) sum_m += geo::distance_m(ring[i], ring[(i + 1) % ring.size()]);
  return sum_m;
}

std::vector<std::uint32_t>& sorted_once(std::vector<std::uint32_t>& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

/// Every count-th, from the first on, evenly.
template <class T>
void thin_out(std::vector<T>& values, std::size_t count) {
  if (values.size() <= count) return;
  for (std::size_t i = 0; i < count; ++i) values[i] = values[i * values.size() / count];
  values.resize(count);
}

/// Areas of a mode that share a node, as one.
class AreaGroups {
 public:
  AreaGroups(const WayTable& ways, std::size_t column, const NodeTable& nodes)
      : groups_{ways.areas.size()}, met_(ways.areas.size()), area_at_(nodes.size(), kNoArea) {
    std::vector<bool> is_outline(ways.size(), false);
    for (std::uint32_t area = 0; area < ways.areas.size(); ++area) {
      if (!ways.areas[area].rules[column].used()) continue;
      for (const std::uint32_t way : ways.areas[area].outline) {
        is_outline[way] = true;
        for (const std::uint32_t row : ways.refs(way)) join(area, row);
      }
    }
    for (std::size_t way = 0; way < ways.size(); ++way) {
      if (is_outline[way] || !ways.rules[column][way].used()) continue;
      for (const std::uint32_t row : ways.refs(way)) meet(way, row);
    }
  }

  /// Whether the group meets two other ways of the mode.
  [[nodiscard]] bool leads_somewhere(std::uint32_t area) { return met_[groups_.find(area)].size() >= kEnough; }

 private:
  static constexpr std::uint32_t kNoArea = 0xFFFF'FFFFU;
  static constexpr std::size_t kEnough = 2;

  void join(std::uint32_t area, std::uint32_t row) {
    if (area_at_[row] != kNoArea) groups_.join(area_at_[row], area);
    area_at_[row] = area;
  }
  void meet(std::size_t way, std::uint32_t row) {
    if (area_at_[row] == kNoArea) return;
    auto& ways = met_[groups_.find(area_at_[row])];
    if (ways.size() < kEnough) ways.insert(way);
  }

  core::DisjointSets groups_;               // of areas
  std::vector<std::set<std::size_t>> met_;  // a group: other ways, as many as matter
  std::vector<std::uint32_t> area_at_;      // a node
};

}  // namespace

bool is_inside(const std::vector<std::vector<Point>>& rings, Point a, Point b) {
  const std::vector<double> shares = meetings(rings, a, b);
  for (std::size_t i = 1; i < shares.size(); ++i) {
    if (shares[i] == shares[i - 1]) continue;
    if (!holds(rings, between(a, b, (shares[i - 1] + shares[i]) / 2.0))) return false;
  }
  return true;
}

std::vector<bool> outlines_without_places(const WayTable& ways, std::size_t column, const NodeTable& nodes) {
  std::vector<bool> without(ways.size(), false);
  if (ways.areas.empty()) return without;
  AreaGroups groups{ways, column, nodes};
  for (std::uint32_t area = 0; area < ways.areas.size(); ++area) {
    if (!ways.areas[area].rules[column].used() || groups.leads_somewhere(area)) continue;
    for (const std::uint32_t way : ways.areas[area].outline) without[way] = true;
  }
  return without;
}

AreaWalker::AreaWalker(const WayTable& ways, std::size_t column, const NodeTable& nodes, model::Mode mode)
    : ways_{ways}, column_{column}, nodes_{nodes}, mode_{mode} {
  if (ways.areas.empty()) return;
  std::vector<bool> on_outline(nodes.size(), false);
  for (const Area& area : ways.areas) {
    for (const std::uint32_t way : area.outline) {
      for (const std::uint32_t row : ways.refs(way)) on_outline[row] = true;
    }
  }
  std::vector<std::uint32_t> met;
  for (std::size_t way = 0; way < ways.size(); ++way) {
    if (!ways.rules[column][way].used()) continue;
    met.clear();
    const auto refs = ways.refs(way);
    std::copy_if(refs.begin(), refs.end(), std::back_inserter(met), [&](std::uint32_t row) { return on_outline[row]; });
    for (const std::uint32_t row : sorted_once(met)) ++visits_[row];
  }
}

std::vector<AreaWalker::Entrance> AreaWalker::entrances(const Area& area, const Rings& rings) const {
  std::map<std::uint32_t, std::uint32_t> own;
  const auto count_own = [&](std::uint32_t way) {
    if (!ways_.rules[column_][way].used()) return;
    const auto refs = ways_.refs(way);
    std::vector<std::uint32_t> rows{refs.begin(), refs.end()};
    for (const std::uint32_t row : sorted_once(rows)) ++own[row];
  };
  std::for_each(area.outline.begin(), area.outline.end(), count_own);
  std::for_each(area.same_ways.begin(), area.same_ways.end(), count_own);
  std::vector<Entrance> result;
  for (std::size_t ring = 0; ring < rings.size(); ++ring) {
    double along_m = 0.0;
    for (std::size_t i = 0; i < rings[ring].size(); ++i) {
      const std::uint32_t row = rings[ring][i];
      if (i > 0) along_m += geo::distance_m(nodes_.place[rings[ring][i - 1]], nodes_.place[row]);
      const auto met = visits_.find(row);
      const bool is_met = met != visits_.end() && met->second > own[row];
      if (is_met && !nodes_.is_blocked(row, mode_) && !nodes_.is_local(row, mode_))
        result.push_back({row, ring, along_m});
    }
  }
  thin_out(result, kMaxEntrances);
  return result;
}

/// Pairs of entrances by what a straight walk saves against the outline, most first.
std::vector<AreaWalker::Pair> AreaWalker::pairs(const std::vector<Entrance>& doors,
                                                const std::vector<double>& perimeters_m) const {
  std::vector<Pair> result;
  for (std::size_t i = 0; i < doors.size(); ++i) {
    for (std::size_t j = i + 1; j < doors.size(); ++j) {
      if (doors[i].row == doors[j].row) continue;
      double round_m = std::numeric_limits<double>::max();  // no outline leads from ring to ring
      if (doors[i].ring == doors[j].ring) {
        const double one_way_m = doors[j].along_m - doors[i].along_m;
        round_m = std::min(one_way_m, perimeters_m[doors[i].ring] - one_way_m);
      }
      const double saved_m = round_m - geo::distance_m(nodes_.place[doors[i].row], nodes_.place[doors[j].row]);
      if (saved_m > kEdge_m) result.push_back({saved_m, i, j});
    }
  }
  std::sort(result.begin(), result.end(), [](const Pair& a, const Pair& b) {
    return std::tuple{-a.saved_m, a.from, a.to} < std::tuple{-b.saved_m, b.from, b.to};
  });
  return result;
}

WalkedArea AreaWalker::walks(const Area& area) const {
  std::vector<std::span<const std::uint32_t>> lines;
  for (const std::uint32_t way : area.outline) {
    lines.push_back(ways_.refs(way));
    if (lines.back().size() < 2) return {"missing_way", {}};
    const auto is_missing = [&](std::uint32_t row) { return nodes_.is_missing(row); };
    if (std::any_of(lines.back().begin(), lines.back().end(), is_missing)) return {"missing_nodes", {}};
  }
  const Rings rings = geo::rings_of(lines);
  if (rings.empty()) return {"ring_not_closed", {}};
  const auto ring_places = places(rings, nodes_);
  std::vector<double> perimeters_m;
  for (const auto& ring : ring_places) perimeters_m.push_back(perimeter_m(ring));

  const std::vector<Entrance> doors = entrances(area, rings);
  WalkedArea walked;
  for (const Pair& pair : pairs(doors, perimeters_m)) {
    if (walked.walks.size() == kMaxWalks) break;
    const Walk walk{doors[pair.from].row, doors[pair.to].row};
    if (is_inside(ring_places, nodes_.place[walk.from], nodes_.place[walk.to])) walked.walks.push_back(walk);
  }
  return walked;
}

}  // namespace trek::network::detail
