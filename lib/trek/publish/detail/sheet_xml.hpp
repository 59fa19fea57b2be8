#pragma once

#include <pugixml.hpp>

#include "trek/publish/map_project.hpp"

namespace trek::publish::detail {

/// <Layouts>: each sheet of the project on A3 and on A4; title, notice, map, column of parts and legend, scale,
/// sources. Without sheets one of its own: the visible layers, and the ranking beside them.
void add_sheets(pugi::xml_node root, const MapProject& project);

}  // namespace trek::publish::detail
