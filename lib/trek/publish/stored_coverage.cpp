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

using detail::OpenedOutput;
using detail::Shapes;
using detail::stored_table;

StoredCoverage coverage_of(const OpenedOutput& output, Shapes shapes) {
  return {stored_table(output, "region_coverage"),
          stored_table(output, "municipalities", shapes),
          stored_table(output, "coverage_norms"),
          stored_table(output, "cultural_attractiveness"),
          stored_table(output, "districts"),
          stored_table(output, "district_norms"),
          stored_table(output, "coverage_gaps", shapes),
          output.language().language()};
}

/// The column of the travel times by a mode; empty: none.
std::string time_column(const OpenedOutput& output, const std::string& mode) {
  const std::string ending = fmt::format("_{}_min", mode);
  for (const std::string& name : detail::column_names(output.database(), "demand")) {
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
  const OpenedOutput output{geopackage};
  StoredTravel travel;
  const std::string column = mode.empty() ? std::string{} : time_column(output, mode);
  if (column.empty()) return travel;
  const std::vector<detail::ReadColumn<TravelRow>> columns{{"inhabitants", &TravelRow::people},
                                                           {column, &TravelRow::minutes},
                                                           {"municipality_code", &TravelRow::municipality}};
  detail::for_each_row(output, "demand", columns, "ORDER BY fid", [&](const TravelRow& row) {
    if (row.municipality.empty() || row.people <= 0.0) return;
    if (row.minutes)
      travel.cells.push_back({row.people, *row.minutes});
    else
      travel.unknown_people += row.people;
  });
  return travel;
}

std::vector<StoredFinding> stored_findings(const std::filesystem::path& geopackage, const model::Words& words) {
  const OpenedOutput output{geopackage, words.language()};
  const std::vector<detail::ReadColumn<FindingRow>> columns{
      {"severity", &FindingRow::severity}, {"source", &FindingRow::source}, {"rule", &FindingRow::rule},
      {"record", &FindingRow::record},     {"value", &FindingRow::value},   {"remedy", &FindingRow::remedy}};
  std::map<std::tuple<std::string, std::string, std::string>, StoredFinding> found;
  for (const char* const table : {"rejected_records_unplaced", "rejected_records"}) {
    detail::for_each_row(output, table, columns, "ORDER BY fid", [&](const FindingRow& row) {
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

StoredCoverage stored_coverage(const std::filesystem::path& geopackage,
                               const std::optional<model::Language>& language) {
  const OpenedOutput output{geopackage, language};
  return coverage_of(output, Shapes::left_out);
}

StoredLayers stored_layers(const std::filesystem::path& geopackage, const std::optional<model::Language>& language) {
  const OpenedOutput output{geopackage, language};
  return {coverage_of(output, Shapes::read),
          stored_table(output, "sites", Shapes::read),
          stored_table(output, "existing_places", Shapes::read),
          stored_table(output, "isochrones", Shapes::read),
          stored_table(output, "weights"),
          stored_table(output, "siting_answers"),
          stored_table(output, "siting_choices"),
          stored_table(output, "siting_front"),
          stored_table(output, "siting_municipalities"),
          stored_table(output, "stakeholders"),
          stored_table(output, "scenarios"),
          stored_table(output, "sources"),
          stored_table(output, "class_breaks"),
          stored_table(output, "background_areas", Shapes::read),
          stored_table(output, "background_lines", Shapes::read),
          stored_table(output, "background_streets", Shapes::read)};
}

}  // namespace trek::publish
