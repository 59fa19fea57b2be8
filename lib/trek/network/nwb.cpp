#include "trek/network/nwb.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/network/detail/osm_streets.hpp"

namespace trek::network {
namespace {

/// Where motor traffic goes: by the authority that keeps the road, for want of speed limits.
std::string_view carriageway(std::string_view authority, bool motorway) {
  if (motorway) return "motorway";
  if (authority == "R") return "trunk";
  if (authority == "P") return "primary";
  if (authority == "W") return "tertiary";
  return "unclassified";
}

std::string_view slip_road(std::string_view authority, bool motorway) {
  if (motorway) return "motorway_link";
  if (authority == "R") return "trunk_link";
  return authority == "P" ? "primary_link" : "unclassified";
}

/// The highway tag of a kind of road (`bst_code`); empty where no mode of trek's uses it.
std::string_view highway_of(std::string_view kind, std::string_view authority, bool motorway) {
  if (core::is_one_of(kind, {"FP", "BVP"})) return kind == "FP" ? "cycleway" : "service";
  if (kind == "VP") return "footway";
  if (kind == "VZ") return "pedestrian";
  if (kind == "RP") return "bridleway";
  if (core::is_one_of(kind, {"VWG", "PAR"})) return "unclassified";
  if (core::is_one_of(kind, {"PKP", "PKB", "PBK", "BST", "PP", "PC", "PR"})) return "service";
  if (core::is_one_of(kind, {"OPR", "AFR", "PST", "VBD", "VBI", "VBS", "VBR", "VBK", "VBW", "TN", "DST"}))
    return slip_road(authority, motorway);
  if (core::is_one_of(kind, {"", "RB", "HR", "NRB", "MRB", "TRB", "YYY"})) return carriageway(authority, motorway);
  return {};
}

/// Why a kind of road is not for any mode.
std::string_view exclusion(std::string_view kind) {
  if (core::is_one_of(kind, {"BU", "BUS", "OVB"})) return "bus_lane";
  if (core::is_one_of(kind, {"VD", "VDV", "VDF"})) return "ferry";
  if (kind == "VV") return "air_traffic";
  return kind == "CADO" ? "emergency" : "unknown_kind";
}

bool is_motorway(const model::Roads& roads, std::size_t row) {
  return roads.form[row] == "1" || (roads.authority[row] == "R" && roads.route_letter[row] == "A");
}

std::string_view oneway_of(model::RoadDirection direction) {
  switch (direction) {
    case model::RoadDirection::forward:
      return "yes";
    case model::RoadDirection::backward:
      return "-1";
    case model::RoadDirection::both:
    case model::RoadDirection::unknown:
      break;
  }
  return "no";
}

/// Junctions first, by ascending number, then all points between them, road by road: no two roads share one of those.
detail::NodeTable node_table(const model::Roads& roads) {
  std::map<std::int64_t, geo::Point> junctions;  // where the first road that names one begins or ends
  std::size_t inner_count = 0;
  for (std::size_t row = 0; row < roads.size(); ++row) {
    junctions.try_emplace(roads.from_junction[row], roads.line[row].front());
    junctions.try_emplace(roads.to_junction[row], roads.line[row].back());
    inner_count += roads.line[row].size() - 2;
  }
  if (junctions.size() + inner_count >= std::numeric_limits<std::uint32_t>::max()) {
    throw core::Error{core::ErrorKind::limit,
                      fmt::format("roads with {} points, at most 2^32 are possible; take a smaller extract",
                                  junctions.size() + inner_count)};
  }
  detail::NodeTable nodes;
  for (const auto& [id, place] : junctions) {
    nodes.id.push_back(id);
    nodes.place.push_back(place);
  }
  for (const auto& line : roads.line) nodes.place.insert(nodes.place.end(), line.begin() + 1, line.end() - 1);
  const std::int64_t first = nodes.id.empty() ? 0 : nodes.id.back() + 1;
  nodes.id.resize(nodes.place.size());
  std::iota(nodes.id.end() - static_cast<std::ptrdiff_t>(inner_count), nodes.id.end(), first);
  nodes.blocks.assign(nodes.size(), 0);
  nodes.has_signals.assign(nodes.size(), 0);
  return nodes;
}

/// In the order of the file: the ways of an NWB are told by their number, but not sorted by it.
detail::WayTable road_table(const model::Roads& roads, const detail::NodeTable& nodes, std::size_t mode_count) {
  detail::WayTable ways;
  ways.rules.resize(mode_count);
  std::size_t inner_count = 0;
  for (const auto& line : roads.line) inner_count += line.size() - 2;
  auto inner = static_cast<std::uint32_t>(nodes.size() - inner_count);
  for (std::size_t row = 0; row < roads.size(); ++row) {
    std::int64_t id = 0;
    const std::string& key = roads.key[row];
    std::from_chars(key.data(), key.data() + key.size(), id);
    ways.id.push_back(id);
    ways.ref.push_back(static_cast<std::uint32_t>(nodes.row(roads.from_junction[row])));
    for (std::size_t i = 2; i < roads.line[row].size(); ++i) ways.ref.push_back(inner++);
    ways.ref.push_back(static_cast<std::uint32_t>(nodes.row(roads.to_junction[row])));
    ways.first_ref.push_back(ways.ref.size());
  }
  ways.listed_count = ways.size();
  return ways;
}

WayRule rule_of(const ModeSpeeds& speeds, const RoadTags& road) {
  if (road.left_out.empty()) return way_rule(speeds, road.tags);
  WayRule rule;
  rule.left_out = road.left_out;
  return rule;
}

std::vector<ModeNetwork> graphs_of(const model::Roads& roads, const std::vector<ModeSpeeds>& speeds,
                                   const core::Control& control) {
  std::for_each(speeds.begin(), speeds.end(), detail::check_speeds);
  const detail::NodeTable nodes = node_table(roads);
  detail::WayTable ways = road_table(roads, nodes, speeds.size());
  std::vector<OsmCounts> counts(speeds.size());
  for (OsmCounts& mode : counts) mode.node_count = nodes.size();
  for (std::size_t row = 0; row < roads.size(); ++row) {
    const RoadTags road = road_tags(roads, row);
    for (std::size_t m = 0; m < speeds.size(); ++m) {
      const WayRule rule = rule_of(speeds[m], road);
      ++counts[m].way_count;
      if (!rule.used()) ++counts[m].left_out[std::string{rule.left_out}];
      if (rule.used() && roads.direction[row] == model::RoadDirection::unknown) ++counts[m].unknown_direction_count;
      ways.rules[m].push_back(rule);
    }
  }
  return detail::mode_networks(speeds, ways, nodes, std::move(counts), control);
}

}  // namespace

RoadTags road_tags(const model::Roads& roads, std::size_t row) {
  const std::string_view highway = highway_of(roads.kind[row], roads.authority[row], is_motorway(roads, row));
  if (highway.empty()) return {exclusion(roads.kind[row]), {}};
  return {{}, Tags{{"highway", highway}, {"oneway", oneway_of(roads.direction[row])}}};
}

std::vector<ModeNetwork> road_networks(const model::Loaded<model::Roads>& roads, const std::vector<ModeSpeeds>& speeds,
                                       const core::Control& control) {
  const std::uint64_t rejected = roads.record.rejected_count;
  auto networks = graphs_of(roads.table, speeds, control);
  for (ModeNetwork& network : networks) {
    network.counts.way_count += rejected;
    if (rejected > 0) network.counts.left_out["rejected"] = rejected;
    if (network.graph.edge_count() > 0) continue;
    throw core::Error{
        core::ErrorKind::data,
        fmt::format("{}: holds {} roads, but none for {}; expected the wegvakken of an NWB",
                    roads.record.source.path.string(), network.counts.way_count, model::name_of(network.graph.mode))};
  }
  return networks;
}

}  // namespace trek::network
