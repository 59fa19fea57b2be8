#include "trek/publish/project_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "trek/geo/crs.hpp"
#include "trek/publish/detail/layer_tree_xml.hpp"
#include "trek/publish/detail/project_marks.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/sheet_xml.hpp"
#include "trek/publish/detail/style_xml.hpp"

namespace trek::publish {
namespace {

using detail::add;
using detail::add_typed;
using detail::set;

std::string_view geometry_name(GeometryType type) {
  switch (type) {
    case GeometryType::none:
      return "No geometry";
    case GeometryType::point:
      return "Point";
    case GeometryType::line:
      return "Line";
    case GeometryType::multipolygon:
      return "Polygon";
  }
  return "No geometry";
}

void add_crs(pugi::xml_node parent, const std::string& crs, const std::string& wkt) {
  auto system = parent.append_child("spatialrefsys");
  add(system, "wkt", wkt);  // by its code alone QGIS 3.22 takes it for invalid
  add(system, "authid", crs);
}

void add_map_layer(pugi::xml_node parent, const MapProject& project, const ProjectLayer& layer,
                   const std::string& wkt) {
  auto node = parent.append_child("maplayer");
  set(node, "type", "vector");
  set(node, "geometry", geometry_name(layer.schema.geometry));
  add(node, "id", layer.id);
  add(node, "datasource", detail::source_of(project, layer));
  add(node, "layername", detail::without_expressions(layer.title));
  add(node, "abstract", detail::as_html(layer.schema.abstract));
  if (layer.schema.geometry != GeometryType::none) add_crs(node.append_child("srs"), project.crs, wkt);
  auto provider = add(node, "provider", "ogr");
  set(provider, "encoding", "UTF-8");
  const auto* const language = project.language == model::Language::nl ? "DUT" : "ENG";
  detail::add_metadata(
      node.append_child("resourceMetadata"),
      {layer.title, layer.schema.abstract, project.rights.attribution, project.rights.licence, language});
  std::vector<detail::FormRelation> relations;
  for (const auto& relation : project.relations) {
    if (relation.layer == layer.id) relations.push_back({relation.id, relation.title});
  }
  detail::add_style(node, layer.style, layer.schema, relations);
}

void add_relations(pugi::xml_node root, const MapProject& project) {
  auto relations = root.append_child("relations");
  for (const auto& relation : project.relations) {
    auto node = relations.append_child("relation");
    set(node, "id", relation.id);
    set(node, "name", relation.title);
    set(node, "referencedLayer", relation.layer);
    set(node, "referencingLayer", relation.table);
    set(node, "strength", "Association");
    auto fields = node.append_child("fieldRef");
    set(fields, "referencedField", relation.key);
    set(fields, "referencingField", relation.column);
  }
}

/// The groups that hold a layer of a theme, as QGIS names them: with those around them.
std::vector<std::string> shown_groups(const MapProject& project, const MapTheme& theme) {
  std::vector<std::string> groups;
  for (const auto& layer : project.layers) {
    const bool in_theme = std::ranges::find(theme.layers, layer.id) != theme.layers.end();
    const auto group = detail::without_expressions(layer.group);
    const auto sub = group + "/" + detail::without_expressions(layer.subgroup);
    for (const auto& name : {group, sub}) {
      const bool shown = name == group || (in_theme && !layer.subgroup.empty());
      if (shown && std::ranges::find(groups, name) == groups.end()) groups.push_back(name);
    }
  }
  return groups;
}

void add_themes(pugi::xml_node root, const MapProject& project) {
  auto themes = root.append_child("visibility-presets");
  for (const auto& theme : project.themes) {
    auto node = themes.append_child("visibility-preset");
    set(node, "name", theme.title);
    set(node, "has-expanded-info", "0");
    set(node, "has-checked-group-info", "1");
    for (const auto& id : theme.layers) {
      auto layer = node.append_child("layer");
      set(layer, "id", id);
      set(layer, "visible", "1");
    }
    auto groups = node.append_child("checked-group-nodes");
    for (const auto& name : shown_groups(project, theme)) set(groups.append_child("checked-group-node"), "id", name);
  }
}

void add_view(pugi::xml_node root, const MapProject& project, const std::string& wkt) {
  auto extent = root.append_child("ProjectViewSettings").append_child("DefaultViewExtent");
  set(extent, "xmin", project.extent.min_x_m);
  set(extent, "ymin", project.extent.min_y_m);
  set(extent, "xmax", project.extent.max_x_m);
  set(extent, "ymax", project.extent.max_y_m);
  add_crs(extent, project.crs, wkt);
}

void add_properties(pugi::xml_node root, const MapProject& project) {
  auto properties = root.append_child("properties");
  add_typed(properties.append_child("SpatialRefSys"), "ProjectionsEnabled", "int", "1");
  add_typed(properties.append_child("Paths"), "Absolute", "bool", "false");
  auto gui = properties.append_child("Gui");
  for (const char* part : {"CanvasColorRedPart", "CanvasColorGreenPart", "CanvasColorBluePart"})
    add_typed(gui, part, "int", "255");
  add_typed(properties.append_child("Measurement"), "DistanceUnits", "QString", "meters");
  detail::add_variables(properties, project);
  detail::add_notice_on_map(properties, project);
}

}  // namespace

std::string qgs(const MapProject& project) {
  const auto wkt = geo::crs_wkt(project.crs);
  pugi::xml_document document;
  auto root = document.append_child("qgis");
  set(root, "version", "3.22.0");
  set(root, "projectname", project.title);
  add(root, "title", project.title);
  add_crs(root.append_child("projectCrs"), project.crs, wkt);
  detail::add_layer_tree(root, project);
  auto layers = root.append_child("projectlayers");
  for (const auto& layer : project.layers) add_map_layer(layers, project, layer, wkt);
  add_relations(root, project);
  add_themes(root, project);
  add_view(root, project, wkt);
  add_properties(root, project);
  detail::add_sheets(root, project);
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>" + detail::text_of(document);
}

}  // namespace trek::publish
