#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {

[[nodiscard]] bool is_spreadsheet(const std::filesystem::path& path);

/// A workbook, a sheet a layer; each with the names of the row that is its header, whatever stands above it. What was
/// passed over is added to `notes`.
/// Errors  Error{data}: the driver is not in this GDAL, damaged, a header that is none.
[[nodiscard]] Dataset open_spreadsheet(const std::filesystem::path& path, GdalScope& scope, std::string& driver,
                                       std::vector<core::Phrase>& notes);

}  // namespace trek::ingest::detail
