#pragma once

#include <filesystem>

#include "trek/core/control.hpp"
#include "trek/geo/point.hpp"

namespace trek::network {

/// The bounds of an extract in degrees, x = longitude: of OSM as osm_bounds, of an NWB as its file states them. Empty
/// where an NWB does not say.
/// Errors  as osm_bounds and ingest::layer_bounds. Cost  next to nothing; a pass over the nodes of an OSM extract whose
///         header has no bounds.
[[nodiscard]] geo::Box extract_bounds(const std::filesystem::path& extract, const core::Control& control);

}  // namespace trek::network
