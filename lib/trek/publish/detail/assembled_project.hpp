#pragma once

#include <string>
#include <vector>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/map_project.hpp"

namespace trek::publish::detail {

/// The project of layers that have rows: their views in groups, relations, themes and sheets.
[[nodiscard]] MapProject assembled_project(const MapHead& head, const std::vector<Layer>& layers, const MapSheet& sheet,
                                           const MapRights& rights, const geo::Box& extent,
                                           const std::string& file_name);

}  // namespace trek::publish::detail
