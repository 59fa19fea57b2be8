#include "trek/network/osm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/geo/crs.hpp"
#include "trek/network/detail/osm_access.hpp"
#include "trek/network/detail/osm_pass.hpp"
#include "trek/network/detail/osm_relation_pass.hpp"
#include "trek/network/detail/osm_streets.hpp"
#include "trek/network/detail/osm_tables.hpp"
#include "trek/network/osm_format.hpp"
#include "trek/network/osm_rules.hpp"

namespace trek::network {
namespace {

using core::Control;
using core::Error;
using core::ErrorKind;

constexpr std::size_t kModeCount = 4;

void check_exists(const std::filesystem::path& file) {
  if (!core::is_absent(file)) {
    core::check_input(file);
    check_is_no_overpass_json(file);
    check_is_whole(file);
    return;
  }
  throw Error{ErrorKind::data,
              fmt::format("{}: there is no such file; expected an OSM extract (.osm.pbf), for example from "
                          "download.geofabrik.de",
                          file.string())};
}

using detail::read_pass;
using detail::read_tags;
using detail::understood;

// ---- Bounds

geo::Box header_bounds(const std::filesystem::path& file) {
  return understood(file, [&] {
    geo::Box bounds;
    osmium::thread::Pool pool{1};  // for a header
    osmium::io::Reader reader{osmium::io::File{file.string()}, osmium::osm_entity_bits::nothing, pool};
    const osmium::io::Header header = reader.header();
    for (const osmium::Box& box : header.boxes()) {
      if (!box.valid()) continue;
      bounds.add(geo::Point{box.bottom_left().lon(), box.bottom_left().lat()});
      bounds.add(geo::Point{box.top_right().lon(), box.top_right().lat()});
    }
    reader.close();
    return bounds;
  });
}

/// Of all places, whether they stand on nodes or on ways.
geo::Box bounds_of_places(const std::filesystem::path& file, const Control& control) {
  geo::Box bounds;
  const auto add = [&](const osmium::Location& place) {
    if (place.valid()) bounds.add(geo::Point{place.lon(), place.lat()});
  };
  read_pass<osmium::Node>(file, control, "streets: bounds", [&](const osmium::Node& node) { add(node.location()); });
  read_pass<osmium::Way>(file, control, "streets: bounds", [&](const osmium::Way& way) {
    for (const osmium::NodeRef& node : way.nodes()) add(node.location());
  });
  return bounds;
}

// ---- Ways

/// Ways as they are met in the file: references are OSM ids.
struct MetWays {
  std::vector<std::int64_t> id;
  std::vector<std::size_t> first_ref{0};
  std::vector<std::int64_t> ref;
  std::vector<osmium::Location> location;   // of each reference; empty where the extract holds places on nodes only
  std::vector<std::vector<WayRule>> rules;  // one column a mode; none for outlines
  std::vector<OsmCounts> counts;            // one per mode

  explicit MetWays(std::size_t mode_count) : rules(mode_count), counts(mode_count) {}

