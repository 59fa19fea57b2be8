#pragma once

#include <filesystem>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/ingest/description.hpp"

namespace trek::ingest::detail {

/// An OSM PBF by its header and counts: one layer each for nodes, ways and relations.
/// Errors  Error{data} when the file breaks off or is no PBF. Want of memory as network::read_osm has it.
[[nodiscard]] std::vector<LayerDescription> osm_layers(const std::filesystem::path& path, const core::Control& control);

}  // namespace trek::ingest::detail
