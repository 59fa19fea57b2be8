#pragma once

#include <filesystem>
#include <string>

#include "trek/core/control.hpp"
#include "trek/ingest/description.hpp"

namespace trek::ingest {

/// What a file holds. Reads every feature once. OSM PBF is described by its header and counts.
/// Errors  Error{data} when it cannot be opened or breaks off.
[[nodiscard]] FileDescription inspect(const std::filesystem::path& path, const core::Control& control);

[[nodiscard]] std::string gdal_version();

}  // namespace trek::ingest
