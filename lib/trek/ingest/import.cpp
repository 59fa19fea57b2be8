#include "trek/ingest/import.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::ingest {
namespace {

template <class Table>
using Reader = Loaded<Table> (*)(const model::Source&, const ReadOptions&, const core::Control&);

template <auto reader>
Imported imported(const model::Source& source, const ReadOptions& options, const core::Control& control) {
  auto loaded = reader(source, options, control);
  return {std::move(loaded.table), std::move(loaded.record), std::move(loaded.report)};
}

struct Entry {
  std::string_view table;
  Imported (*import)(const model::Source&, const ReadOptions&, const core::Control&);
};

constexpr std::array kEntries{
    Entry{"municipalities", imported<read_municipalities>},
    Entry{"districts", imported<read_districts>},
    Entry{"buildings", imported<read_buildings>},
    Entry{"units", imported<read_units>},
    Entry{"building_heights", imported<read_building_heights>},
    Entry{"energy_labels", imported<read_energy_labels>},
    Entry{"towns", imported<read_areas>},
    Entry{"monuments", imported<read_monuments>},
    Entry{"townscapes", imported<read_areas>},
    Entry{"vacancy", imported<read_vacancy>},
    Entry{"candidates", imported<read_candidates>},
    Entry{"population", imported<read_population>},
    Entry{"built_up", imported<read_areas>},
    Entry{"places", imported<read_places>},
    Entry{"roads", imported<read_roads>},
    Entry{"stations", imported<read_stations>},
    Entry{"parcels", imported<read_areas>},
    Entry{"zoning", imported<read_zones>},
    Entry{"parking", imported<read_parking>},
    Entry{"planned_dwellings", imported<read_planned_dwellings>},
};

}  // namespace

std::vector<std::string_view> importable_tables() {
  std::vector<std::string_view> names;
  for (const Entry& entry : kEntries) names.push_back(entry.table);
  return names;
}

Imported import_source(const model::Source& source, ReadOptions options, const core::Control& control) {
  const auto* const entry = std::find_if(kEntries.begin(), kEntries.end(),
                                         [&](const Entry& candidate) { return candidate.table == source.table; });
  if (entry == kEntries.end()) {
    const auto tables = importable_tables();
    const std::vector<std::string> names{tables.begin(), tables.end()};
    throw core::Error{core::ErrorKind::bad_argument,
                      fmt::format("there is no table '{}'{}; tables are {}", source.table,
                                  core::did_you_mean(source.table, names), fmt::join(names, ", "))};
  }
  options.region.reset();
  options.list_left_out = true;
  model::Source told = source;
  told.told = model::Told::import;
  return entry->import(told, options, control);
}

}  // namespace trek::ingest
