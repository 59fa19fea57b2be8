#pragma once

#include <string>
#include <vector>

namespace trek::fuzz {

/// OSM files in XML: crossings, one-way streets, a ferry, barriers, a square, turn restrictions, conditions.
[[nodiscard]] std::vector<std::string> drawn_osm_files();

}  // namespace trek::fuzz
