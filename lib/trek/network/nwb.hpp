#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/model/tables.hpp"
#include "trek/network/osm.hpp"
#include "trek/network/osm_rules.hpp"

namespace trek::network {

/// What a road of the Nationaal Wegenbestand is in OSM's words, so that one set of rules and speeds serves both:
/// METHODS "Streets" has the table. A road without a meaning here has no highway tag, and `left_out` says why.
struct RoadTags {
  std::string_view left_out;  // reason: "bus_lane", "ferry", "air_traffic", "unknown_kind"; empty: it has tags
  Tags tags;
};
[[nodiscard]] RoadTags road_tags(const model::Roads& roads, std::size_t row);

/// Reads the roads of an NWB file (any vector format) and builds the graphs of some modes, in the projected `crs`.
///
/// The junctions are those of the file. counts.way_count are its records; those that cannot be read are left out as
/// "rejected". Directions follow `rijrichtng`, for all but walkers; where it says nothing, both are open.
/// Errors  Error{data} as ingest::read_roads, and for a file without a usable road; Error{bad_argument} as read_osm.
/// Cost    one pass; memory is the file's roads and the graphs.
[[nodiscard]] std::vector<ModeNetwork> read_nwb(const std::filesystem::path& file,
                                                const std::vector<ModeSpeeds>& speeds, const std::string& crs,
                                                const core::Control& control);

/// The same from a table that was read before.
[[nodiscard]] std::vector<ModeNetwork> road_networks(const model::Roads& roads, const std::vector<ModeSpeeds>& speeds,
                                                     const core::Control& control);

}  // namespace trek::network
