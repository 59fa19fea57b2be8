#include "trek/core/number_readings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "trek/core/text.hpp"

namespace trek::core {
namespace {

// Digits of "1.250" without marks if they are groups of three, or no groups at all.
bool take_groups(std::string_view text, char grouping, std::string& digits) {
  char mark = 0;
  std::size_t length = 0;  // of the group
  for (const char c : text) {
    if (is_digit(c)) {
      ++length;
      digits.push_back(c);
      continue;
    }
    const bool is_mark = c == grouping || c == ' ' || c == '\'';
    const bool first = mark == 0;
    if (!is_mark || (!first && c != mark) || length == 0 || length > 3 || (!first && length != 3)) return false;
    if (first && digits.front() == '0') return false;  // "0.850" is no group
    mark = c;
    length = 0;
  }
  return mark == 0 || length == 3;
}

}  // namespace

std::optional<double> number_with(std::string_view number, DecimalMark mark) noexcept {
  std::string digits;
  if (!number.empty() && (number[0] == '-' || number[0] == '+')) {
    if (number[0] == '-') digits = "-";
    number = trimmed(number.substr(1));
  }
  const auto exponent_at = std::min(number.find_first_of("eE"), number.size());
  const std::string_view mantissa = number.substr(0, exponent_at);
  const auto decimal_at = std::min(mantissa.find(static_cast<char>(mark)), mantissa.size());
  std::string whole;
  if (!take_groups(mantissa.substr(0, decimal_at), static_cast<char>(other(mark)), whole)) return std::nullopt;
  digits += whole;
  const std::string_view fraction = mantissa.substr(std::min(decimal_at + 1, mantissa.size()));
  if (!std::all_of(fraction.begin(), fraction.end(), is_digit) || (whole.empty() && fraction.empty())) {
    return std::nullopt;
  }
  if (!fraction.empty()) digits += "." + std::string{fraction};
  std::string exponent{number.substr(exponent_at)};
  std::erase(exponent, '+');
  digits += exponent;
  double value = 0.0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Readings readings_of(std::string_view number) noexcept {
  return {number_with(number, DecimalMark::point), number_with(number, DecimalMark::comma)};
}

std::string one_way_text(double value) {
  std::array<char, 400> digits{};
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  std::string text{digits.data(), error == std::errc{} ? end : digits.data()};
  if (readings_of(text).differ()) text += '0';
  return text;
}

}  // namespace trek::core
