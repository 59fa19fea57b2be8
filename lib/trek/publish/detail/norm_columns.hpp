#pragma once

#include <vector>

#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/results.hpp"

namespace trek::publish::detail {

/// Who is within which norm of which places, behind the columns that name the area: one row each. `rows` are borrowed.
void add_norm_columns(LayerTable& table, const Results& results, const std::vector<coverage::NormCoverage>& rows);

}  // namespace trek::publish::detail
