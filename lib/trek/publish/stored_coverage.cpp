#include "trek/publish/stored_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "trek/publish/detail/finding_words.hpp"
#include "trek/publish/detail/named_rows.hpp"
#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/detail/table_reading.hpp"

namespace trek::publish {
namespace {

using detail::Database;
using detail::Shapes;
using detail::stored_table;

StoredCoverage coverage_of(const Database& database, Shapes shapes) {
  return {stored_table(database, "region_coverage"), stored_table(database, "municipalities", shapes),
          stored_table(database, "coverage_norms"),  stored_table(database, "districts"),
          stored_table(database, "district_norms"),  stored_table(database, "coverage_gaps", shapes)};
}

/// The column of the travel times by a mode; empty: none.
std::string time_column(const Database& database, const std::string& mode) {
  const std::string ending = fmt::format("_{}_min", mode);
  for (const std::string& name : detail::column_names(database, "demand")) {
    if (name.ends_with(ending)) return name;
  }
  return {};
}

/// A row of the layer of people: who live there, how long they travel, and whether it is in the region.
struct TravelRow {
  double people = 0.0;
  std::optional<double> minutes;
  std::string municipality;
};

/// A row of the findings.
struct FindingRow {
  std::string severity, source, rule, record, value, remedy;
};

int weight_of(std::string_view severity) {
  if (severity == "rejected") return 0;
  return severity == "warning" ? 1 : 2;
}

}  // namespace

StoredTravel stored_travel(const std::filesystem::path& geopackage, const std::string& mode) {
  const detail::OpenedOutput output{geopackage};
  StoredTravel travel;
  const std::string column = mode.empty() ? std::string{} : time_column(output.database(), mode);
  if (column.empty()) return travel;
  const std::vector<detail::ReadColumn<TravelRow>> columns{{"inhabitants", &TravelRow::people},
                                                           {column, &TravelRow::minutes},
                                                           {"municipality_code", &TravelRow::municipality}};
  detail::for_each_row(output.database(), "demand", columns, "ORDER BY fid", [&](const TravelRow& row) {
    if (row.municipality.empty() || row.people <= 0.0) return;
    if (row.minutes)
      travel.cells.push_back({row.people, *row.minutes});
    else
      travel.unknown_people += row.people;
  });
  return travel;
}

std::vector<StoredFinding> stored_findings(const std::filesystem::path& geopackage, const model::Words& words) {
  const detail::OpenedOutput output{geopackage};
  const std::vector<detail::ReadColumn<FindingRow>> columns{
      {"severity", &FindingRow::severity}, {"source", &FindingRow::source}, {"rule", &FindingRow::rule},
      {"record", &FindingRow::record},     {"value", &FindingRow::value},   {"remedy", &FindingRow::remedy}};
  std::map<std::tuple<std::string, std::string, std::string>, StoredFinding> found;
  for (const char* const table : {"rejected_records_unplaced", "rejected_records"}) {
    detail::for_each_row(output.database(), table, columns, "ORDER BY fid", [&](const FindingRow& row) {
      StoredFinding& one = found[{row.severity, row.source, row.rule}];
      if (one.count == 0)
        one = {row.severity, row.source, row.rule,  detail::rule_label(row.rule, words),
               row.record,   row.value,  row.remedy};
      ++one.count;
    });
  }
  std::vector<StoredFinding> all;
  for (auto& [key, one] : found) all.push_back(std::move(one));
  std::ranges::stable_sort(all, [](const StoredFinding& a, const StoredFinding& b) {
    return std::tuple{weight_of(a.severity), b.count} < std::tuple{weight_of(b.severity), a.count};
  });
  return all;
}

StoredCoverage stored_coverage(const std::filesystem::path& geopackage) {
  const detail::OpenedOutput output{geopackage};
  return coverage_of(output.database(), Shapes::left_out);
}

StoredLayers stored_layers(const std::filesystem::path& geopackage) {
  const detail::OpenedOutput output{geopackage};
  const Database& database = output.database();
  return {coverage_of(database, Shapes::read),
          stored_table(database, "sites", Shapes::read),
          stored_table(database, "existing_places", Shapes::read),
          stored_table(database, "isochrones", Shapes::read),
          stored_table(database, "weights"),
          stored_table(database, "siting_answers"),
          stored_table(database, "siting_choices"),
          stored_table(database, "siting_front"),
          stored_table(database, "siting_municipalities"),
          stored_table(database, "stakeholders"),
          stored_table(database, "scenarios"),
          stored_table(database, "sources"),
          stored_table(database, "class_breaks"),
          stored_table(database, "background_areas", Shapes::read),
          stored_table(database, "background_lines", Shapes::read),
          stored_table(database, "background_streets", Shapes::read)};
}

}  // namespace trek::publish
