#pragma once

#include <cstddef>
#include <variant>

#include "trek/model/districts.hpp"
#include "trek/model/planned_dwellings.hpp"
#include "trek/model/tables.hpp"

namespace trek::model {

/// Any table that a source can be read into.
using AnyTable = std::variant<Municipalities, Buildings, Units, BuildingHeights, EnergyLabels, Monuments,
                              VacancyRecords, Candidates, PopulationAreas, ExistingPlaces, NamedPoints, NamedAreas,
                              Roads, Districts, PlannedDwellings, Zones, Parking>;

/// Rows of any table.
[[nodiscard]] inline std::size_t row_count(const AnyTable& table) {
  return std::visit([](const auto& rows) { return rows.size(); }, table);
}

}  // namespace trek::model
