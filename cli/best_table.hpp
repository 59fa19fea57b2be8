#pragma once

#include <filesystem>

#include "result_table.hpp"

namespace trek::cli {

/// The best sites of an output, as rows for stdout.
[[nodiscard]] ResultTable best_table(const std::filesystem::path& geopackage, int count);

}  // namespace trek::cli
