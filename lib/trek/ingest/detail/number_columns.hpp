#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/ingest/detail/number_text.hpp"

/// What the points and commas of a column mean, decided over all of its values before any is read.
namespace trek::ingest::detail {

/// Values that can be read both ways, by the way that they are read.
struct Extent {
  double lowest = 0.0;
  double highest = 0.0;
};

/// What the texts of one column say.
class NumberColumn {
 public:
  void add(std::string_view text);

  std::uint64_t number_count = 0;  // in any reading
  std::uint64_t other_count = 0;   // that hold something else
  std::uint64_t point_count = 0;   // that can only be read with a decimal point ("12.5", "1,250.5")
  std::uint64_t comma_count = 0;   // only with a decimal comma ("12,5", "1.250.000")
  std::uint64_t either_count = 0;  // both ways, with different values ("1.250")
  std::string point_example;
  std::string comma_example;
  std::string either_example;
  Extent as_point;  // of the values that can be read both ways
  Extent as_comma;
  /// Numbers and hardly anything else: such a column may speak for others.
  [[nodiscard]] bool is_numeric() const noexcept { return number_count > 0 && other_count * 10 <= number_count; }
  /// The one decimal mark that its own values show.
  [[nodiscard]] std::optional<DecimalMark> find_mark() const noexcept;
};

[[nodiscard]] bool is_coordinate(std::string_view canonical) noexcept;

/// Between which values the numbers of a field lie, in its own unit; empty where nothing can be said.
[[nodiscard]] std::optional<Extent> plausible_extent(std::string_view canonical, bool degrees) noexcept;

/// A column as its values, its field and its file settle it.
struct SettledColumn {
  std::optional<DecimalMark> mark;  // empty: can be read two ways
  core::Phrase reason;              // why, where a value could have been read otherwise; empty: nothing to tell
};

/// One column of a layer, as far as settling it needs.
struct ColumnCase {
  std::string name;
  NumberColumn values;
  std::optional<Extent> plausible;  // of the values as written, by the field that they are for
  bool is_coordinate = false;       // machines write those: their point says nothing of what people wrote beside it
  bool has_cells = false;           // of a spreadsheet: its numbers come as text with a point, beside what people wrote
};

/// Decides for every column. `stated` (of the project) goes before all; then the column's own values; then what its
/// field can hold, with the file's other columns; else those alone.
[[nodiscard]] std::vector<SettledColumn> settled(const std::vector<ColumnCase>& columns,
                                                 std::optional<DecimalMark> stated);

/// "'1.250' is 1250 or 1.25".
[[nodiscard]] std::string both_readings(const std::string& example);

}  // namespace trek::ingest::detail
