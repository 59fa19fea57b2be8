#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/geo/point.hpp"
#include "trek/network/network_file.hpp"

/// Streets from a file of either kind: an extract of OSM, which `network` reads, or an NWB, whose roads `ingest` reads.
namespace trek::project {

/// The streets of an extract for some modes, prepared; `made_by` this version of trek.
/// Errors  as network::build_network and ingest::read_roads.
[[nodiscard]] network::Network build_network(const std::filesystem::path& extract,
                                             const std::vector<network::ModeSpeeds>& speeds, const std::string& crs,
                                             const core::Control& control,
                                             const std::optional<network::SourceCredit>& credit = std::nullopt);

/// The bounds of an extract in degrees, x = longitude: of OSM as network::osm_bounds, of an NWB as its file states
/// them. Empty where an NWB does not say. Errors  as network::osm_bounds and ingest::layer_bounds. Cost  next to
/// nothing; a pass over the nodes of an OSM
///         extract whose header has no bounds.
[[nodiscard]] geo::Box extract_bounds(const std::filesystem::path& extract, const core::Control& control);

}  // namespace trek::project
