#pragma once

#include <filesystem>

#include "result_table.hpp"
#include "trek/publish/explanation.hpp"

namespace trek::cli {

/// The best sites of an output, as rows for stdout.
[[nodiscard]] ResultTable best_table(const std::filesystem::path& geopackage, int count);

/// Empty for a site without a rank.
[[nodiscard]] ResultTable::Cell rank_cell(const publish::Explanation& site);

}  // namespace trek::cli
