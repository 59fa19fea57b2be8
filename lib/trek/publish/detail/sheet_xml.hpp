#pragma once

#include <pugixml.hpp>

#include "trek/publish/map_project.hpp"

namespace trek::publish::detail {

/// <Layouts> with one A3 landscape sheet: title, notice, map, ranking, legend, scale bar, north arrow, sources.
void add_sheet(pugi::xml_node root, const MapProject& project);
/// The layer tree with its groups; `only_visible` for a legend.
void add_layer_tree(pugi::xml_node parent, const MapProject& project, bool only_visible);
/// "./FILE.gpkg|layername=x|subset=..."
[[nodiscard]] std::string source_of(const MapProject& project, const ProjectLayer& layer);

}  // namespace trek::publish::detail
