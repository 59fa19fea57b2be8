#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trek::fuzz {

/// The layers of a small region, by the names of their files: municipalities, cells, candidates and vacancy.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> small_layers();

/// A GeoJSON collection in RD with one feature: its properties and geometry without the names of the members.
[[nodiscard]] std::string collection(std::string_view properties, std::string_view geometry);

}  // namespace trek::fuzz
