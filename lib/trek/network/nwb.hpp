#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/model/loaded.hpp"
#include "trek/model/tables.hpp"
#include "trek/network/mode_speeds.hpp"
#include "trek/network/network.hpp"
#include "trek/network/osm_tags.hpp"

namespace trek::network {

/// What a road of the Nationaal Wegenbestand is in OSM's words, so that one set of rules and speeds serves both:
/// METHODS "Streets" has the table. A road without a meaning here has no highway tag, and `left_out` says why.
struct RoadTags {
  std::string_view left_out;  // reason: "bus_lane", "ferry", "air_traffic", "unknown_kind"; empty: it has tags
  Tags tags;
};
[[nodiscard]] RoadTags road_tags(const model::Roads& roads, std::size_t row);

/// Builds the graphs of some modes from the roads of an NWB, which were read in a projected CRS.
///
/// The junctions are those of the file. counts.way_count are its records; those that could not be read are left out as
/// "rejected". Directions follow `rijrichtng`, for all but walkers; where it says nothing, both are open.
/// Errors  Error{data} for a mode without a usable road; Error{bad_argument} as read_osm.
/// Cost    one pass; memory is the graphs.
[[nodiscard]] std::vector<ModeNetwork> road_networks(const model::Loaded<model::Roads>& roads,
                                                     const std::vector<ModeSpeeds>& speeds,
                                                     const core::Control& control);

}  // namespace trek::network
