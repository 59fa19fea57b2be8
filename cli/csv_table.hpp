#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/error.hpp"

namespace trek::cli {

/// A CSV of the user's own that has no map (RFC 4180, with comma, semicolon or tab, the one that cuts the header into
/// most cells): cells as they are written, without blanks beside them. Lines that are empty are none.
/// Errors  Error{data}: the file cannot be read, is larger than a gigabyte, has no header or a quote that does not end,
/// a
///         column twice, a row longer than the header.
class CsvTable {
 public:
  explicit CsvTable(const std::filesystem::path& file);

  [[nodiscard]] std::size_t row_count() const noexcept { return line_.size(); }
  /// The first of the names that is a column, whatever its case; empty if none is.
  [[nodiscard]] std::optional<std::size_t> find_column(std::initializer_list<std::string_view> names) const;
  /// Errors  Error{data} if none of them is.
  [[nodiscard]] std::size_t column(std::initializer_list<std::string_view> names) const;
  /// Empty where the row is too short.
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
  [[nodiscard]] std::uint64_t line(std::size_t row) const noexcept { return line_[row]; }

  /// The number in a cell; empty for an empty cell.
  /// Errors  Error{data}: it is no number, or below 0.
  [[nodiscard]] std::optional<double> amount(std::size_t row, std::size_t column) const;
  /// As above, of any sign.
  [[nodiscard]] std::optional<double> number(std::size_t row, std::size_t column) const;
  /// Errors  Error{data}: the cell is empty.
  [[nodiscard]] std::string_view key(std::size_t row, std::size_t column) const;

  /// Throws Error{data} with the place before the words.
  [[noreturn]] void refuse(std::size_t row, const std::string& words) const;
  [[noreturn]] void refuse(const std::string& words) const;

 private:
  void cut(std::string_view text);
  void close_row(std::uint64_t line, std::vector<std::string>& cells);

  std::filesystem::path file_;
  char separator_ = ',';
  std::vector<std::string> names_;  // as they are written
  std::vector<std::string> cells_;  // names_.size() a row
  std::vector<std::uint64_t> line_;
};

}  // namespace trek::cli
