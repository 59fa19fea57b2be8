#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trek/geo/point.hpp"
#include "twente/boundaries.hpp"
#include "twente/road.hpp"
#include "twente/towns.hpp"

namespace trek::datasets {

/// What stands on a node.
enum class NodeMark : std::uint8_t { none, bollard, gate, signals };

/// A stretch of road from one junction to the next.
struct Street {
  std::vector<std::uint32_t> nodes;  // at least two; the first and the last are junctions
  Road road = Road::residential;
  std::int32_t town = -1;   // -1: countryside
  bool tree = false;        // one of the streets that hold the network together
  bool oneway = false;      // from the first node to the last
  bool contraflow = false;  // bicycles may go against it
  bool roundabout = false;
  bool sidepath = false;   // a cycleway runs along it: bicycles must use that
  std::uint32_t name = 0;  // row of StreetMap::names; 0 is no name
};

struct StreetMap {
  std::vector<geo::Point> nodes;
  std::vector<NodeMark> marks;  // nodes.size()
  std::vector<Street> streets;
  std::vector<std::string> names{""};

  std::uint32_t add_node(geo::Point place, NodeMark mark = NodeMark::none) {
    nodes.push_back(place);
    marks.push_back(mark);
    return static_cast<std::uint32_t>(nodes.size() - 1);
  }
};

/// Crossings before there are streets: jittered lattices in the districts of towns, a wide one in the countryside.
struct Junctions {
  std::vector<geo::Point> place;
  std::vector<std::int32_t> town;          // -1: countryside
  std::vector<std::uint32_t> town_centre;  // junction at the middle of each town
};
[[nodiscard]] Junctions junctions(const std::vector<Town>& towns, const LabelGrid& region, std::uint64_t seed);

/// Two junctions without a third between them: a lune-based beta-skeleton (Kirkpatrick & Radke 1985), wide in towns and
/// the Gabriel graph outside. Planar, and it contains the minimum spanning tree, so that every place can be reached.
struct Link {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double length_m = 0.0;
};
[[nodiscard]] std::vector<Link> links_between(const Junctions& junctions);

/// The whole street map: streets on the links (some left out or kept for walking and cycling), main roads where the
/// shortest ways between towns run, motorways with ramps, roundabouts, cycleways, a ferry and a few loose paths.
///
/// Every town can be reached from every other on foot, by bicycle and by car, in both directions.
[[nodiscard]] StreetMap street_map(const std::vector<Town>& towns, const LabelGrid& region, std::uint64_t seed);

/// Parts of street_map, in this order.
void draw_streets(StreetMap& map, const std::vector<Town>& towns, const Junctions& junctions, std::uint64_t seed);
void draw_highways(StreetMap& map, const std::vector<Town>& towns, const LabelGrid& region, std::uint64_t seed);
void name_streets(StreetMap& map, std::uint64_t seed);

}  // namespace trek::datasets