  void add(const osmium::Way& way) {
    id.push_back(way.id());
    const bool has_places = !way.nodes().empty() && way.nodes().front().location().valid();
    if (has_places || !location.empty()) location.resize(ref.size());
    for (const osmium::NodeRef& node : way.nodes()) {
      ref.push_back(node.ref());
      if (has_places) location.push_back(node.location());
    }
    first_ref.push_back(ref.size());
  }
};

/// The rule for one mode, as it holds at its moment.
WayRule rule_of(const ModeSpeeds& speeds, const Tags& tags, bool is_closed, OsmCounts& counts) {
  WayRule rule = way_rule(speeds, tags);
  if (rule.left_out != "no_highway" && has_conditions(tags))
    rule = way_rule(speeds, judged_tags(speeds, tags, counts.conditions));
  if (!rule.area || is_closed) return rule;
  ++counts.areas_not_walked["ring_not_closed"];
  rule = WayRule{};
  rule.left_out = "area";
  return rule;
}

void add_way(MetWays& met, const osmium::Way& way, std::span<const ModeSpeeds> speeds, const Tags& tags) {
  constexpr std::size_t kFewest = 4;  // a triangle, the first node repeated
  const bool is_closed = way.nodes().size() >= kFewest && way.ends_have_same_id();
  std::vector<WayRule> rules;
  rules.reserve(speeds.size());
  for (std::size_t m = 0; m < speeds.size(); ++m) {
    rules.push_back(rule_of(speeds[m], tags, is_closed, met.counts[m]));
    ++met.counts[m].way_count;
    if (!rules[m].used()) ++met.counts[m].left_out[std::string{rules[m].left_out}];
  }
  if (std::none_of(rules.begin(), rules.end(), [](const WayRule& rule) { return rule.used(); })) return;
  met.add(way);
  for (std::size_t m = 0; m < speeds.size(); ++m) met.rules[m].push_back(rules[m]);
}

/// Streets, and the outlines of areas, whatever else they are.
struct ReadWays {
  MetWays streets;
  MetWays outlines{0};
};

ReadWays read_ways(const std::filesystem::path& file, std::span<const ModeSpeeds> speeds,
                   const detail::Relations& relations, const Control& control) {
  ReadWays read{MetWays{speeds.size()}};
  const std::vector<std::int64_t> outlines = detail::outline_ways(relations);
  Tags tags;
  read_pass<osmium::Way>(file, control, "streets: ways", [&](const osmium::Way& way) {
    read_tags(way.tags(), tags);
    add_way(read.streets, way, speeds, tags);
    if (std::binary_search(outlines.begin(), outlines.end(), way.id())) read.outlines.add(way);
  });
  return read;
}

// ---- Nodes

detail::NodeTable referenced_nodes(const ReadWays& ways) {
  std::vector<std::int64_t> refs = ways.streets.ref;
  refs.insert(refs.end(), ways.outlines.ref.begin(), ways.outlines.ref.end());
  std::sort(refs.begin(), refs.end());
  refs.erase(std::unique(refs.begin(), refs.end()), refs.end());
  if (refs.size() >= std::numeric_limits<std::uint32_t>::max()) {
    throw Error{ErrorKind::limit,
                fmt::format("OSM extract with {} street nodes, at most 2^32 are possible; take a smaller "
                            "extract",
                            refs.size())};
  }
  detail::NodeTable nodes;
  nodes.id = std::move(refs);
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  nodes.place.assign(nodes.size(), geo::Point{kUnknown, kUnknown});
  nodes.blocks.assign(nodes.size(), 0);
  nodes.has_signals.assign(nodes.size(), 0);
  return nodes;
}

/// Places that the extract holds on its ways (osmium add-locations-to-ways, Overpass `out geom`).
void take_places(const MetWays& ways, detail::NodeTable& nodes) {
  for (std::size_t i = 0; i < ways.location.size(); ++i) {
    if (!ways.location[i].valid()) continue;
    nodes.place[nodes.row(ways.ref[i])] = {ways.location[i].lon(), ways.location[i].lat()};
  }
}

void take_barrier(std::span<const ModeSpeeds> speeds, const Tags& tags, std::uint32_t row, detail::NodeTable& nodes) {
  if (!tags.has("barrier")) return;
  unsigned bits = 0;
  for (const ModeSpeeds& mode : speeds) {
    detail::NodeTable::Judged judged{row, mode.mode, {}};
    const bool depends = has_conditions(tags);
    const Passage through = passage(mode.mode, depends ? judged_tags(mode, tags, judged.counts) : tags);
    const auto bit = static_cast<unsigned>(mode.mode);
    if (through == Passage::blocked) bits |= 1U << bit;
    if (through == Passage::local) bits |= 1U << (kModeCount + bit);
    if (depends) nodes.judged.push_back(std::move(judged));
  }
  nodes.blocks[row] = static_cast<std::uint8_t>(bits);
}

/// Fills the table with degrees for now; gives the number of nodes in the file.
std::uint64_t read_nodes(const std::filesystem::path& file, std::span<const ModeSpeeds> speeds,
                         detail::NodeTable& nodes, const Control& control) {
  std::uint64_t node_count = 0;
  Tags tags;
  read_pass<osmium::Node>(file, control, "streets: nodes", [&](const osmium::Node& node) {
    ++node_count;
    const std::size_t row = nodes.row(node.id());
    if (row == nodes.size() || !node.location().valid()) return;
    nodes.place[row] = {node.location().lon(), node.location().lat()};
    if (node.tags().empty()) return;
    read_tags(node.tags(), tags);
    take_barrier(speeds, tags, static_cast<std::uint32_t>(row), nodes);
    nodes.has_signals[row] = tags.is("highway", "traffic_signals") ? 1 : 0;
  });
  return node_count;
}

/// From degrees to the project's CRS, all at once; missing nodes stay missing.
void project(detail::NodeTable& nodes, const std::string& crs) {
  std::vector<double> x(nodes.size());
  std::vector<double> y(nodes.size());
  for (std::size_t row = 0; row < nodes.size(); ++row) {
    x[row] = nodes.place[row].x_m;
    y[row] = nodes.place[row].y_m;
  }
  geo::Transformation{geo::kWgs84, crs}.apply(x, y);
  for (std::uint32_t row = 0; row < nodes.size(); ++row) {
    if (!nodes.is_missing(row)) nodes.place[row] = {x[row], y[row]};
  }
}

// ---- All together

void add_row(const MetWays& met, std::size_t way, const detail::NodeTable& nodes, detail::WayTable& ways) {
  ways.id.push_back(met.id[way]);
  for (std::size_t i = met.first_ref[way]; i < met.first_ref[way + 1]; ++i) {
    ways.ref.push_back(static_cast<std::uint32_t>(nodes.row(met.ref[i])));
  }
  ways.first_ref.push_back(ways.ref.size());
}

/// A closed way that is the outline of an area by itself.
void add_own_area(detail::WayTable& ways) {
  const auto row = static_cast<std::uint32_t>(ways.size() - 1);
  detail::Area area{{row}, {}, {}};
  for (const auto& column : ways.rules) area.rules.push_back(column[row]);
  if (std::any_of(area.rules.begin(), area.rules.end(), [](const WayRule& rule) { return rule.area; }))
    ways.areas.push_back(std::move(area));
}

/// Ways by id, each once (merged extracts repeat what they share), with rows of the node table as references.
/// A way of a multipolygon of ground is no area by itself: the relation knows its holes.
detail::WayTable way_table(MetWays& met, const detail::Relations& relations, const detail::NodeTable& nodes) {
  const std::vector<std::int64_t> outlines = detail::outline_ways(relations);
  std::vector<std::size_t> order(met.id.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return met.id[a] < met.id[b]; });
  detail::WayTable ways;
  ways.rules.resize(met.rules.size());
  for (const std::size_t way : order) {
    const bool repeated = !ways.id.empty() && ways.id.back() == met.id[way];
    for (std::size_t m = 0; m < met.rules.size(); ++m) {
      if (repeated && met.rules[m][way].used()) ++met.counts[m].left_out["repeated"];
      if (!repeated) ways.rules[m].push_back(met.rules[m][way]);
    }
    if (repeated) continue;
    add_row(met, way, nodes, ways);
    if (!std::binary_search(outlines.begin(), outlines.end(), met.id[way])) add_own_area(ways);
  }
  ways.listed_count = ways.size();
  return ways;
}

/// Adds the outlines of areas of several ways. What is a street of the mode by itself, or by another area, is one once.
class OutlineAdder {
 public:
  OutlineAdder(const MetWays& met, const detail::NodeTable& nodes, detail::WayTable& ways)
      : met_{met}, nodes_{nodes}, ways_{ways} {
    for (std::size_t i = 0; i < met.id.size(); ++i) met_row_.try_emplace(met.id[i], i);
  }

