#include "trek/publish/detail/table_reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/geometry_blob.hpp"
#include "trek/publish/detail/named_rows.hpp"

namespace trek::publish::detail {
namespace {

/// What is asked of a table: its columns, and the shape behind them.
struct TableRequest {
  std::string selected;
  std::vector<std::string> types;
  bool with_shapes = false;
};

TableRequest request_of(const Database& database, std::string_view name, Shapes shapes, StoredTable& table) {
  TableRequest request;
  Statement column{
      database,
      "SELECT info.name, coalesce(described.title, info.name), info.type FROM pragma_table_info(?) AS info "
      "LEFT JOIN gpkg_data_columns AS described ON described.table_name = ? AND "
      "described.column_name = info.name WHERE info.name NOT IN ('fid', 'geom') ORDER BY info.cid"};
  column.bind(1, name).bind(2, name);
  while (column.step()) {
    table.columns.push_back({column.text(0), column.text(1)});
    request.types.push_back(column.text(2));
    request.selected += (request.selected.empty() ? "" : ", ") + sql_name(table.columns.back().name);
  }
  const auto names = column_names(database, name);
  request.with_shapes = shapes == Shapes::read && std::ranges::find(names, "geom") != names.end();
  if (request.with_shapes) request.selected += ", " + sql_name("geom");
  return request;
}

Value value_in(const Statement& row, int position, std::string_view type) {
  if (row.is_null(position)) return {};
  if (type == "TEXT") return row.text(position);
  if (type == "BOOLEAN") return row.integer(position) != 0;
  if (type == "INTEGER") return row.integer(position);
  return row.real(position);
}

}  // namespace

StoredTable stored_table(const Database& database, std::string_view name, Shapes shapes) {
  StoredTable table;
  const TableRequest request = request_of(database, name, shapes, table);
  if (table.columns.empty()) return table;
  Statement row{database, fmt::format("SELECT {} FROM {} ORDER BY fid", request.selected, sql_name(name))};
  while (row.step()) {
    std::vector<Value> values;
    for (std::size_t c = 0; c < request.types.size(); ++c)
      values.push_back(value_in(row, static_cast<int>(c), request.types[c]));
    table.rows.push_back(std::move(values));
    if (request.with_shapes) table.shapes.push_back(decoded(row.blob(static_cast<int>(request.types.size()))));
  }
  return table;
}

}  // namespace trek::publish::detail
