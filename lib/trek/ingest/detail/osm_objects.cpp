#include "trek/ingest/detail/osm_objects.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "trek/core/error.hpp"
#include "trek/core/zero_ended.hpp"
#include "trek/geo/rings.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/detail/osm_extract.hpp"

namespace trek::ingest::detail {
namespace {

using NodeId = osmium::object_id_type;
using OsmTags = std::vector<std::pair<std::string, std::string>>;

/// Which objects a table is made of, and which of their tags it asks for.
struct OsmTable {
  std::string_view table;
  std::string_view key;
  std::string_view value;
  std::array<const char*, 8> tags;
};
constexpr std::array kOsmTables{
    OsmTable{"parking",
             "amenity",
             "parking",
             {"amenity", "name", "parking", "access", "capacity", "opening_date", "end_date", "description"}}};

const OsmTable* find_osm_table(std::string_view name) {
  for (const OsmTable& table : kOsmTables) {
    if (table.table == name) return &table;
  }
  return nullptr;
}

OsmTags tags_of(const osmium::TagList& list) {
  OsmTags tags;
  const auto* const begin = reinterpret_cast<const char*>(&*list.begin());
  const auto* const end = reinterpret_cast<const char*>(&*list.end());
  core::for_each_zero_ended_pair({begin, static_cast<std::size_t>(end - begin)},
                                 [&](std::string_view key, std::string_view value) { tags.emplace_back(key, value); });
  return tags;
}

bool has_tag(const OsmTags& tags, std::string_view key, std::string_view value) {
  for (const auto& [own_key, own_value] : tags) {
    if (own_key == key && own_value == value) return true;
  }
  return false;
}

/// An object that is wanted, and the ways that its outlines are drawn in.
struct OsmObject {
  std::string id;  // "relation/12"
  OsmTags tags;
  std::optional<osmium::Location> point{};
  std::vector<NodeId> outer{};
  std::vector<NodeId> inner{};
};

/// What the passes over the extract find.
class OsmCollection {
 public:
  explicit OsmCollection(const OsmTable& table) : table_{table} {}

  void read(const std::filesystem::path& path, const core::Control& control) {
    using osmium::osm_entity_bits::type;
    const auto pass = [&](type entities, const auto& visit) { read_osm_extract(path, entities, control, visit); };
    pass(type::relation, [&](const osmium::memory::Buffer& buffer) {
      for (const auto& relation : buffer.select<osmium::Relation>()) add(relation);
    });
    pass(type::way, [&](const osmium::memory::Buffer& buffer) {
      for (const auto& way : buffer.select<osmium::Way>()) add(way);
    });
    pass(type::node, [&](const osmium::memory::Buffer& buffer) {
      for (const auto& node : buffer.select<osmium::Node>()) add(node);
    });
  }

  [[nodiscard]] const std::vector<OsmObject>& objects() const noexcept { return objects_; }

  /// Empty where an outline is not whole, or not closed.
  [[nodiscard]] geo::MultiPolygon area(const OsmObject& object) const {
    const auto outer = polygons(object.outer);
    if (object.inner.empty() || outer.empty()) return outer;
    const auto inner = polygons(object.inner);
    return inner.empty() ? geo::MultiPolygon{} : geo::difference(outer, inner);
  }

 private:
  void add(const osmium::Relation& relation) {
    auto tags = tags_of(relation.tags());
    if (!relation.visible() || !is_wanted(tags) || !has_tag(tags, "type", "multipolygon")) return;
    OsmObject object{fmt::format("relation/{}", relation.id()), std::move(tags)};
    for (const osmium::RelationMember& member : relation.members()) {
      if (member.type() != osmium::item_type::way) continue;
      const bool is_hole = std::string_view{member.role()} == "inner";
      (is_hole ? object.inner : object.outer).push_back(member.ref());
      nodes_of_.try_emplace(member.ref());
    }
    objects_.push_back(std::move(object));
  }

  void add(const osmium::Way& way) {
    if (!way.visible()) return;
    auto tags = tags_of(way.tags());
    const bool wanted = is_wanted(tags);
    if (!wanted && !nodes_of_.contains(way.id())) return;
    auto& nodes = nodes_of_[way.id()];
    nodes.clear();
    for (const osmium::NodeRef& node : way.nodes()) {
      nodes.push_back(node.ref());
      places_.try_emplace(node.ref(), node.location());  // some extracts have it here
    }
    if (wanted) objects_.push_back({fmt::format("way/{}", way.id()), std::move(tags), {}, {way.id()}, {}});
  }

  void add(const osmium::Node& node) {
    if (!node.visible()) return;
    if (const auto place = places_.find(node.id()); place != places_.end()) place->second = node.location();
    if (node.tags().empty()) return;
    auto tags = tags_of(node.tags());
    if (is_wanted(tags)) objects_.push_back({fmt::format("node/{}", node.id()), std::move(tags), node.location()});
  }

  [[nodiscard]] bool is_wanted(const OsmTags& tags) const { return has_tag(tags, table_.key, table_.value); }

