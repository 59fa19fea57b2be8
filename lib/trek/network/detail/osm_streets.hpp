#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/network/detail/osm_tables.hpp"
#include "trek/network/mode_speeds.hpp"
#include "trek/network/network.hpp"
#include "trek/network/street_graph.hpp"

/// From ways and nodes to the streets between junctions.
namespace trek::network::detail {

/// Errors  Error{bad_argument} for a speed that is not above 0.
void check_speeds(const ModeSpeeds& speeds);

/// The graph of each mode, with what became of its ways in the counts that were begun. A graph may be empty.
[[nodiscard]] std::vector<ModeNetwork> mode_networks(std::span<const ModeSpeeds> speeds, const WayTable& ways,
                                                     const NodeTable& nodes, std::vector<OsmCounts> counts,
                                                     const core::Control& control);

/// The streets of mode number `column`, and what became of its ways in `counts`.
[[nodiscard]] Streets streets(const ModeSpeeds& speeds, const WayTable& ways, std::size_t column,
                              const NodeTable& nodes, OsmCounts& counts, const core::Control& control);

}  // namespace trek::network::detail
