#include "trek/ingest/detail/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"

namespace trek::ingest::detail {

namespace {

/// No word for "no value" has a digit, or more than eight letters: most values show that before they are folded.
bool is_plainly_something(std::string_view text) noexcept {
  constexpr std::size_t kLongestWord = 8;
  std::size_t letter_count = 0;
  for (const char c : text) {
    if (core::is_digit(c)) return true;
    if (core::is_letter(c) && ++letter_count > kLongestWord) return true;
  }
  return false;
}
char upper(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool has_digit(std::string_view text) noexcept { return std::any_of(text.begin(), text.end(), core::is_digit); }

// "0153 1000 0021 1111" and "'0153100000211111" (a number that a spreadsheet was told to leave alone).
std::string without_blanks(std::string_view text) {
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != ' ' && c != '\''; });
  if (plain.ends_with(".0")) plain.resize(plain.size() - 2);
  return plain;
}

std::vector<std::string> split_at_any(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
    const std::string_view part = core::trimmed(text.substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

// What stands in the brackets of "(2:a,b)", "[a,b]" and "{a,b}".
std::string_view inside_brackets(std::string_view text) noexcept {
  text = core::trimmed(text);
  if (text.size() < 2) return text;
  const char first = text.front();
  const char last = text.back();
  if ((first == '[' && last == ']') || (first == '{' && last == '}')) return text.substr(1, text.size() - 2);
  if (first != '(' || last != ')') return text;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || !core::all_digits(text.substr(1, colon - 1))) return text;
  return text.substr(colon + 1, text.size() - colon - 2);
}

std::string_view without_quotes(std::string_view text) noexcept {
  const bool quoted = text.size() > 1 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
  return quoted ? core::trimmed(text.substr(1, text.size() - 2)) : text;
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
  const std::string digits = without_blanks(text);
  if (!core::all_digits(digits) || digits.size() > 16 || digits.size() < 13) return std::nullopt;
  return std::string(16 - digits.size(), '0') + digits;
}

std::vector<std::string> list_parts(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string& part : split_at_any(inside_brackets(text), ",;|\n\t")) {
    const auto value = without_quotes(part);
    if (!value.empty()) parts.emplace_back(value);
  }
  return parts;
}

std::vector<std::string> id_parts(std::string_view text) {
  std::vector<std::string> ids;
  for (std::string& part : list_parts(text)) {
    const auto pieces =
        find_bag_id(part) ? std::vector<std::string>{} : split_at_any(part, is_iri(part) ? " " : " /+&");
    const bool several = std::any_of(pieces.begin(), pieces.end(), [](const auto& p) { return find_bag_id(p); });
    if (!several) {
      ids.push_back(std::move(part));
      continue;
    }
    std::copy_if(pieces.begin(), pieces.end(), std::back_inserter(ids), has_digit);
  }
  return ids;
}

bool is_building_id(std::string_view bag_id) noexcept { return bag_id.size() == 16 && bag_id.substr(4, 2) == "10"; }
bool is_unit_id(std::string_view bag_id) noexcept {
  if (bag_id.size() != 16) return false;
  const auto type = bag_id.substr(4, 2);
  return type == "01" || type == "02" || type == "03";
}

std::string postcode(std::string_view text) {
  std::string code;
  for (const char c : text) {
    if (core::is_digit(c) || core::is_letter(c)) {
      code.push_back(upper(c));
    } else if (c != ' ' && c != '-') {
      return {};
    }
  }
  if (code.size() == 8 && code.starts_with("NL")) code.erase(0, 2);
  const bool fits = code.size() == 6 && core::all_digits(std::string_view{code}.substr(0, 4)) &&
                    core::is_letter(code[4]) && core::is_letter(code[5]);
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
  return core::shortened(text, end == std::string_view::npos ? longest : end);
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
  if (is_plainly_something(text)) return false;
  // Statistical offices write a dash for "not published", of any length.
  if (text == "-" || text == "\xE2\x80\x93" || text == "\xE2\x80\x94") return true;
  static constexpr std::array<std::string_view, 8> nothing{"",        "n v t", "nvt", "onbekend",
                                                           "unknown", "null",  "nan", "geen"};
  const std::string folded = core::folded(text);
  return std::find(nothing.begin(), nothing.end(), folded) != nothing.end();
}

}  // namespace trek::ingest::detail
