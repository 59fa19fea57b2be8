#include "trek/network/backdrop.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "trek/core/input_file.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/rings.hpp"
#include "trek/geo/topology.hpp"
#include "trek/network/detail/osm_pass.hpp"

namespace trek::network {
namespace {

using WayRefs = std::vector<std::int64_t>;  // ids of nodes

/// A way that may be drawn, with its nodes by id.
struct BackdropWay {
  BackdropKind kind;
  std::string name;
  WayRefs refs;
};

/// A multipolygon of water: ids of ways.
struct WaterRelation {
  std::string name;
  std::vector<std::int64_t> outer;
  std::vector<std::int64_t> inner;
};

/// What a file has to draw, before places are known.
struct BackdropObjects {
  std::vector<WaterRelation> waters;
  std::vector<BackdropWay> ways;
  std::map<std::int64_t, WayRefs> outlines;  // of waters, by id of the way; empty: not in the extract
};

std::optional<BackdropKind> backdrop_kind(const Tags& tags, bool is_closed) {
  if (tags.is("highway", "motorway") || tags.is("highway", "trunk")) return BackdropKind::motorway;
  if (tags.is("highway", "primary") || tags.is("highway", "secondary")) return BackdropKind::main_road;
  if (tags.is("railway", "rail") && !tags.has("service")) return BackdropKind::railway;
  if (tags.is("waterway", "river") || tags.is("waterway", "canal")) return BackdropKind::river;
  if (tags.is("waterway", "stream") || tags.is("waterway", "ditch") || tags.is("waterway", "drain"))
    return BackdropKind::stream;
  if (is_closed && tags.is("natural", "water")) return BackdropKind::lake;
  return std::nullopt;
}

bool is_town(const Tags& tags) {
  return tags.is("place", "city") || tags.is("place", "town") || tags.is("place", "village");
}

std::string text_in(const Tags& tags, std::string_view key) { return std::string{tags[key]}; }

void read_waters(const std::filesystem::path& file, const core::Control& control, BackdropObjects& objects) {
  std::set<std::int64_t> met;  // merged extracts repeat what they share
  Tags tags;
  detail::read_pass<osmium::Relation>(file, control, "backdrop: relations", [&](const osmium::Relation& relation) {
    detail::read_tags(relation.tags(), tags);
    if (!tags.is("type", "multipolygon") || !tags.is("natural", "water") || !met.insert(relation.id()).second) return;
    WaterRelation water{text_in(tags, "name"), {}, {}};
    for (const osmium::RelationMember& member : relation.members()) {
      if (member.type() != osmium::item_type::way) continue;
      const bool is_hole = std::string_view{member.role()} == "inner";
      (is_hole ? water.inner : water.outer).push_back(member.ref());
      objects.outlines.try_emplace(member.ref());
    }
    objects.waters.push_back(std::move(water));
  });
}

WayRefs refs_of(const osmium::Way& way) {
  WayRefs refs;
  for (const osmium::NodeRef& node : way.nodes()) refs.push_back(node.ref());
  return refs;
}

void read_ways(const std::filesystem::path& file, const core::Control& control, BackdropObjects& objects) {
  std::set<std::int64_t> met;
  Tags tags;
  detail::read_pass<osmium::Way>(file, control, "backdrop: ways", [&](const osmium::Way& way) {
    if (way.nodes().size() < 2) return;
    if (const auto outline = objects.outlines.find(way.id()); outline != objects.outlines.end())
      outline->second = refs_of(way);
    detail::read_tags(way.tags(), tags);
    const auto kind = backdrop_kind(tags, way.nodes().size() > 3 && way.ends_have_same_id());
    if (!kind || !met.insert(way.id()).second) return;
    objects.ways.push_back({*kind, tags.has("ref") ? text_in(tags, "ref") : text_in(tags, "name"), refs_of(way)});
  });
}

/// Nodes of ways by id, in degrees until they are projected.
struct BackdropNodes {
  std::vector<std::int64_t> id;  // ascending
  std::vector<double> x;
  std::vector<double> y;

