#include "trek/core/inert_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "trek/core/detail/utf8.hpp"
#include "trek/core/text.hpp"

namespace trek::core {
namespace {

using detail::append_utf8;
using detail::kNoCharacter;
using detail::next_code_point;

struct Range {
  char32_t first;
  char32_t last;
};
template <std::size_t size>
bool is_in(char32_t code, const std::array<Range, size>& ranges) noexcept {
  return std::ranges::any_of(ranges, [code](Range range) { return code >= range.first && code <= range.last; });
}

/// What a terminal obeys, or what shows a line as another than it is.
constexpr std::array<Range, 10> kUnseen{{{0x00, 0x1F},
                                         {0x7F, 0x9F},
                                         {0x061C, 0x061C},  // marks of direction
                                         {0x200E, 0x200F},
                                         {0x2028, 0x202E},  // ends of lines and paragraphs, and turned writing
                                         {0x2066, 0x206F},
                                         {0xFEFF, 0xFEFF},
                                         {0xFFF9, 0xFFFB},
                                         {0xFFFE, 0xFFFF},
                                         {0xE0000, 0xE007F}}};  // letters that nobody sees

/// What may stand before a formula: a spreadsheet passes over it, or a program on the way takes it off.
constexpr std::array<Range, 10> kBeforeFormula{{{0x20, 0x20},
                                                {'"', '"'},
                                                {'\'', '\''},
                                                {0xA0, 0xA0},
                                                {0x2000, 0x200F},
                                                {0x2018, 0x201F},
                                                {0x2028, 0x202F},
                                                {0x205F, 0x206F},
                                                {0x3000, 0x3000},
                                                {0xFEFF, 0xFEFF}}};
/// = + - @, and the forms of them that spreadsheets take for the same.
constexpr std::array<Range, 12> kFormulaSign{{{'=', '='},
                                              {'+', '+'},
                                              {'-', '-'},
                                              {'@', '@'},
                                              {0x2212, 0x2212},
                                              {0xFE62, 0xFE63},
                                              {0xFE66, 0xFE66},
                                              {0xFE6B, 0xFE6B},
                                              {0xFF0B, 0xFF0B},
                                              {0xFF0D, 0xFF0D},
                                              {0xFF1D, 0xFF1D},
                                              {0xFF20, 0xFF20}}};

void append_hex(std::string& out, std::string_view mark, std::uint32_t number, int digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += mark;
  for (int digit = digits; digit-- > 0;) out += kDigits[(number >> (4U * static_cast<unsigned>(digit))) & 0xFU];
}

void append_escape(std::string& out, char32_t code) {
  if (code == '\n') {
    out += "\\n";
  } else if (code == '\t') {
    out += "\\t";
  } else if (code < 0x100U) {
    append_hex(out, "\\x", code, 2);
  } else if (code < 0x10000U) {
    append_hex(out, "\\u", code, 4);
  } else {
    append_hex(out, "\\U", code, 8);
  }
}

/// As JSON has it: beyond the basic plane in two halves.
void append_json_escape(std::string& out, char32_t code) {
  if (code < 0x10000U) return append_hex(out, "\\u", code, 4);
  append_hex(out, "\\u", 0xD800U + ((code - 0x10000U) >> 10U), 4);
  append_hex(out, "\\u", 0xDC00U + ((code - 0x10000U) & 0x3FFU), 4);
}

bool is_plain(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// Digits with at most one sign, marks and an exponent: nothing that a spreadsheet could work out.
bool is_number(std::string_view text) noexcept {
  const auto pass_digits = [&] {
    const std::size_t before = text.size();
    while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    return before - text.size();
  };
  const auto pass_sign = [&] {
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  };
  pass_sign();
  std::size_t digits = pass_digits();
  while (text.starts_with('.') || text.starts_with(',')) {
    text.remove_prefix(1);
    const std::size_t more = pass_digits();
    if (more == 0) return false;
    digits += more;
  }
  if (digits == 0) return false;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    pass_sign();
    if (pass_digits() == 0) return false;
  }
  return text.empty();
}

/// Whether a tab or a line end stands before all else; as it would behind an apostrophe.
bool begins_with_gap(std::string_view text) noexcept {
  for (std::size_t position = 0; position < text.size();) {
    const char32_t code = next_code_point(text, position);
    if (code == '\t' || code == '\n' || code == '\r') return true;
    if (!is_in(code, kBeforeFormula)) return false;
  }
  return false;
}

/// A sign with something behind it, in this part or, where it is not the last, in the next. What holds for a text
/// holds for it behind an apostrophe, which is why the apostrophe can be taken off again.
bool could_be_formula(std::string_view text, bool is_last) noexcept {
  if (is_last && is_number(text)) return false;
  for (std::size_t position = 0; position < text.size();) {
    const char32_t code = next_code_point(text, position);
    if (is_in(code, kFormulaSign)) return !is_last || position < text.size();
    if (!is_in(code, kBeforeFormula)) return false;
  }
  return false;
}

/// The text with each part of it changed that some spreadsheet may take for a cell: where a comma is the decimal mark,
/// it takes CSV apart at semicolons.
template <class Change>
std::string with_each_part(std::string_view text, Change change) {
  std::string result;
  while (true) {
    const auto end = std::min(text.find_first_of(";\t\n"), text.size());
    const bool is_last = end == text.size();
    result += change(text.substr(0, end), is_last);
    if (is_last) return result;
    result += text[end];
    text.remove_prefix(end + 1);
  }
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  for (std::size_t position = 0; position < text.size();) {
    if (next_code_point(text, position) == kNoCharacter) return false;
  }
  return true;
}

std::string terminal_text(std::string_view text) {
  if (is_plain(text)) return std::string{text};  // most text
  std::string result;
  result.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const char32_t code = next_code_point(text, position);
    if (code == kNoCharacter) {
      append_hex(result, "\\x", static_cast<unsigned char>(text[start]), 2);
    } else if (is_in(code, kUnseen)) {
      append_escape(result, code);
    } else {
      result += text.substr(start, position - start);
    }
  }
  return result;
}

std::string terminal_json(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  for (std::size_t position = 0; position < json.size();) {
    const std::size_t start = position;
    const char32_t code = next_code_point(json, position);
    if (code >= 0x7FU && code != kNoCharacter && is_in(code, kUnseen)) {
      append_json_escape(result, code);
    } else {
      result += json.substr(start, position - start);
    }
  }
  return result;
}

std::string spreadsheet_text(std::string_view text) {
  std::string result = with_each_part(cleaned(text), [](std::string_view part, bool is_last) {
    return could_be_formula(part, is_last) ? '\'' + std::string{part} : std::string{part};
  });
  if (begins_with_gap(result)) result.insert(result.begin(), '\'');
  return result;
}

std::string text_of_spreadsheet(std::string_view cell) {
  if (cell.starts_with('\'') && begins_with_gap(cell.substr(1))) cell.remove_prefix(1);
  return with_each_part(cell, [](std::string_view part, bool is_last) {
    return part.starts_with('\'') && could_be_formula(part.substr(1), is_last) ? part.substr(1) : part;
  });
}

std::string csv_cell(std::string_view text, char separator) {
  std::string cell = spreadsheet_text(text);
  if (cell.find(separator) == std::string::npos && cell.find_first_of("\"\n\r") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace trek::core
