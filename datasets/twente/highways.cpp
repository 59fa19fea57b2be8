#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "trek/core/random.hpp"
#include "twente/noise.hpp"
#include "twente/point_grid.hpp"
#include "twente/streams.hpp"
#include "twente/streets.hpp"

namespace trek::datasets {
namespace {

using core::Random;
using geo::Point;

constexpr double kMotorwayStep_m = 250.0;
constexpr double kHalfMedian_m = 14.0;
constexpr double kExitSpacing_m = 4500.0;
constexpr double kExitReach_m = 900.0;
constexpr std::size_t kRampLead = 2;  // motorway nodes between the ends of a ramp and the exit
constexpr double kRoundaboutRadius_m = 15.0;
constexpr std::size_t kRoundaboutCount = 36;
constexpr int kLooseTrackCount = 6;

/// Made-up motorways: west to east between the towns, and north-west to south-east. They keep clear of every town.
const std::array<std::vector<Point>, 2> kMotorways{std::vector<Point>{{216000, 475200},
                                                                      {222500, 475300},
                                                                      {229000, 476300},
                                                                      {235500, 476700},
                                                                      {241000, 477400},
                                                                      {245200, 477800},
                                                                      {250000, 479500},
                                                                      {253400, 479250},
                                                                      {258500, 478700},
                                                                      {262300, 479500},
                                                                      {265500, 480200},
                                                                      {271500, 480900}},
                                                   std::vector<Point>{{222000, 483500},
                                                                      {229500, 484000},
                                                                      {237500, 484500},
                                                                      {241700, 482400},
                                                                      {244600, 480800},
                                                                      {246600, 477600},
                                                                      {247500, 475000},
                                                                      {249600, 472600},
                                                                      {252300, 471600},
                                                                      {254100, 467900},
                                                                      {257200, 466000},
                                                                      {261500, 467500},
                                                                      {266500, 468600},
                                                                      {270500, 468000}}};

Point catmull_rom(Point a, Point b, Point c, Point d, double t) {
  const auto blend = [t](double p, double q, double r, double s) {
    return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
  };
  return {blend(a.x_m, b.x_m, c.x_m, d.x_m), blend(a.y_m, b.y_m, c.y_m, d.y_m)};
}

/// A smooth line through the points, one vertex about every step.
std::vector<Point> smooth_line(const std::vector<Point>& through, const Warp& wobble) {
  std::vector<Point> line;
  for (std::size_t i = 0; i + 1 < through.size(); ++i) {
    const Point before = through[i == 0 ? 0 : i - 1];
    const Point after = through[std::min(i + 2, through.size() - 1)];
    const auto steps = std::max(1, static_cast<int>(geo::distance_m(through[i], through[i + 1]) / kMotorwayStep_m));
    for (int k = 0; k < steps; ++k) {
      line.push_back(wobble(catmull_rom(before, through[i], through[i + 1], after, static_cast<double>(k) / steps)));
    }
  }
  line.push_back(wobble(through.back()));
  return line;
}

Point normal_at(const std::vector<Point>& line, std::size_t i) {
  const Point a = line[i == 0 ? 0 : i - 1];
  const Point b = line[std::min(i + 1, line.size() - 1)];
  const double length_m = geo::distance_m(a, b);
  return {-(b.y_m - a.y_m) / length_m, (b.x_m - a.x_m) / length_m};
}

Street plain_street(std::vector<std::uint32_t> nodes, Road road, bool oneway = false) {
  Street street;
  street.nodes = std::move(nodes);
  street.road = road;
  street.oneway = oneway;
  return street;
}

/// Nodes of one carriageway, in driving direction: traffic keeps right, so the other way lies to the left.
std::vector<std::uint32_t> carriageway(StreetMap& map, const std::vector<Point>& axis, bool forward) {
  std::vector<std::uint32_t> nodes;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    const Point normal = normal_at(axis, i);
    const double offset_m = forward ? -kHalfMedian_m : kHalfMedian_m;
    nodes.push_back(map.add_node({axis[i].x_m + offset_m * normal.x_m, axis[i].y_m + offset_m * normal.y_m}));
  }
  if (!forward) std::ranges::reverse(nodes);
  return nodes;
}

/// Nodes of secondary and tertiary roads: where ramps may end.
std::vector<std::uint32_t> main_road_nodes(const StreetMap& map) {
  std::vector<std::uint32_t> nodes;
  for (const auto& street : map.streets) {
    if (street.road == Road::secondary || street.road == Road::tertiary) {
      nodes.insert(nodes.end(), street.nodes.begin(), street.nodes.end());
    }
  }
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

struct Exit {
  std::size_t at = 0;  // vertex of the motorway's axis
  std::uint32_t node = 0;
};

/// Places along the axis with a main road near, at least kExitSpacing_m apart.
std::vector<Exit> exits(const StreetMap& map, const std::vector<Point>& axis) {
  PointGrid grid{kExitReach_m};
  for (const auto node : main_road_nodes(map)) grid.add(map.nodes[node], node);
  std::vector<Exit> result;
  for (std::size_t i = kRampLead; i + kRampLead < axis.size(); ++i) {
    if (!result.empty() && static_cast<double>(i - result.back().at) * kMotorwayStep_m < kExitSpacing_m) continue;
    double nearest_m = kExitReach_m;
    Exit exit{i, 0};
    grid.for_each_within(axis[i], kExitReach_m, [&](std::uint32_t node, double distance_m) {
      if (distance_m >= nearest_m) return;
      nearest_m = distance_m;
      exit.node = node;
    });
    if (nearest_m < kExitReach_m) result.push_back(exit);
  }
  return result;
}

void draw_ramp(StreetMap& map, std::uint32_t from, std::uint32_t to) {
  const Point a = map.nodes[from];
  const Point b = map.nodes[to];
  const Point middle{0.5 * (a.x_m + b.x_m) + 0.12 * (b.y_m - a.y_m), 0.5 * (a.y_m + b.y_m) - 0.12 * (b.x_m - a.x_m)};
  map.streets.push_back(plain_street({from, map.add_node(middle), to}, Road::motorway_link, true));
}

void draw_motorway(StreetMap& map, const std::vector<Point>& through, const Warp& wobble) {
  const auto axis = smooth_line(through, wobble);
  const auto all_exits = exits(map, axis);
  std::array<std::vector<std::uint32_t>, 2> ways{carriageway(map, axis, true), carriageway(map, axis, false)};
  for (std::size_t side = 0; side < 2; ++side) {
    map.streets.push_back(plain_street(ways[side], Road::motorway, true));
    for (const auto& exit : all_exits) {
      const std::size_t at = side == 0 ? exit.at : axis.size() - 1 - exit.at;
      draw_ramp(map, ways[side][at - kRampLead], exit.node);
      draw_ramp(map, exit.node, ways[side][at + kRampLead]);
    }
  }
  // The map ends here: turning loops, so that no carriageway is a trap.
  map.streets.push_back(plain_street({ways[0].back(), ways[1].front()}, Road::motorway_link, true));
  map.streets.push_back(plain_street({ways[1].back(), ways[0].front()}, Road::motorway_link, true));
}

/// Streets that begin or end at each node.
std::vector<std::vector<std::uint32_t>> streets_at(const StreetMap& map) {
  std::vector<std::vector<std::uint32_t>> result(map.nodes.size());
  for (std::uint32_t i = 0; i < map.streets.size(); ++i) {
    result[map.streets[i].nodes.front()].push_back(i);
    result[map.streets[i].nodes.back()].push_back(i);
  }
  return result;
}

std::size_t main_road_count(const StreetMap& map, const std::vector<std::uint32_t>& streets) {
  return static_cast<std::size_t>(std::ranges::count_if(streets, [&](std::uint32_t i) {
    return map.streets[i].road == Road::secondary || map.streets[i].road == Road::tertiary;
  }));
}

/// Opens a junction into a ring, driven counter-clockwise; each arm ends at the ring node nearest to it.
void draw_roundabout(StreetMap& map, std::uint32_t junction, const std::vector<std::uint32_t>& arms) {
  constexpr int kCorners = 8;
  const Point centre = map.nodes[junction];
  std::vector<std::uint32_t> ring;
  for (int k = 0; k < kCorners; ++k) {
    const double angle = 2 * std::numbers::pi * k / kCorners;
    ring.push_back(map.add_node(
        {centre.x_m + kRoundaboutRadius_m * std::cos(angle), centre.y_m + kRoundaboutRadius_m * std::sin(angle)}));
  }
  for (const auto arm : arms) {
    auto& nodes = map.streets[arm].nodes;
    const bool at_start = nodes.front() == junction;
    const Point next = map.nodes[at_start ? nodes[1] : nodes[nodes.size() - 2]];
    const auto nearest =
        *std::ranges::min_element(ring, {}, [&](std::uint32_t n) { return geo::distance_m(map.nodes[n], next); });
    (at_start ? nodes.front() : nodes.back()) = nearest;
  }
  ring.push_back(ring.front());
  auto street = plain_street(ring, Road::tertiary, true);
  street.roundabout = true;
  map.streets.push_back(std::move(street));
}

bool suits_roundabout(const StreetMap& map, const std::vector<std::uint32_t>& arms) {
  if (arms.size() < 3 || main_road_count(map, arms) < 3) return false;
  return std::ranges::all_of(arms, [&](std::uint32_t i) {
    const auto& street = map.streets[i];
    return street.nodes.size() > 3 && street.nodes.front() != street.nodes.back();
  });
}

void draw_roundabouts(StreetMap& map, const std::vector<Town>& towns) {
  const auto at = streets_at(map);
  PointGrid taken{500.0};
  for (const auto& town : towns) taken.add(town.centre, 0);
  std::size_t drawn = 0;
  for (std::uint32_t node = 0; node < at.size() && drawn < kRoundaboutCount; ++node) {
    if (!suits_roundabout(map, at[node]) || taken.any_within(map.nodes[node], 350.0)) continue;
    taken.add(map.nodes[node], node);
    draw_roundabout(map, node, at[node]);
    ++drawn;
  }
}

/// Lights where main roads meet in the larger towns.
void mark_signals(StreetMap& map, const std::vector<Town>& towns, Random& random) {
  const auto at = streets_at(map);
  for (std::uint32_t node = 0; node < at.size(); ++node) {
    if (at[node].size() < 3 || main_road_count(map, at[node]) < 3) continue;
    const auto town = map.streets[at[node].front()].town;
    if (town >= 0 && towns[static_cast<std::size_t>(town)].inhabitants > 20'000 && random.uniform() < 0.5) {
      map.marks[node] = NodeMark::signals;
    }
  }
}

/// A cycleway along every secondary road outside the towns: between the same junctions, nine metres to the right.
void draw_cycleways(StreetMap& map) {
  const auto count = map.streets.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (map.streets[i].road != Road::secondary || map.streets[i].town >= 0 || map.streets[i].nodes.size() < 4) continue;
    map.streets[i].sidepath = true;
    auto nodes = map.streets[i].nodes;
    for (std::size_t k = 1; k + 1 < map.streets[i].nodes.size(); ++k) {
      const Point a = map.nodes[map.streets[i].nodes[k - 1]];
      const Point b = map.nodes[map.streets[i].nodes[k + 1]];
      const Point at = map.nodes[map.streets[i].nodes[k]];
      const double length_m = geo::distance_m(a, b);
      nodes[k] = map.add_node({at.x_m + 9.0 * (b.y_m - a.y_m) / length_m, at.y_m - 9.0 * (b.x_m - a.x_m) / length_m});
    }
    map.streets.push_back(plain_street(std::move(nodes), Road::cycleway));
  }
}

/// One track becomes a ferry over a water that nobody drew; its ends are tied to the roads anyhow.
void draw_ferry(StreetMap& map) {
  for (auto& street : map.streets) {
    if (street.road != Road::track) continue;
    const double length_m = geo::distance_m(map.nodes[street.nodes.front()], map.nodes[street.nodes.back()]);
    if (length_m < 450.0 || length_m > 700.0) continue;
    street.road = Road::ferry;
    street.nodes = {street.nodes.front(), street.nodes.back()};
    return;
  }
}

void close_tracks(StreetMap& map, Random& random) {
  for (const auto& street : map.streets) {
    if (street.road == Road::track && street.nodes.size() > 3 && random.uniform() < 0.12) {
      map.marks[street.nodes[street.nodes.size() / 2]] = NodeMark::gate;
    }
  }
}

/// Short tracks without any connection, as every real extract has them.
void draw_loose_tracks(StreetMap& map, const LabelGrid& region, Random& random) {
  PointGrid grid{200.0};
  for (std::uint32_t i = 0; i < map.nodes.size(); ++i) grid.add(map.nodes[i], i);
  for (int drawn = 0; drawn < kLooseTrackCount;) {
    const Point place{region.corner.x_m + random.uniform() * region.column_count * region.cell_m,
                      region.corner.y_m + random.uniform() * region.row_count * region.cell_m};
    if (!region.find_interior(place) || grid.any_within(place, 140.0)) continue;
    std::vector<std::uint32_t> nodes;
    for (int k = 0; k < 6; ++k)
      nodes.push_back(map.add_node({place.x_m - 50.0 + 20.0 * k, place.y_m + random.uniform(-8, 8)}));
    map.streets.push_back(plain_street(std::move(nodes), Road::track));
    ++drawn;
  }
}

}  // namespace

void draw_highways(StreetMap& map, const std::vector<Town>& towns, const LabelGrid& region, std::uint64_t seed) {
  Random random{seed, stream(Stage::highways)};
  const Warp wobble{random.bits(), 3000.0, 120.0};
  mark_signals(map, towns, random);
  draw_roundabouts(map, towns);
  draw_cycleways(map);
  draw_ferry(map);
  close_tracks(map, random);
  for (const auto& through : kMotorways) draw_motorway(map, through, wobble);
  draw_loose_tracks(map, region, random);
}

}  // namespace trek::datasets
