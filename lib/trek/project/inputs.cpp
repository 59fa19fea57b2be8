#include "trek/project/detail/inputs.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/ingest/decisions.hpp"
#include "trek/model/append.hpp"

namespace trek::project::detail {
namespace {

/// Sources beyond the region by this much are still read: a place just over the border serves people inside it.
constexpr double kRegionMargin_m = 5000.0;

class SourceReader {
 public:
  SourceReader(const Project& project, const core::Control& control, const OnSourceError& on_error, Inputs& inputs)
      : project_{project}, control_{control}, on_error_{on_error}, inputs_{inputs}, options_{project.read} {}

  void judge_at(std::string_view today) { options_.today = today; }
  void limit_to(const geo::Box& region) { options_.region = region.grown(kRegionMargin_m); }
  /// Of tables that are joined by BAG ids only; null: everything is read.
  void limit_to(const std::unordered_set<std::string>* bag_ids) { options_.bag_ids = bag_ids; }

  /// Reads every source of a table and joins them. Empty: the project has none.
  template <class Table>
  std::optional<Table> read(std::string_view table,
                            ingest::Loaded<Table> (*reader)(const ingest::Source&, const ingest::ReadOptions&,
                                                            const core::Control&)) {
    std::optional<Table> joined;
    for (const ingest::Source& source : project_.sources) {
      if (source.table != table) continue;
      control_.check_stop();
      try {
        join(reader(source, options_, control_), joined);
      } catch (const core::Error& error) {
        if (!on_error_ || error.kind() == core::ErrorKind::cancelled) throw;
        on_error_(source, error);
      }
    }
    return joined;
  }

 private:
  template <class Table>
  void join(ingest::Loaded<Table> loaded, std::optional<Table>& joined) {
    inputs_.sources.push_back(std::move(loaded.record));
    inputs_.report.append(loaded.report);
    if (!joined) {
      joined = std::move(loaded.table);
    } else {
      model::append(*joined, loaded.table);
    }
  }

  const Project& project_;
  const core::Control& control_;
  const OnSourceError& on_error_;
  Inputs& inputs_;
  ingest::ReadOptions options_;
};

geo::Box bounds_of(const model::Municipalities& municipalities) {
  geo::Box box;
  for (std::size_t row = 0; row < municipalities.size(); ++row) box.add(municipalities.area.box(row));
  return box;
}

/// Of all buildings and units; empty where the project has neither, and any id may be one of its sites.
std::optional<std::unordered_set<std::string>> bag_ids_of(const Inputs& inputs) {
  if (!inputs.buildings && !inputs.units) return std::nullopt;
  std::unordered_set<std::string> ids;
  if (inputs.buildings) ids.insert(inputs.buildings->id.begin(), inputs.buildings->id.end());
  if (inputs.units) {
    ids.insert(inputs.units->id.begin(), inputs.units->id.end());
    const auto buildings = inputs.units->building_ids.values();
    ids.insert(buildings.begin(), buildings.end());
  }
  return ids;
}

void read_decisions(const Project& project, const OnSourceError& on_error, Inputs& inputs) {
  if (!project.decisions) return;
  try {
    inputs.decisions = ingest::read_decisions(*project.decisions);
  } catch (const core::Error& error) {
    if (!on_error) throw;
    ingest::Source source;
    source.name = "decisions";
    source.path = *project.decisions;
    on_error(source, error);
  }
}

}  // namespace

std::optional<geo::Box> find_region(const Project& project, const core::Control& control) {
  geo::Box box;
  ingest::ReadOptions options = project.read;
  options.crs = geo::kRdNew;
  for (const ingest::Source& source : project.sources) {
    std::error_code ignored;
    if (source.table != "municipalities" || !std::filesystem::exists(source.path, ignored)) continue;
    try {
      box.add(bounds_of(ingest::read_municipalities(source, options, control).table));
    } catch (const core::Error& error) {
      if (error.kind() == core::ErrorKind::cancelled) throw;  // what is wrong with it, check says
    }
  }
  if (box.empty()) return std::nullopt;
  return box.grown(kRegionMargin_m);
}

Inputs read_inputs(const Project& project, std::string_view today, const core::Control& control,
                   const OnSourceError& on_error) {
  Inputs inputs;
  SourceReader sources{project, control, on_error, inputs};
  sources.judge_at(today.substr(0, 10));
  inputs.municipalities = sources.read("municipalities", ingest::read_municipalities).value_or(model::Municipalities{});
  const geo::Box region = bounds_of(inputs.municipalities);
  if (region.empty() && !on_error) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: no municipality is left after reading; see its rejected records with "
                                  "'trek check'",
                                  project.find_source("municipalities")->path.string())};
  }
  if (!region.empty()) sources.limit_to(region);
  inputs.population = sources.read("population", ingest::read_population).value_or(model::PopulationAreas{});
  inputs.population_totals = sources.read("population_totals", ingest::read_population);
  inputs.built_up = sources.read("built_up", ingest::read_areas);
  inputs.buildings = sources.read("buildings", ingest::read_buildings);
  inputs.units = sources.read("units", ingest::read_units);
  const auto bag_ids = bag_ids_of(inputs);
  sources.limit_to(bag_ids ? &*bag_ids : nullptr);
  inputs.building_heights = sources.read("building_heights", ingest::read_building_heights);
  inputs.energy_labels = sources.read("energy_labels", ingest::read_energy_labels);
  sources.limit_to(nullptr);
  inputs.monuments = sources.read("monuments", ingest::read_monuments);
  inputs.vacancy = sources.read("vacancy", ingest::read_vacancy);
  inputs.candidates = sources.read("candidates", ingest::read_candidates);
  inputs.places = sources.read("places", ingest::read_places);
  inputs.stations = sources.read("stations", ingest::read_stations);
  inputs.townscapes = sources.read("townscapes", ingest::read_areas);
  inputs.parcels = sources.read("parcels", ingest::read_areas);
  read_decisions(project, on_error, inputs);
  return inputs;
}

resolve::Evidence evidence_of(const Inputs& inputs) {
  resolve::Evidence evidence;
  evidence.candidates = pointer(inputs.candidates);
  evidence.monuments = pointer(inputs.monuments);
  evidence.buildings = pointer(inputs.buildings);
  evidence.units = pointer(inputs.units);
  evidence.heights = pointer(inputs.building_heights);
  evidence.labels = pointer(inputs.energy_labels);
  evidence.vacancy = pointer(inputs.vacancy);
  evidence.parcels = pointer(inputs.parcels);
  evidence.townscapes = pointer(inputs.townscapes);
  evidence.municipalities = &inputs.municipalities;
  evidence.decisions = &inputs.decisions;
  return evidence;
}

}  // namespace trek::project::detail
