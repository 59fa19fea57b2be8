#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/network/detail/osm_relations.hpp"

namespace trek::network::detail {

/// The relations of a file that say something of its streets: type=restriction, and type=multipolygon of ground.
/// Errors  as read_osm.   Cost  one pass over the file.
[[nodiscard]] Relations read_relations(const std::filesystem::path& file, std::span<const ModeSpeeds> speeds,
                                       const core::Control& control);

/// The ways that are outlines of areas, ascending.
[[nodiscard]] std::vector<std::int64_t> outline_ways(const Relations& relations);

}  // namespace trek::network::detail
