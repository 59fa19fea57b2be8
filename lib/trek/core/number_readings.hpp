#pragma once

#include <optional>
#include <string>
#include <string_view>

/// A number that people wrote, read with a decimal point and with a decimal comma: "1.250" is 1.25 or 1250.
namespace trek::core {

enum class DecimalMark : char { point = '.', comma = ',' };

[[nodiscard]] constexpr DecimalMark other(DecimalMark mark) noexcept {
  return mark == DecimalMark::point ? DecimalMark::comma : DecimalMark::point;
}

/// The value of `number` if `mark` is its decimal mark: the other mark, blanks and apostrophes group by threes. Empty
/// where it cannot be read so, NaN and infinities included.
[[nodiscard]] std::optional<double> number_with(std::string_view number, DecimalMark mark) noexcept;

/// Both ways of reading it.
struct Readings {
  std::optional<double> point;  // with a decimal point
  std::optional<double> comma;
  [[nodiscard]] bool none() const noexcept { return !point && !comma; }
  [[nodiscard]] bool differ() const noexcept { return point && comma && *point != *comma; }
  [[nodiscard]] std::optional<double> by(DecimalMark mark) const noexcept {
    return mark == DecimalMark::point ? point : comma;
  }
  /// By `mark` if it can be read so, else the other way.
  [[nodiscard]] std::optional<double> preferring(DecimalMark mark) const noexcept {
    const auto value = by(mark);
    return value ? value : by(other(mark));
  }
};
[[nodiscard]] Readings readings_of(std::string_view number) noexcept;

/// As short as it can be and read in one way only, with a decimal point: "3.2", "1250", "3.1250".
[[nodiscard]] std::string one_way_text(double value);

}  // namespace trek::core
