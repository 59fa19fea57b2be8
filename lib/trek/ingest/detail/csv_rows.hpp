#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace trek::ingest::detail {

/// What cuts the cells of a CSV.
inline constexpr std::array kSeparators{';', ',', '\t', '|'};

/// A record of a CSV whose last filled cell has no name in the header: GDAL passes over such cells without a word. Most
/// often a decimal comma in a file of commas, and then the cells behind it stand a column too far.
struct OverfullRow {
  std::uint64_t record = 0;    // from 1, as GDAL numbers features; empty lines are none
  std::size_t cell_count = 0;  // up to the last filled one
};

/// Records of a CSV as GDAL cuts it, without their texts.
struct CsvRows {
  std::vector<std::uint64_t> line;  // per record: where it begins, counted from 1, the header's line
  std::vector<OverfullRow> overfull;
  std::size_t header_cells = 0;  // 0: nothing separates
};

/// `target` is a path for GDAL, its first line the header; `column_count` how many columns GDAL found in it, some of
/// them perhaps without a name. The separator is that of ; , tab | which cuts the header into most cells, but into no
/// more than that; where none does, no row is taken for overfull.
/// Cost  one pass over the bytes. Absent or unreadable: no rows; whoever opens it says so.
[[nodiscard]] CsvRows csv_rows(const std::string& target, std::size_t column_count);

}  // namespace trek::ingest::detail
