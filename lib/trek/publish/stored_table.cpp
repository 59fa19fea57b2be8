#include "trek/publish/stored_table.hpp"

#include <algorithm>
#include <cstdint>

namespace trek::publish {

std::optional<std::size_t> StoredTable::find(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &Column::name);
  return found == columns.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - columns.begin())};
}

Value StoredTable::value(std::size_t row, std::string_view column) const {
  const auto position = find(column);
  return position ? rows.at(row).at(*position) : Value{};
}

std::string StoredTable::text(std::size_t row, std::string_view column) const {
  const Value found = value(row, column);
  const auto* const words = std::get_if<std::string>(&found);
  return words == nullptr ? std::string{} : *words;
}

std::optional<double> StoredTable::number(std::size_t row, std::string_view column) const {
  const Value found = value(row, column);
  if (const auto* const real = std::get_if<double>(&found)) return *real;
  if (const auto* const whole = std::get_if<std::int64_t>(&found)) return static_cast<double>(*whole);
  return std::nullopt;
}

bool StoredTable::flag(std::size_t row, std::string_view column) const {
  const Value found = value(row, column);
  const auto* const truth = std::get_if<bool>(&found);
  return truth != nullptr && *truth;
}

Geometry StoredTable::shape(std::size_t row) const { return row < shapes.size() ? shapes[row] : Geometry{}; }

}  // namespace trek::publish
