#include "trek/ingest/detail/user_table.hpp"

#include <fmt/format.h>

#include "trek/config/field_key.hpp"
#include "trek/core/date.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/csv_rows.hpp"
#include "trek/ingest/detail/field_text.hpp"
#include "trek/ingest/detail/file_fault.hpp"
#include "trek/ingest/detail/files.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {
namespace {

// -1 for a column that is not there and need not be.
std::vector<int> columns_of(OGRLayerH layer, const std::filesystem::path& file, const UserTableForm& form) {
  std::vector<std::string> names;
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    names.push_back(utf8(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i))));
  }
  std::vector<int> columns;
  for (const std::string_view wanted : form.columns) {
    columns.push_back(-1);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (config::field_key(names[i]) == wanted) columns.back() = static_cast<int>(i);
    }
    if (columns.back() >= 0 || columns.size() > form.required_count) continue;
    fail_file(file, fmt::format("no column '{}'{}; the {} need {}", wanted, core::did_you_mean(wanted, names),
                                form.name, form.requirement));
  }
  return columns;
}

std::string text_at(OGRFeatureH feature, int column) {
  if (column < 0) return {};
  return core::text_of_spreadsheet(column_text(feature, column));
}

UserRow row_of(OGRFeatureH feature, std::size_t line, const std::vector<int>& columns,
               const std::filesystem::path& file, const UserTableForm& form) {
  UserRow row;
  row.line = line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    row.texts.push_back(text_at(feature, columns[i]));
    if (!row.texts[i].empty() || i >= form.filled_count) continue;
    fail_file(file, fmt::format("line {}: no {}; fill it in or remove the line", row.line, form.columns[i]));
  }
  return row;
}

}  // namespace

std::string user_date(const std::filesystem::path& file, const UserRow& row, std::size_t column) {
  const std::string& text = row.texts[column];
  if (says_nothing(text)) return {};
  if (auto date = core::find_iso_date(text)) return *date;
  fail_file(file, fmt::format("line {}: '{}' is no date that can be compared; write it as 2026-02-15 or "
                              "15-02-2026, or as a month or a year",
                              row.line, text));
}

std::vector<UserRow> read_user_table(const std::filesystem::path& file, const UserTableForm& form) {
  core::check_input(file);
  std::error_code ignored;
  if (std::filesystem::file_size(file, ignored) == 0) return {};
  GdalScope scope;
  const auto opened = open_file(file, {}, scope);
  if (opened.driver != "CSV") {
    fail_file(file, fmt::format("is {}; the {} are a CSV file", opened.driver, form.name));
  }
  OGRLayerH layer = GDALDatasetGetLayer(opened.dataset.get(), 0);
  const auto columns = columns_of(layer, file, form);
  const auto column_count = static_cast<std::size_t>(OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)));
  const CsvRows read = csv_rows(opened.target, column_count);
  if (!read.overfull.empty()) {
    const OverfullRow& row = read.overfull.front();
    fail_file(file, fmt::format("line {}: {} cells where the header has {}; put a value that holds the separator "
                                "in quotes",
                                opened.lines_before + read.line[row.record - 1], row.cell_count, read.header_cells));
  }
  const auto line_of = [&](std::size_t record) {
    return static_cast<std::size_t>(opened.lines_before) +
           (record < read.line.size() ? static_cast<std::size_t>(read.line[record]) : record + 2);
  };
  std::vector<UserRow> rows;
  while (const Feature feature{OGR_L_GetNextFeature(layer)})
    rows.push_back(row_of(feature.get(), line_of(rows.size()), columns, file, form));
  if (scope.failure_count() > 0) fail_file(file, fmt::format("breaks off: {}", scope.last_failure()));
  return rows;
}

}  // namespace trek::ingest::detail
