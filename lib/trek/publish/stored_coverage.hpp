#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/layer_schema.hpp"

namespace trek::publish {

/// A layer or table of an output, as it stands there, without keys of rows and shapes.
struct StoredTable {
  struct Column {
    std::string name;
    std::string title;  // in the language of the output
  };
  std::vector<Column> columns;
  std::vector<std::vector<Value>> rows;  // a value a column

  /// The column of that name; empty where an output (of an older trek) does not have it.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  /// A value by the name of its column; NULL where there is none.
  [[nodiscard]] Value value(std::size_t row, std::string_view column) const;
};

/// Who is served, as an output of `trek run` says it: empty tables where it says nothing.
struct StoredCoverage {
  StoredTable region;          // a row a mode
  StoredTable municipalities;  // a row each; columns end with the mode
  StoredTable norms;           // a row an area, mode, level and norm
  StoredTable districts;       // a row each; columns end with the mode
  StoredTable district_norms;  // a row a district, mode, level and norm
  StoredTable gaps;            // people without a place, near each other: by mode, most people first
};

/// Errors  Error{data}: not an output of trek.
[[nodiscard]] StoredCoverage stored_coverage(const std::filesystem::path& geopackage);

}  // namespace trek::publish
