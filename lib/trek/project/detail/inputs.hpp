#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/error.hpp"
#include "trek/core/report.hpp"
#include "trek/demand/demand.hpp"
#include "trek/ingest/read.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/project.hpp"
#include "trek/resolve/resolve.hpp"

namespace trek::project::detail {

/// Every table of a project, as read. Empty where the project has no such source.
struct Inputs {
  model::Municipalities municipalities;                  // of the region
  model::Municipalities surrounding_municipalities;      // read too, but of no interest for themselves
  model::PopulationAreas population;                     // of the region and around it; nobody twice
  std::vector<demand::PopulationPart> population_parts;  // the sources of its rows
  std::optional<model::PopulationAreas> population_totals;
  std::optional<model::PopulationAreas> population_ages;
  std::optional<model::NamedAreas> built_up;
  std::optional<model::Districts> districts;
  std::optional<model::Buildings> buildings;
  std::optional<model::Units> units;
  std::optional<model::BuildingHeights> building_heights;
  std::optional<model::EnergyLabels> energy_labels;
  std::optional<model::Monuments> monuments;
  std::optional<model::VacancyRecords> vacancy;
  std::optional<model::Candidates> candidates;
  std::optional<model::ExistingPlaces> places;
  std::map<std::string, model::PlannedDwellings> planned_dwellings;  // by the name of their source
  std::optional<model::NamedPoints> stations;
  std::optional<model::NamedAreas> townscapes;
  std::optional<model::NamedAreas> parcels;
  std::optional<model::Zones> zones;
  std::optional<model::Parking> parking;
  std::vector<model::LinkDecision> decisions;

  std::vector<model::SourceRecord> sources;  // in the project's order of reading
  core::Report report;
};

/// Told of a source that cannot be used; the reading goes on without it.
using OnSourceError = std::function<void(const model::Source&, const core::Error&)>;

/// Reads all sources: municipalities first, since the bounds of the region limit what is read of the rest: people,
/// places and stations as far as sites of the region can reach, all else with a small margin. Records begin and end at
/// `today`, ISO.
/// Errors  those of the readers, unless `on_error` takes them.
[[nodiscard]] Inputs read_inputs(const Project& project, std::string_view today, const core::Control& control,
                                 const OnSourceError& on_error = {});

/// The box of the region's municipalities that are on disk, with the margin in which read_inputs reads; in EPSG:28992.
/// Empty: none can be read.
[[nodiscard]] std::optional<geo::Box> find_region(const Project& project, const core::Control& control);

/// What the resolver may use of the inputs. Points into them.
[[nodiscard]] resolve::Evidence evidence_of(const Inputs& inputs);

/// A pointer to an optional table, null when it is not there.
template <class T>
[[nodiscard]] const T* pointer(const std::optional<T>& table) noexcept {
  return table ? &*table : nullptr;
}

}  // namespace trek::project::detail
