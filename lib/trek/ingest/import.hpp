#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/ingest/read.hpp"
#include "trek/model/source.hpp"
#include "trek/model/tables.hpp"

namespace trek::ingest {

/// Any table that a source can be read into.
using AnyTable =
    std::variant<model::Municipalities, model::Buildings, model::Units, model::BuildingHeights, model::EnergyLabels,
                 model::Monuments, model::VacancyRecords, model::Candidates, model::PopulationAreas,
                 model::ExistingPlaces, model::NamedPoints, model::NamedAreas, model::Roads>;

/// A source as one table, with every feature that is not in it.
struct Imported {
  AnyTable table;
  model::SourceRecord record;  // features of the layer = used + joined + rejected + left out
  core::Report report;         // one finding at least for each that was rejected or left out
};

/// Names that Source::table may have here.
[[nodiscard]] std::vector<std::string_view> importable_tables();

/// Reads all of a source into the table that it names; nothing is lost without a finding.
/// Errors  Error{bad_argument}: no such table. Error{data} as the readers of read.hpp.
[[nodiscard]] Imported import_source(const model::Source& source, ReadOptions options, const core::Control& control);

/// Rows of any table.
[[nodiscard]] std::size_t row_count(const AnyTable& table);

}  // namespace trek::ingest
