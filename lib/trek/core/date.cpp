#include "trek/core/date.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <tuple>

namespace trek::core {
namespace {

/// The number that `text` begins with, exactly `digits` long; takes it off.
std::optional<int> taken_number(std::string_view& text, std::size_t digits) noexcept {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  const char* const end = text.data() + digits;
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end || number < 0) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

/// "-MM" or "-DD"; 1 where the text ends.
std::optional<int> taken_part(std::string_view& text) noexcept {
  if (text.empty()) return 1;
  if (text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  return taken_number(text, 2);
}

}  // namespace

std::optional<Date> find_date(std::string_view text) noexcept {
  text = text.substr(0, text.find_first_of("T "));
  const auto year = taken_number(text, 4);
  const auto month = year ? taken_part(text) : std::nullopt;
  const auto day = month ? taken_part(text) : std::nullopt;
  if (!day || !text.empty()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional{Date{*year, *month, *day}} : std::nullopt;
}

int whole_years(Date from, Date to) noexcept {
  const bool before_anniversary = std::tie(to.month, to.day) < std::tie(from.month, from.day);
  return std::max(0, to.year - from.year - (before_anniversary ? 1 : 0));
}

}  // namespace trek::core
