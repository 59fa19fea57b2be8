#include "trek/ingest/detail/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "trek/core/text.hpp"

namespace trek::ingest::detail {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char upper(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

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

std::optional<std::string> date_of(int year, int month, int day) {
  if (!is_calendar_date(year, month, day)) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// The numbers of a date, whatever stands between them.
std::vector<std::string_view> date_parts(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty() && parts.size() < 3) {
    const auto length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    if (length == 0) return {};
    parts.push_back(text.substr(0, length));
    text.remove_prefix(length);
    if (text.empty() || parts.size() == 3) break;
    if (text[0] != '-' && text[0] != '/' && text[0] != '.') return {};
    text.remove_prefix(1);
  }
  return parts;
}

std::optional<std::string> date_of_parts(const std::vector<std::string_view>& parts) {
  if (parts.size() == 1 && parts[0].size() == 8) {
    return date_of(number_of(parts[0].substr(0, 4)), number_of(parts[0].substr(4, 2)),
                   number_of(parts[0].substr(6, 2)));
  }
  if (parts.size() == 1 && parts[0].size() == 4) return std::string{parts[0]};
  if (parts.size() == 2 && parts[0].size() == 4 && is_calendar_date(number_of(parts[0]), number_of(parts[1]), 1)) {
    return fmt::format("{}-{:02}", parts[0], number_of(parts[1]));
  }
  if (parts.size() != 3) return std::nullopt;
  if (parts[0].size() == 4) return date_of(number_of(parts[0]), number_of(parts[1]), number_of(parts[2]));
  if (parts[2].size() == 4) return date_of(number_of(parts[2]), number_of(parts[1]), number_of(parts[0]));
  return std::nullopt;
}

}  // namespace

bool is_iri(std::string_view text) noexcept { return text.find("://") != std::string_view::npos; }

std::string without_rdf_marks(std::string_view text) {
  text = core::trimmed(text);
  if (text.size() > 1 && text.front() == '<' && text.back() == '>') text = text.substr(1, text.size() - 2);
  while (text.size() > 1 && text.front() == '"') {
    const auto end = text.rfind('"');
    text = core::trimmed(text.substr(1, end == 0 ? std::string_view::npos : end - 1));
  }
  return std::string{text};
}

std::string_view cut_to_id(std::string_view text) noexcept {
  if (!is_iri(text)) return text;
  return text.substr(text.find_last_of("/#") + 1);
}

std::optional<std::string> find_bag_id(std::string_view found) {
  const std::string plain = without_rdf_marks(found);
  std::string_view text = cut_to_id(plain);
  if (const auto dot = text.rfind('.'); text.starts_with("NL.IMBAG") && dot != std::string_view::npos)
    text.remove_prefix(dot + 1);
  if (!all_digits(text) || text.size() > 16 || text.size() < 13) return std::nullopt;
  return std::string(16 - text.size(), '0') + std::string{text};
}

bool is_building_id(std::string_view bag_id) noexcept { return bag_id.size() == 16 && bag_id.substr(4, 2) == "10"; }
bool is_unit_id(std::string_view bag_id) noexcept {
  if (bag_id.size() != 16) return false;
  const auto type = bag_id.substr(4, 2);
  return type == "01" || type == "02" || type == "03";
}

std::optional<std::string> find_iso_date(std::string_view text) {
  text = core::trimmed(text);
  const auto end = text.find_first_of("T ");
  return date_of_parts(date_parts(text.substr(0, end)));
}

std::string postcode(std::string_view text) {
  std::string code;
  for (const char c : text) {
    if (is_digit(c) || is_letter(c)) {
      code.push_back(upper(c));
    } else if (c != ' ' && c != '-') {
      return {};
    }
  }
  if (code.size() == 8 && code.starts_with("NL")) code.erase(0, 2);
  const bool fits =
      code.size() == 6 && all_digits(std::string_view{code}.substr(0, 4)) && is_letter(code[4]) && is_letter(code[5]);
  return fits ? code : std::string{};
}

std::string house_number(std::string_view number, std::string_view letter, std::string_view addition) {
  std::string text{number};
  text += letter;
  if (!addition.empty() && addition[0] != '-' && !text.empty()) text += '-';
  text += addition;
  return text;
}

std::string beginning_of(std::string_view description) {
  constexpr std::size_t longest = 80;
  std::string_view text = core::trimmed(description);
  text = core::trimmed(text.substr(0, std::min(text.find('\n'), text.find(". "))));
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.size() <= longest) return std::string{text};
  const auto end = text.rfind(' ', longest);
  // A long word is cut where a character begins.
  std::size_t cut = end == std::string_view::npos ? longest : end;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return std::string{text.substr(0, cut)} + "...";
}

std::optional<std::string> find_energy_class(std::string_view text) {
  text = core::trimmed(text);
  if (text.empty() || text[0] < 'A' || text[0] > 'G') return std::nullopt;
  const std::string_view pluses = text.substr(1);
  const bool plain = std::all_of(pluses.begin(), pluses.end(), [](char c) { return c == '+'; });
  if (!plain || pluses.size() > 5 || (text[0] != 'A' && !pluses.empty())) return std::nullopt;
  return std::string{text};
}

bool says_nothing(std::string_view text) {
  // Statistical offices write a dash for "not published", of any length.
  if (text == "-" || text == "\xE2\x80\x93" || text == "\xE2\x80\x94") return true;
  static constexpr std::array<std::string_view, 8> nothing{"",        "n v t", "nvt", "onbekend",
                                                           "unknown", "null",  "nan", "geen"};
  const std::string folded = core::folded(text);
  return std::find(nothing.begin(), nothing.end(), folded) != nothing.end();
}

}  // namespace trek::ingest::detail
