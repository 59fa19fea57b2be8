#pragma once

#include <ogr_api.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trek::ingest::detail {

/// A CSV about which no two readers differ: one separator, no quotes, rows as long as the header, no empty lines, no
/// control characters. Its cells are had from its bytes at the speed of memory; GDAL, which makes a feature of each
/// row, needs twenty times as long.
class PlainCsv {
 public:
  /// Empty for a file that is not so plain, that is larger than a gigabyte, or of which GDAL makes something else: its
  /// first rows are compared. `target` is what GDAL opened as the CSV that `layer` is of, which is left rewound.
  [[nodiscard]] static std::optional<PlainCsv> find(const std::string& target, OGRLayerH layer);

  /// Calls `visit(cells) -> bool` a row after the header, in file order, until one returns false: cells as they are
  /// written, blanks beside them left out. False where one did.
  template <class Visit>
  bool for_each_row(Visit visit) const;

  [[nodiscard]] std::size_t column_count() const noexcept { return column_count_; }
  [[nodiscard]] std::uint64_t row_count() const noexcept { return row_count_; }

 private:
  PlainCsv() = default;
  [[nodiscard]] bool is_plain();
  [[nodiscard]] bool find_separator();
  [[nodiscard]] bool has_equal_rows();
  [[nodiscard]] bool is_layer(OGRLayerH layer) const;

  std::string bytes_;
  std::size_t rows_begin_ = 0;
  char separator_ = ',';
  std::size_t column_count_ = 0;
  std::uint64_t row_count_ = 0;
};

[[nodiscard]] inline bool is_ascii(std::string_view cell) noexcept {
  return std::ranges::all_of(cell, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}
/// The text of a cell as column_text() has it of a feature: in UTF-8, whatever the file is in.
[[nodiscard]] std::string cell_text(std::string_view cell);

template <class Visit>
bool PlainCsv::for_each_row(Visit visit) const {
  std::vector<std::string_view> cells(column_count_);
  const char* at = bytes_.data() + rows_begin_;
  const char* const end = bytes_.data() + bytes_.size();
  while (at < end) {
    for (std::size_t column = 0; column < column_count_; ++column) {
      const char* first = at;
      while (at < end && *at != separator_ && *at != '\n') ++at;
      const char* last = at;
      while (last > first && static_cast<unsigned char>(last[-1]) <= ' ') --last;
      while (first < last && static_cast<unsigned char>(*first) <= ' ') ++first;
      cells[column] = {first, static_cast<std::size_t>(last - first)};
      ++at;
    }
    if (!visit(std::span<const std::string_view>{cells})) return false;
  }
  return true;
}

}  // namespace trek::ingest::detail
