#pragma once

#include <cstddef>
#include <tuple>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/model/tables.hpp"

/// What holds for every column of a table, whatever its name.
namespace trek::model {

/// Calls visit(column) for each column that has size() rows. `Table_` may be const.
template <class Table_, class Visit>
void for_each_column(Table_& table, const Visit& visit) {
  std::apply([&](auto... column) { (visit(table.*column), ...); }, Table_::columns());
}

/// The same for those that may have no rows at all.
template <class Table_, class Visit>
void for_each_optional_column(Table_& table, const Visit& visit) {
  if constexpr (requires { Table_::optional_columns(); })
    std::apply([&](auto... column) { (visit(table.*column), ...); }, Table_::optional_columns());
}

namespace detail {

template <class T>
void add_row(std::vector<T>& column, const std::vector<T>& from, std::size_t row) {
  column.push_back(from[row]);
}
inline void add_row(geo::PolygonColumn& column, const geo::PolygonColumn& from, std::size_t row) {
  column.append(from.feature(row));
}
template <class T>
void add_row(core::Rows<T>& column, const core::Rows<T>& from, std::size_t row) {
  column.append_row(from[row]);
}

/// Calls visit(column of `table`, the same of `other`) for each, the optional ones too.
template <class Table, class Visit>
void for_each_pair(Table& table, const Table& other, const Visit& visit) {
  const auto visit_all = [&](auto... column) { (visit(table.*column, other.*column), ...); };
  std::apply(visit_all, Table::columns());
  if constexpr (requires { Table::optional_columns(); }) std::apply(visit_all, Table::optional_columns());
}

}  // namespace detail

/// Adds a row of a table behind those of another. What a table says of all its rows (`cell_size_m`) stays as it is.
template <class Table>
void append_row(Table& table, const Table& from, std::size_t row) {
  detail::for_each_pair(table, from, [&](auto& column, const auto& more) {
    if (row < more.size()) detail::add_row(column, more, row);
  });
}

/// Adds the rows of a table behind those of another: several sources of one table. Keys are not compared: who joins
/// reports duplicates.
template <class Table>
void append(Table& table, const Table& more) {
  detail::for_each_pair(table, more, [](auto& column, const auto& rows) {
    for (std::size_t row = 0; row < rows.size(); ++row) detail::add_row(column, rows, row);
  });
}
/// Population areas keep `cell_size_m` only if both agree, `target_is_counted` only if both are.
inline void append(PopulationAreas& table, const PopulationAreas& more) {
  table.cell_size_m = table.cell_size_m == more.cell_size_m ? table.cell_size_m : 0.0;
  table.target_is_counted = table.target_is_counted && more.target_is_counted;
  append<PopulationAreas>(table, more);
}

/// Whether every column has size() rows, and each optional one these or none.
template <class Table>
[[nodiscard]] bool has_equal_columns(const Table& table) {
  bool equal = true;
  for_each_column(table, [&](const auto& column) { equal = equal && column.size() == table.size(); });
  for_each_optional_column(
      table, [&](const auto& column) { equal = equal && (column.size() == 0 || column.size() == table.size()); });
  return equal;
}

}  // namespace trek::model
