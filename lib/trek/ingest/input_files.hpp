#pragma once

#include <filesystem>
#include <vector>

namespace trek::ingest {

/// All that reading a source reads, or would if it were there: the file itself, or the folder, and of its format the
/// files beside it (the parts of a shapefile, the types and CRS of a CSV, the schema of GML, the log of a GeoPackage).
/// For core::check_target: what an output may not become.
[[nodiscard]] std::vector<std::filesystem::path> input_files(const std::filesystem::path& source);

}  // namespace trek::ingest
