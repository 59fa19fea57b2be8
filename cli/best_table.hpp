#pragma once

#include "result_table.hpp"
#include "trek/publish/read_results.hpp"

namespace trek::cli {

/// The best sites of an output, as rows for stdout.
[[nodiscard]] ResultTable best_table(const publish::ReadResults& results, int count);

/// Empty for a site without a rank.
[[nodiscard]] ResultTable::Cell rank_cell(const publish::ReadSite& site);

}  // namespace trek::cli
