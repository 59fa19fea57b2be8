#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/model/tables.hpp"

/// What holds for every column of a table, whatever its name.
namespace trek::model {

/// A column as a pointer to it, whether or not more is said of it where it is named.
template <class Column>
[[nodiscard]] constexpr auto member_of(const Column& column) {
  if constexpr (requires { column.member; }) {
    return column.member;
  } else {
    return column;
  }
}

/// Calls visit(column of `table`, the same of each of `others`) for each column that has size() rows. `Table` may be
/// const.
template <class Visit, class Table, class... Others>
void for_each_column(const Visit& visit, Table& table, const Others&... others) {
  const auto visit_one = [&](auto column) { visit(table.*column, others.*column...); };
  std::apply([&](const auto&... column) { (visit_one(member_of(column)), ...); }, Table::columns());
}

/// The same for those that may have no rows at all.
template <class Visit, class Table, class... Others>
void for_each_optional_column(const Visit& visit, Table& table, const Others&... others) {
  const auto visit_one = [&](auto column) { visit(table.*column, others.*column...); };
  if constexpr (requires { Table::optional_columns(); })
    std::apply([&](auto... column) { (visit_one(column), ...); }, Table::optional_columns());
}

/// Calls visit(fact) for each column of which more is said where it is named, in that order.
template <class Table, class Visit>
void for_each_fact(const Visit& visit) {
  const auto visit_one = [&](const auto& column) {
    if constexpr (requires { column.member; }) visit(column);
  };
  std::apply([&](const auto&... column) { (visit_one(column), ...); }, Table::columns());
}
/// The same for those that may lie between bounds.
template <class Table, class Visit>
void for_each_bounded_fact(const Visit& visit) {
  for_each_fact<Table>([&](const auto& fact) {
    if constexpr (!std::is_null_pointer_v<decltype(fact.bounds)>) visit(fact);
  });
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

template <class T>
void add_value(std::vector<T>& column, const T& value) {
  column.push_back(value);
}
inline void add_value(geo::PolygonColumn& column, const geo::MultiPolygon& value) { column.append(value); }
template <class T>
void add_value(core::Rows<T>& column, const std::vector<T>& values) {
  column.append_row(values);
}

}  // namespace detail

/// Adds a row of a table behind those of another. What a table says of all its rows (`cell_size_m`) stays as it is.
template <class Table>
void append_row(Table& table, const Table& from, std::size_t row) {
  const auto add = [&](auto& column, const auto& more) { detail::add_row(column, more, row); };
  const auto add_known = [&](auto& column, const auto& more) {
    if (row < more.size()) add(column, more);
  };
  for_each_column(add, table, from);
  for_each_optional_column(add_known, table, from);
}

/// Adds the rows of a table behind those of another: several sources of one table. Keys are not compared: who joins
/// reports duplicates.
template <class Table>
void append(Table& table, const Table& more) {
  for (std::size_t row = 0; row < more.size(); ++row) append_row(table, more, row);
}
/// Adds one site behind those of a table.
inline void append(Sites& sites, const Site& site) {
  const auto add = [&]<std::size_t... I>(std::index_sequence<I...>) {
    (detail::add_value(sites.*member_of(std::get<I>(Sites::columns())), site.*member_of(std::get<I>(Site::columns()))),
     ...);
  };
  add(std::make_index_sequence<std::tuple_size_v<std::remove_cvref_t<decltype(Site::columns())>>>{});
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
  const auto is_whole = [&](const auto& column) { return column.size() == table.size(); };
  for_each_column([&](const auto& column) { equal = equal && is_whole(column); }, table);
  for_each_optional_column([&](const auto& column) { equal = equal && (column.size() == 0 || is_whole(column)); },
                           table);
  return equal;
}

}  // namespace trek::model
