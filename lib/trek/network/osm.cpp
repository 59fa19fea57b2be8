#include "trek/network/osm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <osmium/io/any_input.hpp>
#include <osmium/osm.hpp>
#include <osmium/thread/pool.hpp>

#include "trek/core/error.hpp"
#include "trek/geo/crs.hpp"
#include "trek/network/detail/osm_streets.hpp"
#include "trek/network/osm_rules.hpp"

namespace trek::network {
namespace {

using core::Control;
using core::Error;
using core::ErrorKind;

constexpr std::size_t kModeCount = 4;

void check_exists(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file, ignored)) return;
  throw Error{ErrorKind::data,
              fmt::format("{}: there is no such file; expected an OSM extract (.osm.pbf), for example from "
                          "download.geofabrik.de",
                          file.string())};
}

/// One line, whatever the library that read the file had to say.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// Runs `read` and says what is wrong with the file where it fails.
template <class Read>
auto understood(const std::filesystem::path& file, Read read) {
  try {
    return read();
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw Error{ErrorKind::data,
                fmt::format("{}: cannot be read as OSM ({}); it is truncated, damaged or another format: "
                            "download it again",
                            file.string(), one_line(error.what()))};
  }
}

/// Calls visit(object) for every object of one type that is not deleted.
template <class Object, class Visit>
void read_pass(const std::filesystem::path& file, const Control& control, std::string_view stage, Visit visit) {
  constexpr auto kEntities =
      Object::itemtype == osmium::item_type::way ? osmium::osm_entity_bits::way : osmium::osm_entity_bits::node;
  understood(file, [&] {
    osmium::thread::Pool pool{static_cast<int>(control.thread_count)};  // 0: as many as there are processors
    osmium::io::Reader reader{osmium::io::File{file.string()}, kEntities, pool};
    while (const osmium::memory::Buffer buffer = reader.read()) {
      control.check_stop();
      control.report(stage, reader.offset(), reader.file_size());
      for (const Object& object : buffer.template select<Object>()) {
        if (object.visible()) visit(object);
      }
    }
    reader.close();
  });
}

// ---- Bounds

