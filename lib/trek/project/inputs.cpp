#include "trek/project/detail/inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/text.hpp"
#include "trek/fetch/download_day.hpp"
#include "trek/ingest/decisions.hpp"
#include "trek/model/columns.hpp"
#include "trek/project/detail/measure_settings.hpp"

namespace trek::project::detail {
namespace {

/// Sources beyond the region by this much are still read: buildings on the border, streets' names, parcels.
constexpr double kRegionMargin_m = 5000.0;

class SourceReader {
 public:
  SourceReader(const Project& project, const core::Control& control, const OnSourceError& on_error, Inputs& inputs)
      : project_{project}, control_{control}, on_error_{on_error}, inputs_{inputs}, options_{project.read} {}

  void judge_at(std::string_view today) { options_.today = today; }
  void limit_to(const geo::Box& region) { options_.region = region; }
  /// For a list of the user's own: what lies outside the region is told when it is made a site.
  void limit_to_nothing() { options_.region.reset(); }
  /// Of tables that are joined by BAG ids only; null: everything is read.
  void limit_to(const std::unordered_set<std::string>* bag_ids) { options_.bag_ids = bag_ids; }

  template <class Table>
  using Reader = ingest::Loaded<Table> (*)(const model::Source&, const ingest::ReadOptions&, const core::Control&);

  /// Reads every source of a table and joins them, those of the region before those of its surroundings. Empty: the
  /// project has none.
  template <class Table>
  std::optional<Table> read(std::string_view table, Reader<Table> reader) {
    std::optional<Table> joined;
    read_each<Table>(table, reader, [&](const model::Source&, Table&& more) {
      if (!joined) {
        joined = std::move(more);
      } else {
        model::append(*joined, more);
      }
    });
    return joined;
  }

  /// The same with the sources one by one: `take(source, table)`.
  template <class Table, class Take>
  void read_each(std::string_view table, Reader<Table> reader, Take take) {
    for (const bool surroundings : {false, true}) {
      for (const model::Source& source : project_.sources) {
        if (source.table != table || source.surroundings != surroundings) continue;
        control_.check_stop();
        try {
          ingest::Loaded<Table> loaded = reader(source, options_, control_);
          loaded.record.fetched = fetch::download_day(source.path, loaded.record.sha256);
          inputs_.sources.push_back(std::move(loaded.record));
          inputs_.report.append(loaded.report);
          take(source, std::move(loaded.table));
        } catch (const core::Error& error) {
          if (!on_error_ || core::ends_all(error.kind())) throw;
          on_error_(source, error);
        }
      }
    }
  }

 private:
  const Project& project_;
  const core::Control& control_;
  const OnSourceError& on_error_;
  Inputs& inputs_;
  ingest::ReadOptions options_;
};

/// Which of the municipalities that are read are the region: those that the project names, else all that no source
/// calls surroundings. A code that several sources have counts once.
class RegionSplit {
 public:
  explicit RegionSplit(const Project& project) : project_{project} {}

  void add(const model::Source& source, const model::Municipalities& more) {
    std::size_t known = 0;
    for (std::size_t row = 0; row < more.size(); ++row) {
      if (!codes_.insert(more.code[row]).second) {
        ++known;
        continue;
      }
      model::append_row(source.surroundings && project_.region_municipalities.empty() ? around_ : region_, more, row);
    }
    if (known > 0 && !source.surroundings) tell_known(source, known);
  }

  /// Moves what the project does not name to the surroundings. Where nothing could be read, the fault of the sources
  /// says it all.
  /// Errors  Error{config} for a name that none or more than one of them has.
  void finish(Inputs& inputs) && {
    if (!project_.region_municipalities.empty() && region_.size() > 0) keep_named();
    inputs.municipalities = std::move(region_);
    inputs.surrounding_municipalities = std::move(around_);
    inputs.report.append(report_);
  }

 private:
  void keep_named() {
    std::set<std::size_t> named;
    for (const std::string& name : project_.region_municipalities) {
      const auto found = model::find_municipality(region_, name);
      if (!found) fail(name);
      named.insert(found->value());
    }
    const model::Municipalities all = std::exchange(region_, {});
    for (std::size_t row = 0; row < all.size(); ++row)
      model::append_row(named.contains(row) ? region_ : around_, all, row);
  }

  [[noreturn]] void fail(const std::string& name) const {
    throw core::Error{core::ErrorKind::config,
                      fmt::format("{}: [region].municipalities: '{}' is not one municipality of the sources{}; give "
                                  "codes, or names as in: {}",
                                  project_.file.string(), name, core::did_you_mean(name, region_.name),
                                  fmt::join(region_.name, ", "))};
  }

  void tell_known(const model::Source& source, std::size_t count) {
    report_.add({core::Severity::warning,
                 source.name,
                 {fmt::format("{} gemeenten", count), fmt::format("{} municipalities", count)},
                 "municipality_in_other_source",
                 "",
                 "the source that comes first counts; leave them out of one",
                 {}});
  }

