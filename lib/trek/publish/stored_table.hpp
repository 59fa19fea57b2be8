#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/layer_schema.hpp"

namespace trek::publish {

/// A layer or table of an output, as it stands there, without keys of rows; texts may be read in its other language.
struct StoredTable {
  struct Column {
    std::string name;
    std::string title;  // in the language that was read
  };
  std::vector<Column> columns;
  std::vector<std::vector<Value>> rows;  // a value a column
  std::vector<Geometry> shapes;          // one a row, where they were asked for and the layer has any

  /// The column of that name; empty where an output (of an older trek) does not have it.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  /// A value by the name of its column; NULL where there is none.
  [[nodiscard]] Value value(std::size_t row, std::string_view column) const;
  /// The same as a text, empty for what is none; as a number, nothing for what is none; as a truth value.
  [[nodiscard]] std::string text(std::size_t row, std::string_view column) const;
  [[nodiscard]] std::optional<double> number(std::size_t row, std::string_view column) const;
  [[nodiscard]] bool flag(std::size_t row, std::string_view column) const;
  /// Nothing where the row has no shape.
  [[nodiscard]] Geometry shape(std::size_t row) const;
};

}  // namespace trek::publish
