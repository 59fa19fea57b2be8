#pragma once

#include <string>
#include <vector>

#include "trek/publish/stored_table.hpp"

namespace trek::report::detail {

/// A layer or sheet that GDAL is to write.
struct GdalLayer {
  std::string name;
  const publish::StoredTable* table;
  std::vector<std::string> heads;  // one a column
};

/// A format of GDAL's.
struct GdalFormat {
  const char* driver;
  const char* ending;     // ".xlsx"
  bool is_sheet = false;  // texts are cells of a spreadsheet (core::spreadsheet_text), and shapes are left out
  std::string crs{};      // of the shapes, "EPSG:28992"
};

/// The bytes of a file with these layers. Columns have the type of their values; an empty value is none.
/// Errors  Error{output}: GDAL has no such driver, or could not write; Error{limit}: no more memory.
[[nodiscard]] std::string gdal_file(const GdalFormat& format, const std::vector<GdalLayer>& layers);

/// The names of the columns of a table, or their titles where they have one.
[[nodiscard]] std::vector<std::string> column_names(const publish::StoredTable& table);
[[nodiscard]] std::vector<std::string> column_titles(const publish::StoredTable& table);

}  // namespace trek::report::detail
