#pragma once

#include <optional>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/ingest/read.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// Every table of a project, as read. Empty where the project has no such source.
struct Inputs {
  model::Municipalities municipalities;
  model::PopulationAreas population;
  std::optional<model::NamedAreas> built_up;
  std::optional<model::Buildings> buildings;
  std::optional<model::Units> units;
  std::optional<model::Monuments> monuments;
  std::optional<model::VacancyRecords> vacancy;
  std::optional<model::Candidates> candidates;
  std::optional<model::ExistingPlaces> places;
  std::optional<model::NamedPoints> stations;
  std::optional<model::NamedAreas> townscapes;

  std::vector<ingest::SourceRecord> sources;  // in the project's order of reading
  core::Report report;
};

/// Reads all sources: municipalities first, since their bounds (with a margin) limit what is read of the rest.
[[nodiscard]] Inputs read_inputs(const Project& project, const core::Control& control);

}  // namespace trek::project::detail
