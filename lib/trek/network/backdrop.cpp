#include "trek/network/backdrop.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "trek/core/input_file.hpp"
#include "trek/geo/crs.hpp"
#include "trek/network/detail/osm_pass.hpp"

namespace trek::network {
namespace {

/// A way that may be drawn, with its nodes by id.
struct BackdropWay {
  BackdropKind kind;
  std::string name;
  std::vector<std::int64_t> refs;
};

std::optional<BackdropKind> backdrop_kind(const Tags& tags, bool is_closed) {
  if (tags.is("highway", "motorway") || tags.is("highway", "trunk")) return BackdropKind::motorway;
  if (tags.is("highway", "primary") || tags.is("highway", "secondary")) return BackdropKind::main_road;
  if (tags.is("railway", "rail") && !tags.has("service")) return BackdropKind::railway;
  if (tags.is("waterway", "river") || tags.is("waterway", "canal")) return BackdropKind::river;
  if (is_closed && tags.is("natural", "water")) return BackdropKind::lake;
  return std::nullopt;
}

bool is_town(const Tags& tags) {
  return tags.is("place", "city") || tags.is("place", "town") || tags.is("place", "village");
}

std::string text_in(const Tags& tags, std::string_view key) { return std::string{tags[key]}; }

std::vector<BackdropWay> backdrop_ways(const std::filesystem::path& file, const core::Control& control) {
  std::vector<BackdropWay> ways;
  std::set<std::int64_t> met;  // merged extracts repeat what they share
  Tags tags;
  detail::read_pass<osmium::Way>(file, control, "backdrop: ways", [&](const osmium::Way& way) {
    detail::read_tags(way.tags(), tags);
    const auto kind = backdrop_kind(tags, way.nodes().size() > 3 && way.ends_have_same_id());
    if (!kind || way.nodes().size() < 2 || !met.insert(way.id()).second) return;
    BackdropWay kept{*kind, tags.has("ref") ? text_in(tags, "ref") : text_in(tags, "name"), {}};
    for (const osmium::NodeRef& node : way.nodes()) kept.refs.push_back(node.ref());
    ways.push_back(std::move(kept));
  });
  return ways;
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

BackdropNodes nodes_of(const std::vector<BackdropWay>& ways) {
  BackdropNodes nodes;
  for (const BackdropWay& way : ways) nodes.id.insert(nodes.id.end(), way.refs.begin(), way.refs.end());
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

bool meets(const geo::Box& a, const geo::Box& b) {
  return a.min_x_m <= b.max_x_m && b.min_x_m <= a.max_x_m && a.min_y_m <= b.max_y_m && b.min_y_m <= a.max_y_m;
}

void add_drawn_way(BackdropWay way, geo::LineString shape, Backdrop& backdrop) {
  constexpr double kSmallestLake_m2 = 10'000.0;
  constexpr std::size_t kFewest = 4;
  if (way.kind != BackdropKind::lake) {
    if (shape.size() > 1) backdrop.lines.push_back({way.kind, std::move(way.name), std::move(shape)});
    return;
  }
  const bool is_ring = shape.size() >= kFewest && shape.front() == shape.back();
  if (is_ring && std::abs(geo::signed_area_m2(shape)) >= kSmallestLake_m2)
    backdrop.lakes.push_back({std::move(way.name), {std::move(shape), {}}});
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
    case BackdropKind::lake:
      return "lake";
  }
  return {};
}

Backdrop read_backdrop(const std::filesystem::path& file, const geo::Box& region, const std::string& crs,
                       const core::Control& control) {
  core::check_input(file);
  std::vector<BackdropWay> ways = backdrop_ways(file, control);
  BackdropNodes nodes = nodes_of(ways);
  Backdrop backdrop;
  auto towns = read_places(file, control, nodes);
  const geo::Transformation to_project{geo::kWgs84, crs};
  to_project.apply(nodes.x, nodes.y);
  for (Backdrop::Town& town : towns) {
    town.place = to_project.to_point({town.place.x_m, town.place.y_m});
    if (region.contains(town.place)) backdrop.towns.push_back(std::move(town));
  }
  for (BackdropWay& way : ways) {
    geo::LineString shape = shape_of(way, nodes);
    if (!shape.empty() && meets(geo::bounds(shape), region)) add_drawn_way(std::move(way), std::move(shape), backdrop);
  }
  return backdrop;
}

}  // namespace trek::network
