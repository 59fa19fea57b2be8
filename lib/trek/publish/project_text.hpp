#pragma once

#include <string>

#include "trek/publish/map_project.hpp"

namespace trek::publish {

/// The .qgs text. Errors  Error{data} for a CRS that PROJ does not know.
[[nodiscard]] std::string qgs(const MapProject& project);

}  // namespace trek::publish
