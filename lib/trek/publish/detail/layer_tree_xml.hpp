#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "trek/publish/map_project.hpp"

namespace trek::publish::detail {

/// The layer tree: groups, within them subgroups of which one shows at a time, and the order in which is drawn.
void add_layer_tree(pugi::xml_node parent, const MapProject& project);
/// The layers of a legend, whose own titles say enough.
void add_legend_tree(pugi::xml_node parent, const MapProject& project, const std::vector<std::string>& layers);
/// "./FILE.gpkg|layername=x|subset=..."
[[nodiscard]] std::string source_of(const MapProject& project, const ProjectLayer& layer);

}  // namespace trek::publish::detail
