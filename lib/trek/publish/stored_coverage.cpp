#include "trek/publish/stored_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish {
namespace {

using detail::Database;
using detail::Statement;

/// By what the file says of itself; no columns where it has no such table.
StoredTable stored_table(const Database& database, std::string_view name) {
  StoredTable table;
  std::string selected;
  Statement column{
      database,
      "SELECT info.name, coalesce(described.title, info.name), info.type FROM pragma_table_info(?) AS info "
      "LEFT JOIN gpkg_data_columns AS described ON described.table_name = ? AND "
      "described.column_name = info.name WHERE info.name NOT IN ('fid', 'geom') ORDER BY info.cid"};
  column.bind(1, name).bind(2, name);
  std::vector<std::string> types;
  while (column.step()) {
    table.columns.push_back({column.text(0), column.text(1)});
    types.push_back(column.text(2));
    selected += (selected.empty() ? "" : ", ") + detail::sql_name(table.columns.back().name);
  }
  if (table.columns.empty()) return table;
  Statement row{database, fmt::format("SELECT {} FROM {} ORDER BY fid", selected, detail::sql_name(name))};
  while (row.step()) {
    std::vector<Value> values;
    for (std::size_t c = 0; c < types.size(); ++c) {
      const auto position = static_cast<int>(c);
      if (row.is_null(position))
        values.emplace_back();
      else if (types[c] == "TEXT")
        values.emplace_back(row.text(position));
      else if (types[c] == "BOOLEAN")
        values.emplace_back(row.integer(position) != 0);
      else if (types[c] == "INTEGER")
        values.emplace_back(row.integer(position));
      else
        values.emplace_back(row.real(position));
    }
    table.rows.push_back(std::move(values));
  }
  return table;
}

}  // namespace

std::optional<std::size_t> StoredTable::find(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &Column::name);
  return found == columns.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - columns.begin())};
}

Value StoredTable::value(std::size_t row, std::string_view column) const {
  const auto position = find(column);
  return position ? rows.at(row).at(*position) : Value{};
}

StoredCoverage stored_coverage(const std::filesystem::path& geopackage) {
  const detail::OpenedOutput output{geopackage};
  const Database& database = output.database();
  return {stored_table(database, "region_coverage"), stored_table(database, "municipalities"),
          stored_table(database, "coverage_norms"),  stored_table(database, "districts"),
          stored_table(database, "district_norms"),  stored_table(database, "coverage_gaps")};
}

}  // namespace trek::publish
