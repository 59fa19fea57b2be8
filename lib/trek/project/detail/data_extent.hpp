#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/geo/square_map.hpp"
#include "trek/measure/extent.hpp"
#include "trek/measure/measured.hpp"
#include "trek/network/street_graph.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// Without streets: those are for add_streets. Source  METHODS "Where the data end". Cost  linear in the squares and
/// the cells.
[[nodiscard]] measure::DataExtent data_extent(const Project& project, const Inputs& inputs);

/// Adds where the streets of each mode go on.
void add_streets(const Project& project, const std::vector<measure::ModeTravel>& travel, measure::DataExtent& extent,
                 const core::Control& control);

/// Where the streets of a mode go on: the hull of its junctions; of a map of a few streets the bounds that it states.
/// `shape` gives box and size of the squares.
[[nodiscard]] geo::SquareMap street_extent(const network::StreetGraph& graph, const std::filesystem::path& extract,
                                           const std::string& crs, double margin_m, const geo::SquareMap& shape,
                                           const core::Control& control);

}  // namespace trek::project::detail
