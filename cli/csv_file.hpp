#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "trek/core/inert_text.hpp"
#include "trek/core/target_file.hpp"

namespace trek::cli {

/// A CSV file that appears whole or not at all, made for many rows: cells go to a buffer, numbers never through a
/// locale. Each call adds to the row that is being built; `end_row()` ends it.
/// Errors  as core::TargetFile; Error{output}: the disk is full or at fault.
class CsvFile {
 public:
  CsvFile(const std::filesystem::path& target, bool overwrite);
  ~CsvFile();
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  void add(std::string_view text) { add_verbatim(core::csv_cell(text)); }
  /// What core::csv_cell made.
  void add_verbatim(std::string_view text);
  /// To twelve significant digits, in plain decimals, with the fewest digits that say as much.
  void add(double number);
  void add(std::uint64_t number);
  /// Deciseconds as seconds with one decimal.
  void add_seconds(std::uint32_t time_ds);
  void add_empty() { add_verbatim({}); }
  void end_row();
  [[nodiscard]] std::uint64_t row_count() const noexcept { return row_count_; }  // the header too
  /// From here the file is at its target.
  void finish();

 private:
  void flush();
  core::TargetFile file_;
  int descriptor_ = -1;
  std::string buffer_;
  bool in_row_ = false;
  std::uint64_t row_count_ = 0;
};

}  // namespace trek::cli