  /// One a ring of these ways. Empty where a way or a node is not in the extract, or a ring is not closed.
  [[nodiscard]] geo::MultiPolygon polygons(const std::vector<NodeId>& ways) const {
    std::unordered_map<NodeId, std::uint32_t> rows;
    std::vector<geo::Point> points;
    std::vector<std::vector<std::uint32_t>> lines;
    for (const NodeId way : ways) {
      auto& line = lines.emplace_back();
      for (const NodeId node : nodes_of_.at(way)) {
        const osmium::Location place = places_.at(node);
        if (!place.valid()) return {};
        const auto [found, is_new] = rows.try_emplace(node, static_cast<std::uint32_t>(points.size()));
        if (is_new) points.push_back({place.lon_without_check(), place.lat_without_check()});
        line.push_back(found->second);
      }
      if (line.size() < 2) return {};
    }
    const std::vector<std::span<const std::uint32_t>> spans{lines.begin(), lines.end()};
    geo::MultiPolygon result;
    for (const auto& ring : geo::rings_of(spans)) {
      geo::Polygon polygon;
      for (const std::uint32_t row : ring) polygon.shell.push_back(points[row]);
      polygon.shell.push_back(polygon.shell.front());
      result.push_back(std::move(polygon));
    }
    return result;
  }

  const OsmTable& table_;
  std::vector<OsmObject> objects_;
  std::unordered_map<NodeId, std::vector<NodeId>> nodes_of_;  // of a way; empty: not seen
  std::unordered_map<NodeId, osmium::Location> places_;       // invalid: not seen
};

OGRGeometryH ogr_ring(const geo::Ring& ring) {
  OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
  for (const geo::Point point : ring) OGR_G_AddPoint_2D(line, point.x_m, point.y_m);
  return line;
}

/// To be given to a feature; null where there is none.
OGRGeometryH ogr_geometry(const OsmObject& object, const geo::MultiPolygon& area) {
  if (object.point && object.point->valid()) {
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, object.point->lon_without_check(), object.point->lat_without_check());
    return point;
  }
  if (area.empty()) return nullptr;
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
  for (const geo::Polygon& polygon : area) {
    OGRGeometryH part = OGR_G_CreateGeometry(wkbPolygon);
    OGR_G_AddGeometryDirectly(part, ogr_ring(polygon.shell));
    for (const geo::Ring& hole : polygon.holes) OGR_G_AddGeometryDirectly(part, ogr_ring(hole));
    OGR_G_AddGeometryDirectly(all, part);
  }
  return all;
}

struct ReleaseField {
  void operator()(OGRFieldDefnH field) const noexcept { OGR_Fld_Destroy(field); }
};
struct ReleaseReference {
  void operator()(OGRSpatialReferenceH reference) const noexcept { OSRRelease(reference); }
};
using OwnedField = std::unique_ptr<std::remove_pointer_t<OGRFieldDefnH>, ReleaseField>;
using OwnedReference = std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, ReleaseReference>;

constexpr const char* kOsmId = "@id";

OGRLayerH new_layer(const Dataset& dataset, const OsmTable& table) {
  const OwnedReference degrees{OSRNewSpatialReference(nullptr)};
  constexpr int kWgs84Code = 4326;
  OSRImportFromEPSG(degrees.get(), kWgs84Code);
  OGRLayerH layer =
      GDALDatasetCreateLayer(dataset.get(), std::string{table.table}.c_str(), degrees.get(), wkbUnknown, nullptr);
  const auto add_field = [&](const char* name) {
    const OwnedField field{OGR_Fld_Create(name, OFTString)};
    OGR_L_CreateField(layer, field.get(), FALSE);
  };
  add_field(kOsmId);
  for (const char* const tag : table.tags) add_field(tag);
  return layer;
}

void add_feature(OGRLayerH layer, const OsmObject& object, const geo::MultiPolygon& area) {
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  const Feature feature{OGR_F_Create(definition)};
  OGR_F_SetFieldString(feature.get(), 0, object.id.c_str());
  for (const auto& [key, value] : object.tags) {
    const int column = OGR_FD_GetFieldIndex(definition, key.c_str());
    if (column > 0) OGR_F_SetFieldString(feature.get(), column, value.c_str());
  }
  if (OGRGeometryH geometry = ogr_geometry(object, area); geometry != nullptr)
    OGR_F_SetGeometryDirectly(feature.get(), geometry);
  if (OGR_L_CreateFeature(layer, feature.get()) != OGRERR_NONE)
    throw core::Error{core::ErrorKind::internal, fmt::format("{}: GDAL takes no feature in memory", object.id)};
}

}  // namespace

bool is_osm_source(std::string_view table, const std::filesystem::path& path) {
  return path.extension() == ".pbf" && find_osm_table(table) != nullptr;
}

Dataset open_osm_objects(std::string_view table, const std::filesystem::path& path, const core::Control& control) {
  const OsmTable& wanted = *find_osm_table(table);
  OsmCollection found{wanted};
  found.read(path, control);
  GDALDriverH memory = GDALGetDriverByName("Memory");
  if (memory == nullptr)
    throw core::Error{core::ErrorKind::internal, "this GDAL has no layers in memory (driver Memory)"};
  Dataset dataset{GDALCreate(memory, "", 0, 0, 0, GDT_Unknown, nullptr)};
  OGRLayerH layer = new_layer(dataset, wanted);
  for (const OsmObject& object : found.objects()) add_feature(layer, object, found.area(object));
  return dataset;
}

}  // namespace trek::ingest::detail