geo::Box header_bounds(const std::filesystem::path& file) {
  return understood(file, [&] {
    geo::Box bounds;
    osmium::io::Reader reader{osmium::io::File{file.string()}, osmium::osm_entity_bits::nothing};
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

geo::Box node_bounds(const std::filesystem::path& file, const Control& control) {
  geo::Box bounds;
  read_pass<osmium::Node>(file, control, "streets: bounds", [&](const osmium::Node& node) {
    if (node.location().valid()) bounds.add(geo::Point{node.location().lon(), node.location().lat()});
  });
  return bounds;
}

void read_tags(const osmium::TagList& list, Tags& tags) {
  tags.clear();
  for (const osmium::Tag& tag : list) tags.add(tag.key(), tag.value());
}

// ---- First pass: ways

/// Ways as they are met in the file: references are OSM ids.
struct MetWays {
  std::vector<std::int64_t> id;
  std::vector<std::size_t> first_ref{0};
  std::vector<std::int64_t> ref;
  std::vector<std::vector<WayRule>> rules;  // one column a mode
  std::vector<OsmCounts> counts;            // one a mode

  explicit MetWays(std::size_t mode_count) : rules(mode_count), counts(mode_count) {}
};

void add_way(MetWays& met, const osmium::Way& way, std::span<const ModeSpeeds> speeds, const Tags& tags) {
  std::vector<WayRule> rules;
  rules.reserve(speeds.size());
  for (const ModeSpeeds& mode : speeds) rules.push_back(way_rule(mode, tags));
  for (std::size_t m = 0; m < speeds.size(); ++m) {
    ++met.counts[m].way_count;
    if (!rules[m].used()) ++met.counts[m].left_out[std::string{rules[m].left_out}];
  }
  if (std::none_of(rules.begin(), rules.end(), [](const WayRule& rule) { return rule.used(); })) return;
  met.id.push_back(way.id());
  for (const osmium::NodeRef& node : way.nodes()) met.ref.push_back(node.ref());
  met.first_ref.push_back(met.ref.size());
  for (std::size_t m = 0; m < speeds.size(); ++m) met.rules[m].push_back(rules[m]);
}

MetWays read_ways(const std::filesystem::path& file, std::span<const ModeSpeeds> speeds, const Control& control) {
  MetWays met{speeds.size()};
  Tags tags;
  read_pass<osmium::Way>(file, control, "streets: ways", [&](const osmium::Way& way) {
    read_tags(way.tags(), tags);
    add_way(met, way, speeds, tags);
  });
  return met;
}

// ---- Second pass: nodes

detail::NodeTable referenced_nodes(std::vector<std::int64_t> refs) {
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

std::uint8_t blocked_modes(const Tags& tags) {
  unsigned bits = 0;
  for (unsigned m = 0; m < kModeCount; ++m) {
    if (is_blocking(static_cast<model::Mode>(m), tags)) bits |= 1U << m;
  }
  return static_cast<std::uint8_t>(bits);
}

/// Fills the table with degrees for now; gives the number of nodes in the file.
std::uint64_t read_nodes(const std::filesystem::path& file, detail::NodeTable& nodes, const Control& control) {
  std::uint64_t node_count = 0;
  Tags tags;
  read_pass<osmium::Node>(file, control, "streets: nodes", [&](const osmium::Node& node) {
    ++node_count;
    const std::size_t row = nodes.row(node.id());
    if (row == nodes.size() || !node.location().valid()) return;
    nodes.place[row] = {node.location().lon(), node.location().lat()};
    if (node.tags().empty()) return;
    read_tags(node.tags(), tags);
    nodes.blocks[row] = blocked_modes(tags);
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

// ---- Both together

/// Ways by id, each once (merged extracts repeat what they share), with rows of the node table as references.
detail::WayTable way_table(MetWays& met, const detail::NodeTable& nodes) {
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
    ways.id.push_back(met.id[way]);
    for (std::size_t i = met.first_ref[way]; i < met.first_ref[way + 1]; ++i) {
      ways.ref.push_back(static_cast<std::uint32_t>(nodes.row(met.ref[i])));
    }
    ways.first_ref.push_back(ways.ref.size());
  }
  return ways;
}

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
  if (bounds.empty()) bounds = node_bounds(file, control);
  if (!bounds.empty()) return bounds;
  throw Error{ErrorKind::data, fmt::format("{}: holds no nodes; expected an OSM extract with streets", file.string())};
}

std::string osm_generator(const std::filesystem::path& file) {
  check_exists(file);
  return understood(file, [&] {
    osmium::io::Reader reader{osmium::io::File{file.string()}, osmium::osm_entity_bits::nothing};
    std::string generator = reader.header().get("generator");
    reader.close();
    return generator;
  });
}

ModeNetwork read_osm(const std::filesystem::path& file, const ModeSpeeds& speeds, const std::string& crs,
                     const Control& control) {
  return std::move(read_osm(file, std::vector{speeds}, crs, control).front());
}

std::vector<ModeNetwork> read_osm(const std::filesystem::path& file, const std::vector<ModeSpeeds>& speeds,
                                  const std::string& crs, const Control& control) {
  std::for_each(speeds.begin(), speeds.end(), detail::check_speeds);
  check_exists(file);
  MetWays met = read_ways(file, speeds, control);
  detail::NodeTable nodes = referenced_nodes(met.ref);
  const std::uint64_t node_count = read_nodes(file, nodes, control);
  project(nodes, crs);
  const detail::WayTable ways = way_table(met, nodes);
  std::vector<OsmCounts> counts = std::move(met.counts);
  met = MetWays{0};  // as much memory as the way table

  for (OsmCounts& mode : counts) mode.node_count = node_count;
  auto networks = detail::mode_networks(speeds, ways, nodes, std::move(counts), control);
  for (const ModeNetwork& network : networks) check_usable(file, network);
  return networks;
}

}  // namespace trek::network
