#include "trek/core/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <vector>

#include "trek/core/text.hpp"

namespace trek::core {
namespace {

int number_of(std::string_view digits) noexcept {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_calendar_date(int year, int month, int day) noexcept {
  constexpr std::array days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1000 || year > 2999 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[static_cast<std::size_t>(month - 1)] - (month == 2 && !leap ? 1 : 0);
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::optional<std::string> day_of(int year, int month, int day) {
  if (!is_calendar_date(year, month, day)) return std::nullopt;
  return std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
}

std::optional<std::string> month_of(int year, int month) {
  if (!is_calendar_date(year, month, 1)) return std::nullopt;
  return std::to_string(year) + "-" + two_digits(month);
}

/// The number of a month in Dutch or English, whole or its first letters; 0 for another word.
int month_number(std::string_view word) noexcept {
  constexpr std::array<std::string_view, 24> names{
      "januari",   "februari", "maart",    "april",    "mei",       "juni",     "juli",     "augustus",
      "september", "oktober",  "november", "december", "january",   "february", "march",    "april",
      "may",       "june",     "july",     "august",   "september", "october",  "november", "december"};
  if (word.size() < 3) return 0;
  if (word == "mrt") return 3;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool cut = names[i].starts_with(word) && (word.size() <= 4 || word == names[i]);
    if (cut) return static_cast<int>(i % 12) + 1;
  }
  return 0;
}

/// "2026-02-15T10:00:00+01:00" and "15-02-2026 10:30" without their time.
std::string_view without_time(std::string_view text) noexcept {
  text = text.substr(0, text.find('+'));  // a time zone
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    const auto before = text.find_last_of("T ", colon);
    return before == std::string_view::npos ? std::string_view{} : trimmed(text.substr(0, before));
  }
  const bool stamp = text.size() >= 12 && text.size() <= 17 && all_digits(text);  // 20260215103000
  return stamp ? text.substr(0, 8) : text;
}

struct Part {
  std::string text;
  int month = 0;  // of a month's name
};

/// Numbers and months, between single separators. Empty for anything else.
std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  for (const std::string& word : split(text, ' ')) {
    std::string_view rest = word;
    while (!rest.empty()) {
      const bool digits = is_digit(rest.front());
      const auto end = std::find_if(rest.begin(), rest.end(), [&](char c) {
        return digits ? !is_digit(c) : c == '-' || c == '/' || c == '.' || is_digit(c);
      });
      const auto length = static_cast<std::size_t>(end - rest.begin());
      Part part{std::string{rest.substr(0, length)}, digits ? 0 : month_number(folded(rest.substr(0, length)))};
      if (length == 0 || (!digits && part.month == 0)) return {};
      parts.push_back(std::move(part));
      rest.remove_prefix(length);
      if (rest.empty()) break;
      if (rest.front() != '-' && rest.front() != '/' && rest.front() != '.') return {};
      rest.remove_prefix(1);
    }
  }
  return parts;
}

bool is_year(const Part& part) noexcept { return part.month == 0 && part.text.size() == 4; }
bool is_short(const Part& part) noexcept { return part.month == 0 && part.text.size() <= 2; }
int month_in(const Part& part) noexcept { return part.month > 0 ? part.month : number_of(part.text); }
bool may_be_month(const Part& part) noexcept { return part.month > 0 || is_short(part); }

std::optional<std::string> date_of(const std::vector<Part>& parts) {
  if (parts.size() == 1 && parts[0].text.size() == 8) {
    const std::string_view text = parts[0].text;
    return day_of(number_of(text.substr(0, 4)), number_of(text.substr(4, 2)), number_of(text.substr(6, 2)));
  }
  if (parts.size() == 1 && is_year(parts[0]) && is_calendar_date(number_of(parts[0].text), 1, 1)) return parts[0].text;
  if (parts.size() == 2 && is_year(parts[0]) && may_be_month(parts[1])) {
    return month_of(number_of(parts[0].text), month_in(parts[1]));
  }
  if (parts.size() == 2 && is_year(parts[1]) && may_be_month(parts[0])) {
    return month_of(number_of(parts[1].text), month_in(parts[0]));
  }
  if (parts.size() != 3 || !may_be_month(parts[1])) return std::nullopt;
  if (is_year(parts[0]) && is_short(parts[2])) {
    return day_of(number_of(parts[0].text), month_in(parts[1]), number_of(parts[2].text));
  }
  if (is_year(parts[2]) && is_short(parts[0])) {
    return day_of(number_of(parts[2].text), month_in(parts[1]), number_of(parts[0].text));
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_iso_date(std::string_view text) {
  text = without_time(trimmed(text));
  if (text.ends_with('Z') || text.ends_with('T')) text.remove_suffix(1);
  return date_of(parts_of(text));
}

std::optional<Date> find_date(std::string_view text) {
  const auto iso = find_iso_date(text);
  if (!iso) return std::nullopt;
  const std::string_view date = *iso;
  const auto part = [&](std::size_t at) { return date.size() > at ? number_of(date.substr(at, 2)) : 1; };
  return Date{number_of(date.substr(0, 4)), part(5), part(8)};
}

int whole_years(Date from, Date to) noexcept {
  const bool before_anniversary = std::tie(to.month, to.day) < std::tie(from.month, from.day);
  return std::max(0, to.year - from.year - (before_anniversary ? 1 : 0));
}

}  // namespace trek::core
