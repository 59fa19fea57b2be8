#include "trek/publish/detail/named_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trek::publish::detail {
namespace {

std::string selection(const Database& database, std::string_view table, const std::vector<std::string>& columns,
                      std::string_view order) {
  const auto there = column_names(database, table);
  std::string list;
  for (const std::string& column : columns) {
    const bool is_there = std::ranges::find(there, column) != there.end();
    list += fmt::format("{}, ", is_there ? sql_name(column) : "NULL");
  }
  const bool has_fid = std::ranges::find(there, "fid") != there.end();
  return fmt::format("SELECT {}{} FROM {} {}", list, has_fid ? "fid" : "NULL", sql_name(table), order);
}

}  // namespace

std::vector<std::string> column_names(const Database& database, std::string_view table) {
  std::vector<std::string> names;
  Statement row{database, "SELECT name FROM pragma_table_info(?)"};
  row.bind(1, table);
  while (row.step()) names.push_back(row.text(0));
  return names;
}

NamedRows::NamedRows(const OpenedOutput& output, std::string_view table, const std::vector<std::string>& columns,
                     std::string_view order)
    : row_{output.database(), selection(output.database(), table, columns, order)},
      fid_{static_cast<int>(columns.size())} {
  for (std::size_t i = 0; i < columns.size(); ++i)
    places_.emplace(columns[i], Place{static_cast<int>(i), output.language().find(table, columns[i])});
}

std::string NamedRows::text(std::string_view column) const {
  const Place& found = place(column);
  std::string stored = row_.text(found.position);
  if (found.texts == nullptr) return stored;
  return found.texts->in_language(stored, row_.is_null(fid_) ? std::nullopt : std::optional{row_.integer(fid_)});
}

std::optional<double> NamedRows::find_real(std::string_view column) const {
  const int at = place(column).position;
  return row_.is_null(at) ? std::nullopt : std::optional{row_.real(at)};
}

std::optional<int> whole_in(std::optional<double> number) noexcept {
  constexpr double kMost = 2e9;
  if (!number || !(std::abs(*number) < kMost)) return std::nullopt;
  return static_cast<int>(*number);
}

}  // namespace trek::publish::detail
