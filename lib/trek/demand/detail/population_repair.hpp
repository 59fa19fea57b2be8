#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/demand/municipality_people.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/tables.hpp"

namespace trek::demand::detail {

struct RepairedPopulation {
  std::vector<std::optional<double>> inhabitants;   // one per row, as the other columns
  std::vector<double> raked;                        // inhabitants are the published ones times this; 1: as they were
  std::vector<std::optional<std::uint32_t>> total;  // the total that the row belongs to
  std::vector<PopulationRepair> repair;             // one a municipality; `target_shared` is not known here
  core::Report report;
};

/// Inhabitants of cells or areas, mended by the totals of larger areas around them. `anchors` and `municipality`: one a
/// row.
///
/// 1. Rows with secret inhabitants share what the area's total lacks, at most kMostSecret each.
/// 2. What is lacking or too much after that is raked: all rows of the area times total / sum. An area where that is
///    less than half or more than twice is left alone and reported, since then the two do not speak of the same people.
/// Source  lib/METHODS.md "Repair by totals".
[[nodiscard]] RepairedPopulation repaired(const model::PopulationAreas& population,
                                          const std::vector<std::optional<geo::Point>>& anchors,
                                          const std::vector<model::MunicipalityIdx>& municipality,
                                          const model::PopulationAreas& totals, std::size_t municipality_count);

}  // namespace trek::demand::detail
