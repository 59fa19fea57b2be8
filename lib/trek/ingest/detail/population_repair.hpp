#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/geo/point.hpp"
#include "trek/ingest/population.hpp"
#include "trek/model/tables.hpp"

namespace trek::ingest::detail {

struct RepairedPopulation {
  model::PopulationAreas population;
  std::vector<std::uint8_t> target_estimated;  // 1: from the share of the neighbourhood
  std::vector<PopulationRepair> repair;        // one a municipality
  core::Report report;
};

/// Cells or areas, mended by the totals of larger areas around them. `anchors` and `municipality`: one a row.
///
/// 1. A secret target becomes inhabitants x the share of the total's area.
/// 2. Rows with secret inhabitants share what the area's total lacks, at most kMostSecret each; what is lacking or too
///    much after that is raked: all rows of the area, target too, times total / sum. An area where that is less than
///    half or more than twice is left alone and reported, since then the two do not speak of the same people.
/// Source  lib/METHODS.md "Repair by totals".
[[nodiscard]] RepairedPopulation repaired(const model::PopulationAreas& population,
                                          const std::vector<std::optional<geo::Point>>& anchors,
                                          const std::vector<model::MunicipalityIdx>& municipality,
                                          const model::PopulationAreas& totals, std::size_t municipality_count);

}  // namespace trek::ingest::detail
