#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "trek/publish/detail/opened_output.hpp"

namespace trek::publish::detail {

/// Names of the columns of a table; none: there is no such table.
[[nodiscard]] std::vector<std::string> column_names(const Database& database, std::string_view table);

/// Rows of a table, read by the names of their columns, with texts in the language of the reading. A column that the
/// file lacks (of an older trek) is NULL in every row.
class NamedRows {
 public:
  /// `order`: "ORDER BY ..." of columns that every output has.
  NamedRows(const OpenedOutput& output, std::string_view table, const std::vector<std::string>& columns,
            std::string_view order);
  [[nodiscard]] bool step() { return row_.step(); }

  [[nodiscard]] std::string text(std::string_view column) const;
  [[nodiscard]] std::optional<double> find_real(std::string_view column) const;

 private:
  struct Place {
    int position = 0;
    const ColumnTexts* texts = nullptr;  // nullptr: as they stand
  };
  [[nodiscard]] const Place& place(std::string_view column) const { return places_.find(column)->second; }

  Statement row_;
  int fid_ = 0;  // position
  std::map<std::string, Place, std::less<>> places_;
};

/// A number as an int; nothing for one that is none.
[[nodiscard]] std::optional<int> whole_in(std::optional<double> number) noexcept;

/// A column of a table, and the member of `Row` that it fills. NULL is an empty text, 0, false, or nothing.
template <class Row>
struct ReadColumn {
  std::string name;
  std::variant<std::string Row::*, double Row::*, std::optional<double> Row::*, std::optional<int> Row::*, bool Row::*>
      to;
};

template <class Row>
void fill(const NamedRows& from, const ReadColumn<Row>& column, Row& row) {
  const auto number = [&] { return from.find_real(column.name); };
  std::visit(
      [&](auto member) {
        using Value = std::remove_reference_t<decltype(row.*member)>;
        if constexpr (std::is_same_v<Value, std::string>)
          row.*member = from.text(column.name);
        else if constexpr (std::is_same_v<Value, bool>)
          row.*member = number().value_or(0.0) != 0.0;
        else if constexpr (std::is_same_v<Value, double>)
          row.*member = number().value_or(0.0);
        else if constexpr (std::is_same_v<Value, std::optional<int>>)
          row.*member = whole_in(number());
        else
          row.*member = number();
      },
      column.to);
}

template <class Row>
[[nodiscard]] std::vector<std::string> names_of(const std::vector<ReadColumn<Row>>& columns) {
  std::vector<std::string> names;
  for (const ReadColumn<Row>& column : columns) names.push_back(column.name);
  return names;
}

/// Calls visit(row) for each row of a table; never where there is no such table.
template <class Row, class Visit>
void for_each_row(const OpenedOutput& output, std::string_view table, const std::vector<ReadColumn<Row>>& columns,
                  std::string_view order, const Visit& visit) {
  if (column_names(output.database(), table).empty()) return;
  NamedRows rows{output, table, names_of(columns), order};
  while (rows.step()) {
    Row row;
    for (const ReadColumn<Row>& column : columns) fill(rows, column, row);
    visit(std::move(row));
  }
}

}  // namespace trek::publish::detail
