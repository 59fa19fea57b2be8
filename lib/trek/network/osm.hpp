#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/units.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/hierarchy.hpp"
#include "trek/network/moment.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::network {

/// Speeds and delays of a mode; the defaults are the Dutch ones of METHODS "Streets".
struct ModeSpeeds {
  model::Mode mode = model::Mode::foot;
  core::MetersPerSecond base;                             // foot 4.8, bicycle 15, e-bike 20 km/h; unused by car
  std::map<std::string, core::MetersPerSecond> by_class;  // car: "motorway" -> 100 km/h ...; by highway tag
  double peak_factor = 1.0;                               // car times are multiplied by it
  core::Seconds signal_delay{0.0};                        // car: 2 s at traffic signals
  core::Seconds ferry_wait{300.0};
  core::MetersPerSecond ferry_speed = core::kilometers_per_hour(5.0);  // without a duration tag
  core::MetersPerSecond dismounted = core::kilometers_per_hour(4.0);   // bicycle pushed on a footway
  core::MetersPerSecond cycleway_bonus{0.0};  // bicycles: 1 km/h faster where nothing else drives
  Moment moment;                              // at which access, limits and opening hours are judged
};
[[nodiscard]] ModeSpeeds default_speeds(model::Mode mode);

/// What of the tags that depend on a moment could be judged: `*:conditional` and `opening_hours`.
struct ConditionCounts {
  std::uint64_t judged = 0;                         // tags
  std::map<std::string, std::uint64_t> not_judged;  // kind of condition (see network::Judgement) -> tags
};

/// What became of the ways of OSM, or the roads of an NWB: read, used, and left out by reason ("no_highway",
/// "no_access", "construction", ...).
struct OsmCounts {
  std::uint64_t node_count = 0;
  std::uint64_t way_count = 0;
  std::uint64_t used_way_count = 0;
  std::map<std::string, std::uint64_t> left_out;  // reason -> ways
  std::uint64_t missing_node_count = 0;           // references to nodes that the extract does not hold
  std::uint64_t barrier_count = 0;                // nodes that block the mode
  std::uint64_t unknown_direction_count = 0;      // used both ways, since nobody says (NWB)

  std::uint64_t local_way_count = 0;      // used by whoever starts or ends there only
  std::uint64_t no_entry_way_count = 0;   // used, and joined at their ends only
  std::uint64_t local_barrier_count = 0;  // nodes that let through whose trip starts or ends behind them

  std::uint64_t area_count = 0;                           // grounds that are walked freely
  std::uint64_t walk_count = 0;                           // straight walks over them, from entrance to entrance
  std::map<std::string, std::uint64_t> areas_not_walked;  // reason -> areas

  std::uint64_t turn_restriction_count = 0;             // kept
  std::map<std::string, std::uint64_t> turns_not_kept;  // reason -> restrictions
  std::uint64_t junction_copy_count = 0;                // nodes that turns needed
  std::uint64_t enclosed_street_count = 0;              // open to all, but behind streets that are local
  ConditionCounts conditions;
};

/// The streets of one mode.
struct ModeNetwork {
  StreetGraph graph;
  OsmCounts counts;
  std::string moment;   // at which conditional tags were judged; empty where there can be none (NWB)
  Hierarchy hierarchy;  // empty as read_osm gives it: see build_hierarchies
};

/// Errors  Error{data} for the JSON of Overpass, whatever the name of the file, with what to ask for in its place.
void check_is_no_overpass_json(const std::filesystem::path& file);

/// The bounds of an extract in degrees, x = longitude: as its header states them, else those of its nodes.
/// Errors  as read_osm; an extract without nodes is Error{data}.
[[nodiscard]] geo::Box osm_bounds(const std::filesystem::path& file, const core::Control& control);

/// The program that an extract's header names; empty where it names none.
/// Errors  as read_osm.
[[nodiscard]] std::string osm_generator(const std::filesystem::path& file);

/// Reads an OSM PBF (or .osm, .osm.bz2 ...) and builds the graph of one mode, in the projected `crs`.
///
/// Ways are cut at junctions, ends, barriers that block the mode, and missing nodes; a way that the file holds twice
/// counts once. counts.used_way_count + the sum of counts.left_out == counts.way_count.
/// Errors  Error{data} for a file that is missing, truncated or not OSM, or without a single usable way;
///         Error{bad_argument} for a speed that is not above 0. Want of memory in libosmium's threads ends the process,
///         by std::terminate (core::EndWithoutMemory).
/// Cost    three passes over the file. Source: METHODS "Streets".
[[nodiscard]] ModeNetwork read_osm(const std::filesystem::path& file, const ModeSpeeds& speeds, const std::string& crs,
                                   const core::Control& control);

/// Several modes in the passes of one: result[i] belongs to speeds[i], and is what it would be alone.
[[nodiscard]] std::vector<ModeNetwork> read_osm(const std::filesystem::path& file,
                                                const std::vector<ModeSpeeds>& speeds, const std::string& crs,
                                                const core::Control& control);

}  // namespace trek::network
