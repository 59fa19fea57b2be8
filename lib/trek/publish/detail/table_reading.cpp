#include "trek/publish/detail/table_reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/publish/detail/geometry_blob.hpp"
#include "trek/publish/detail/named_rows.hpp"

namespace trek::publish::detail {
namespace {

/// What is asked of a table: its columns, and behind them the shape, and the number of the row.
struct TableRequest {
  std::string selected;
  std::vector<std::string> types;
  std::vector<const ColumnTexts*> texts;  // a column each; nullptr: as they stand
  bool with_shapes = false;
};

std::string title_in(const OpenedOutput& output, std::string_view table, std::string_view column,
                     const std::string& title) {
  const ColumnTexts* const texts = output.language().find(kTitlesTable, title_column(table, column));
  return texts == nullptr ? title : texts->in_language(title, std::nullopt);
}

TableRequest request_of(const OpenedOutput& output, std::string_view name, Shapes shapes, StoredTable& table) {
  const Database& database = output.database();
  TableRequest request;
  Statement column{
      database,
      "SELECT info.name, coalesce(described.title, info.name), info.type FROM pragma_table_info(?) AS info "
      "LEFT JOIN gpkg_data_columns AS described ON described.table_name = ? AND "
      "described.column_name = info.name WHERE info.name NOT IN ('fid', 'geom') ORDER BY info.cid"};
  column.bind(1, name).bind(2, name);
  while (column.step()) {
    table.columns.push_back({column.text(0), title_in(output, name, column.text(0), column.text(1))});
    request.texts.push_back(output.language().find(name, column.text(0)));
    request.types.push_back(column.text(2));
    request.selected += (request.selected.empty() ? "" : ", ") + sql_name(table.columns.back().name);
  }
  const auto names = column_names(database, name);
  request.with_shapes = shapes == Shapes::read && std::ranges::find(names, "geom") != names.end();
  if (request.with_shapes) request.selected += ", " + sql_name("geom");
  request.selected += ", " + sql_name("fid");
  return request;
}

/// NULL where the language that is read has nothing to say.
Value translated_in(const Statement& row, int position, const TableRequest& request, const ColumnTexts& texts) {
  const std::size_t fid = request.types.size() + (request.with_shapes ? 1 : 0);
  std::string text = texts.in_language(row.text(position), row.integer(static_cast<int>(fid)));
  return text.empty() ? Value{} : Value{std::move(text)};
}

Value value_in(const Statement& row, std::size_t column, const TableRequest& request) {
  const int position = static_cast<int>(column);
  const std::string& type = request.types[column];
  if (type == "TEXT" && request.texts[column] != nullptr)
    return translated_in(row, position, request, *request.texts[column]);
  if (row.is_null(position)) return {};
  if (type == "TEXT") return row.text(position);
  if (type == "BOOLEAN") return row.integer(position) != 0;
  if (type == "INTEGER") return row.integer(position);
  return row.real(position);
}

}  // namespace

StoredTable stored_table(const OpenedOutput& output, std::string_view name, Shapes shapes) {
  StoredTable table;
  const TableRequest request = request_of(output, name, shapes, table);
  if (table.columns.empty()) return table;
  Statement row{output.database(), fmt::format("SELECT {} FROM {} ORDER BY fid", request.selected, sql_name(name))};
  while (row.step()) {
    std::vector<Value> values;
    for (std::size_t c = 0; c < request.types.size(); ++c) values.push_back(value_in(row, c, request));
    table.rows.push_back(std::move(values));
    if (request.with_shapes) table.shapes.push_back(decoded(row.blob(static_cast<int>(request.types.size()))));
  }
  return table;
}

}  // namespace trek::publish::detail
