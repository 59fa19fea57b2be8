#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trek/core/number_readings.hpp"

/// Numbers as people write them: "1.250", "1 250,5", "€ 1.200,-", "ca. 800 m2". What a point or a comma means is for
/// the column to say (see number_columns.hpp).
namespace trek::ingest::detail {

using core::DecimalMark;
using core::number_with;
using core::other;
using core::Readings;
using core::readings_of;

/// A text that holds a number: its digits and marks, and what stands around them.
struct NumberText {
  std::string number;        // "1.250", "-3,5", "1 250", "1.5e3"; ",-" for no cents is ",0"
  std::string unit;          // lower case: "m2", "ha", "personen"; empty for none. A currency is none
  bool approximate = false;  // "ca. 800", "± 800", "800?"
};

/// Empty for a text without a number at its beginning ("leeg", "begane grond 3").
[[nodiscard]] std::optional<NumberText> find_number_text(std::string_view text);

/// A text that is a number and nothing else, with one way of reading it: "12", "-3.75", and not "1.250" (grouped?),
/// "1,5", "+3" or "1e3", which need a closer look.
struct PlainestNumber {
  double value = 0.0;
  bool has_point = false;  // its point is a decimal one
};
[[nodiscard]] std::optional<PlainestNumber> find_plainest_number(std::string_view text) noexcept;

enum class UnitKind { none, area, volume, length, count, unknown };

/// What a unit measures, and how many m2, m3 or m it is.
struct UnitOfText {
  UnitKind kind = UnitKind::none;
  double size = 1.0;
};
[[nodiscard]] UnitOfText unit_of(std::string_view unit);

/// By the name of a canonical field: "floor_area_m2" holds areas. `none` where the name says nothing.
[[nodiscard]] UnitKind unit_kind_of_field(std::string_view canonical) noexcept;

}  // namespace trek::ingest::detail