  void add(const detail::AreaRelation& relation) {
    detail::Area area{{}, {}, relation.rules};
    for (const std::int64_t way : relation.outline) add_way(way, area);
    ways_.areas.push_back(std::move(area));
  }

 private:
  void add_way(std::int64_t way, detail::Area& area) {
    const auto row = static_cast<std::uint32_t>(ways_.size());
    std::vector<std::uint32_t>& same = rows_of(way);
    area.same_ways.insert(area.same_ways.end(), same.begin(), same.end());
    for (std::size_t m = 0; m < area.rules.size(); ++m) {
      WayRule rule = area.rules[m];
      const auto is_used = [&](std::uint32_t other) { return ways_.rules[m][other].used(); };
      if (std::any_of(same.begin(), same.end(), is_used)) rule.left_out = "repeated";
      ways_.rules[m].push_back(rule);
    }
    const auto found = met_row_.find(way);
    if (found != met_row_.end()) {
      add_row(met_, found->second, nodes_, ways_);
    } else {
      ways_.id.push_back(way);
      ways_.first_ref.push_back(ways_.ref.size());
    }
    area.outline.push_back(row);
    same.push_back(row);
  }

  std::vector<std::uint32_t>& rows_of(std::int64_t way) {
    const auto [entry, is_new] = rows_.try_emplace(way);
    const auto end = ways_.id.begin() + static_cast<std::ptrdiff_t>(ways_.listed_count);
    const auto listed = std::lower_bound(ways_.id.begin(), end, way);
    if (is_new && listed != end && *listed == way)
      entry->second.push_back(static_cast<std::uint32_t>(listed - ways_.id.begin()));
    return entry->second;
  }

