#pragma once

#include <filesystem>

#include "trek/geo/point.hpp"

namespace trek::ingest {

/// The box around every layer of a vector file that declares its CRS, in degrees, x = longitude, as the file itself
/// knows it: no record is looked at where the format keeps an extent. Empty where no layer has one.
/// Errors  Error{data}: absent, not a vector format, damaged.
[[nodiscard]] geo::Box layer_bounds(const std::filesystem::path& file);

}  // namespace trek::ingest
