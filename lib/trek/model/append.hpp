#pragma once

#include "trek/model/tables.hpp"

namespace trek::model {

/// Adds the rows of a table behind those of another: several sources of one table. Keys are not compared: who joins
/// reports duplicates. Population areas keep `cell_size_m` only if both agree, `target_is_counted` only if both are.
void append(Municipalities& table, const Municipalities& more);
void append(Buildings& table, const Buildings& more);
void append(Units& table, const Units& more);
void append(BuildingHeights& table, const BuildingHeights& more);
void append(EnergyLabels& table, const EnergyLabels& more);
void append(Monuments& table, const Monuments& more);
void append(VacancyRecords& table, const VacancyRecords& more);
void append(Candidates& table, const Candidates& more);
void append(PopulationAreas& table, const PopulationAreas& more);
void append(ExistingPlaces& table, const ExistingPlaces& more);
void append(NamedPoints& table, const NamedPoints& more);
void append(NamedAreas& table, const NamedAreas& more);

}  // namespace trek::model