  const MetWays& met_;
  const detail::NodeTable& nodes_;
  detail::WayTable& ways_;
  std::map<std::int64_t, std::size_t> met_row_;
  std::map<std::int64_t, std::vector<std::uint32_t>> rows_;
};

void check_usable(const std::filesystem::path& file, const ModeNetwork& network) {
  if (network.graph.edge_count() > 0) return;
  throw Error{
      ErrorKind::data,
      fmt::format("{}: holds {} ways and {} nodes, but no street for {}; expected an extract with the ways tagged "
                  "highway=* and the nodes they refer to",
                  file.string(), network.counts.way_count, network.counts.node_count,
                  model::name_of(network.graph.mode))};
}

}  // namespace

geo::Box osm_bounds(const std::filesystem::path& file, const Control& control) {
  check_exists(file);
  geo::Box bounds = header_bounds(file);
  if (bounds.empty()) bounds = bounds_of_places(file, control);
  if (!bounds.empty()) return bounds;
  throw Error{ErrorKind::data, without_places(file)};
}

std::string osm_generator(const std::filesystem::path& file) {
  check_exists(file);
  return understood(file, [&] {
    osmium::thread::Pool pool{1};  // for a header
    osmium::io::Reader reader{osmium::io::File{file.string()}, osmium::osm_entity_bits::nothing, pool};
    std::string generator = reader.header().get("generator");
    reader.close();
    return generator;
  });
}

ModeNetwork read_osm(const std::filesystem::path& file, const ModeSpeeds& speeds, const std::string& crs,
                     const Control& control) {
  return std::move(read_osm(file, std::vector{speeds}, crs, control).front());
}

detail::OsmTables detail::read_tables(const std::filesystem::path& file, const std::vector<ModeSpeeds>& speeds,
                                      const std::string& crs, const Control& control) {
  std::for_each(speeds.begin(), speeds.end(), check_speeds);
  check_exists(file);
  Relations relations = read_relations(file, speeds, control);
  ReadWays read = read_ways(file, speeds, relations, control);
  OsmTables tables{referenced_nodes(read), {}, {}};
  take_places(read.streets, tables.nodes);
  take_places(read.outlines, tables.nodes);
  const std::uint64_t node_count = read_nodes(file, speeds, tables.nodes, control);
  if (node_count == 0 && read.streets.location.empty()) throw Error{ErrorKind::data, without_places(file)};
  project(tables.nodes, crs);
  tables.ways = way_table(read.streets, relations, tables.nodes);
  OutlineAdder outlines{read.outlines, tables.nodes, tables.ways};
  for (const AreaRelation& area : relations.areas) outlines.add(area);
  tables.ways.restrictions = std::move(relations.restrictions);
  tables.counts = std::move(read.streets.counts);
  for (std::size_t m = 0; m < speeds.size(); ++m) {
    add_counts(relations.conditions[m], tables.counts[m].conditions);
    tables.counts[m].node_count = node_count;
  }
  return tables;
}

std::vector<ModeNetwork> read_osm(const std::filesystem::path& file, const std::vector<ModeSpeeds>& speeds,
                                  const std::string& crs, const Control& control) {
  detail::OsmTables tables = detail::read_tables(file, speeds, crs, control);
  auto networks = detail::mode_networks(speeds, tables.ways, tables.nodes, std::move(tables.counts), control);
  for (std::size_t m = 0; m < speeds.size(); ++m) networks[m].moment = text_of(speeds[m].moment);
  for (const ModeNetwork& network : networks) check_usable(file, network);
  return networks;
}

}  // namespace trek::network