  const Project& project_;
  model::Municipalities region_;
  model::Municipalities around_;
  std::set<std::string> codes_;
  core::Report report_;
};

void read_municipalities(const Project& project, SourceReader& sources, Inputs& inputs) {
  RegionSplit split{project};
  sources.read_each<model::Municipalities>(
      "municipalities", ingest::read_municipalities,
      [&](const model::Source& source, const model::Municipalities& more) { split.add(source, more); });
  std::move(split).finish(inputs);
}

void read_people(SourceReader& sources, Inputs& inputs) {
  std::vector<demand::PopulationPart> parts;
  std::optional<model::PopulationAreas> joined;
  sources.read_each<model::PopulationAreas>(
      "population", ingest::read_population, [&](const model::Source& source, model::PopulationAreas&& more) {
        parts.push_back({source.name, more.size(), source.surroundings, source.abroad});
        if (!joined) {
          joined = std::move(more);
        } else {
          model::append(*joined, more);
        }
      });
  auto once = demand::counted_once(std::move(joined).value_or(model::PopulationAreas{}), std::move(parts));
  inputs.population = std::move(once.population);
  inputs.population_parts = std::move(once.parts);
  inputs.report.append(once.report);
}

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
    if (!on_error || core::ends_all(error.kind())) throw;
    model::Source source;
    source.name = "decisions";
    source.path = *project.decisions;
    on_error(source, error);
  }
}

}  // namespace

std::optional<geo::Box> find_region(const Project& project, const core::Control& control) {
  Project in_rd = project;
  in_rd.read.crs = geo::kRdNew;
  Inputs inputs;
  const OnSourceError ignore = [](const model::Source&, const core::Error&) {};  // what is wrong with it, check says
  SourceReader sources{in_rd, control, ignore, inputs};
  read_municipalities(in_rd, sources, inputs);
  const geo::Box box = bounds_of(inputs.municipalities);
  if (box.empty()) return std::nullopt;
  return box.grown(kRegionMargin_m);
}

Inputs read_inputs(const Project& project, std::string_view today, const core::Control& control,
                   const OnSourceError& on_error) {
  Inputs inputs;
  SourceReader sources{project, control, on_error, inputs};
  sources.judge_at(today.substr(0, 10));
  read_municipalities(project, sources, inputs);
  const geo::Box region = bounds_of(inputs.municipalities);
  if (region.empty() && !on_error) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: no municipality is left after reading; see its rejected records with "
                                  "'trek check'",
                                  project.find_source("municipalities")->path.string())};
  }
  // People as far as a site can reach; places and stations as far as those people can.
  const double reach = farthest_reach_m(project);
  if (!region.empty()) sources.limit_to(region.grown(std::max(kRegionMargin_m, reach)));
  read_people(sources, inputs);
  inputs.population_totals = sources.read("population_totals", ingest::read_population);
  inputs.population_ages = sources.read("population_ages", ingest::read_population);
  inputs.built_up = sources.read("built_up", ingest::read_areas);
  sources.read_each<model::PlannedDwellings>("planned_dwellings", ingest::read_planned_dwellings,
                                             [&](const model::Source& source, model::PlannedDwellings&& plans) {
                                               inputs.planned_dwellings.emplace(source.name, std::move(plans));
                                             });
  if (!region.empty()) sources.limit_to(region);
  inputs.districts = sources.read("districts", ingest::read_districts);
  if (!region.empty()) sources.limit_to(region.grown(std::max(kRegionMargin_m, 2.0 * reach)));
  inputs.places = sources.read("places", ingest::read_places);
  inputs.stations = sources.read("stations", ingest::read_stations);
  if (!region.empty()) sources.limit_to(region.grown(kRegionMargin_m));
  inputs.buildings = sources.read("buildings", ingest::read_buildings);
  inputs.units = sources.read("units", ingest::read_units);
  const auto bag_ids = bag_ids_of(inputs);
  sources.limit_to(bag_ids ? &*bag_ids : nullptr);
  inputs.building_heights = sources.read("building_heights", ingest::read_building_heights);
  inputs.energy_labels = sources.read("energy_labels", ingest::read_energy_labels);
  sources.limit_to(nullptr);
  inputs.monuments = sources.read("monuments", ingest::read_monuments);
  inputs.vacancy = sources.read("vacancy", ingest::read_vacancy);
  sources.limit_to_nothing();
  inputs.candidates = sources.read("candidates", ingest::read_candidates);
  if (!region.empty()) sources.limit_to(region.grown(kRegionMargin_m));
  inputs.townscapes = sources.read("townscapes", ingest::read_areas);
  inputs.parcels = sources.read("parcels", ingest::read_areas);
  inputs.zones = sources.read("zoning", ingest::read_zones);
  inputs.parking = sources.read("parking", ingest::read_parking);
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
  evidence.zones = pointer(inputs.zones);
  evidence.parking = pointer(inputs.parking);
  evidence.townscapes = pointer(inputs.townscapes);
  evidence.municipalities = &inputs.municipalities;
  evidence.places = pointer(inputs.places);
  evidence.stations = pointer(inputs.stations);
  evidence.decisions = &inputs.decisions;
  return evidence;
}

}  // namespace trek::project::detail