  [[nodiscard]] std::optional<std::size_t> row(std::int64_t of) const {
    const auto found = std::ranges::lower_bound(id, of);
    return found == id.end() || *found != of ? std::nullopt
                                             : std::optional{static_cast<std::size_t>(found - id.begin())};
  }
};

BackdropNodes nodes_of(const BackdropObjects& objects) {
  BackdropNodes nodes;
  const auto add = [&nodes](const WayRefs& refs) { nodes.id.insert(nodes.id.end(), refs.begin(), refs.end()); };
  for (const BackdropWay& way : objects.ways) add(way.refs);
  for (const auto& [way, refs] : objects.outlines) add(refs);
  std::ranges::sort(nodes.id);
  nodes.id.erase(std::unique(nodes.id.begin(), nodes.id.end()), nodes.id.end());
  nodes.x.assign(nodes.id.size(), std::numeric_limits<double>::quiet_NaN());
  nodes.y = nodes.x;
  return nodes;
}

/// Towns, with degrees as their place until they are projected.
std::vector<Backdrop::Town> read_places(const std::filesystem::path& file, const core::Control& control,
                                        BackdropNodes& nodes) {
  std::vector<Backdrop::Town> towns;
  std::set<std::int64_t> met;
  Tags tags;
  detail::read_pass<osmium::Node>(file, control, "backdrop: nodes", [&](const osmium::Node& node) {
    if (!node.location().valid()) return;
    if (const auto row = nodes.row(node.id())) {
      nodes.x[*row] = node.location().lon();
      nodes.y[*row] = node.location().lat();
    }
    if (node.tags().empty()) return;
    detail::read_tags(node.tags(), tags);
    if (!is_town(tags) || !tags.has("name") || !met.insert(node.id()).second) return;
    towns.push_back({text_in(tags, "name"), text_in(tags, "place"), {node.location().lon(), node.location().lat()}});
  });
  return towns;
}

/// Missing nodes are left out; fewer than two are no line.
geo::LineString shape_of(const BackdropWay& way, const BackdropNodes& nodes) {
  geo::LineString shape;
  for (const std::int64_t ref : way.refs) {
    const auto row = nodes.row(ref);
    if (!row || !std::isfinite(nodes.x[*row]) || !std::isfinite(nodes.y[*row])) continue;
    const geo::Point point{nodes.x[*row], nodes.y[*row]};
    if (shape.empty() || !(shape.back() == point)) shape.push_back(point);
  }
  return shape;
}

/// Rings of ways that are drawn in parts, a polygon each. None where a way or node is not in the extract, or a ring is
/// not closed.
geo::MultiPolygon polygons_of(const std::vector<std::int64_t>& ways, const BackdropObjects& objects,
                              const BackdropNodes& nodes) {
  std::vector<std::vector<std::uint32_t>> lines;
  for (const std::int64_t way : ways) {
    auto& line = lines.emplace_back();
    for (const std::int64_t ref : objects.outlines.at(way)) {
      const auto row = nodes.row(ref);
      if (!row || !std::isfinite(nodes.x[*row]) || !std::isfinite(nodes.y[*row])) return {};
      line.push_back(static_cast<std::uint32_t>(*row));
    }
    if (line.empty()) return {};
  }
  geo::MultiPolygon polygons;
  for (const auto& ring : geo::rings_of({lines.begin(), lines.end()})) {
    geo::Ring& shell = polygons.emplace_back().shell;
    for (const std::uint32_t row : ring) shell.push_back({nodes.x[row], nodes.y[row]});
    shell.push_back(shell.front());
  }
  return polygons;
}

geo::MultiPolygon shape_of_water(const WaterRelation& water, const BackdropObjects& objects,
                                 const BackdropNodes& nodes) {
  auto outer = polygons_of(water.outer, objects, nodes);
  if (water.inner.empty() || outer.empty()) return outer;
  const auto inner = polygons_of(water.inner, objects, nodes);
  return inner.empty() ? geo::MultiPolygon{} : geo::difference(outer, inner);
}

/// Outlines of OSM may cross themselves or each other.
void add_lake(std::string name, const geo::MultiPolygon& outlines, Backdrop& backdrop) {
  geo::MultiPolygon shape = geo::made_valid(outlines);
  if (geo::area_m2(shape) >= kPond_m2) backdrop.lakes.push_back({std::move(name), std::move(shape)});
}

void add_drawn_way(BackdropWay way, geo::LineString shape, Backdrop& backdrop) {
  constexpr std::size_t kFewest = 4;
  if (way.kind == BackdropKind::lake) {
    if (shape.size() >= kFewest && shape.front() == shape.back())
      add_lake(std::move(way.name), {{std::move(shape), {}}}, backdrop);
    return;
  }
  auto& lines = way.kind == BackdropKind::stream ? backdrop.local : backdrop.lines;
  if (shape.size() > 1) lines.push_back({way.kind, std::move(way.name), std::move(shape)});
}

}  // namespace

std::string_view name_of(BackdropKind kind) noexcept {
  switch (kind) {
    case BackdropKind::motorway:
      return "motorway";
    case BackdropKind::main_road:
      return "main_road";
    case BackdropKind::railway:
      return "railway";
    case BackdropKind::river:
      return "river";
    case BackdropKind::stream:
      return "stream";
    case BackdropKind::lake:
      return "lake";
    case BackdropKind::street:
      return "street";
    case BackdropKind::path:
      return "path";
  }
  return {};
}

Backdrop read_backdrop(const std::filesystem::path& file, const std::string& crs, const core::Control& control) {
  core::check_input(file);
  BackdropObjects objects;
  read_waters(file, control, objects);
  read_ways(file, control, objects);
  BackdropNodes nodes = nodes_of(objects);
  Backdrop backdrop;
  backdrop.towns = read_places(file, control, nodes);
  const geo::Transformation to_project{geo::kWgs84, crs};
  to_project.apply(nodes.x, nodes.y);
  for (Backdrop::Town& town : backdrop.towns) town.place = to_project.to_point({town.place.x_m, town.place.y_m});
  std::erase_if(backdrop.towns, [](const Backdrop::Town& town) { return !geo::is_finite(town.place); });
  for (const WaterRelation& water : objects.waters)
    add_lake(water.name, shape_of_water(water, objects, nodes), backdrop);
  for (BackdropWay& way : objects.ways) {
    auto shape = shape_of(way, nodes);
    add_drawn_way(std::move(way), std::move(shape), backdrop);
  }
  return backdrop;
}

}  // namespace trek::network
