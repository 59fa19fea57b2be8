#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/geo/point.hpp"
#include "trek/network/mode_speeds.hpp"
#include "trek/network/network.hpp"

namespace trek::network {

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
