#pragma once

#include <string_view>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/ingest/source.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/detail/inputs.hpp"

/// What a reader of single records cannot see: how sources go together, and what a municipality lacks.
namespace trek::project::detail {

/// Licence, attribution or vintage missing; older than `oldest_years` at `today`; of years too far apart. Made-up
/// sources are left in peace.
[[nodiscard]] core::Report source_doubts(const std::vector<ingest::SourceRecord>& sources, std::string_view today,
                                         int oldest_years);

/// Municipalities without people, buildings, monuments or places where the project has such a source, and those whose
/// people are not as many as the source of municipalities says.
[[nodiscard]] core::Report municipality_doubts(const Inputs& inputs, const model::Demand& demand,
                                               const model::Sites& sites);

}  // namespace trek::project::detail
