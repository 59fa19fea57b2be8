#include "trek/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "trek/core/detail/utf8.hpp"

namespace trek::core {
namespace {

using detail::append_utf8;
using detail::kNoCharacter;
using detail::next_code_point;

/// Base letters of U+00C0..U+017F (Latin-1 supplement and Latin Extended-A), one an entry; '?' where there is none.
constexpr std::string_view kBaseLetters =
    "aaaaaaaceeeeiiiidnooooo?ouuuuyts"   // C0-DF
    "aaaaaaaceeeeiiiidnooooo?ouuuuyty"   // E0-FF
    "aaaaaaccccccccddddeeeeeeeeeegggg"   // 100-11F
    "gggghhhhiiiiiiiiiiiijjkkklllllll"   // 120-13F
    "lllnnnnnnnnnooooooo?rrrrrrssssss"   // 140-15F
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // 160-17F

/// What Windows-1252 has at U+0080..U+009F; 0 where it has nothing. In Unicode these are control codes, and terminals
/// obey some; in data they come from Windows-1252 that was taken for Latin-1 on its way.
constexpr std::array<char32_t, 32> kWindows1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// How well `text` holds the search: 4 as written, 3 folded as a whole, 2 as whole words, 1 anywhere, 0 not.
int match_of(std::string_view text, std::string_view wanted, std::string_view folded_search) {
  if (folded_search.empty()) return 0;
  if (text == wanted) return 4;
  const std::string held = folded(text);
  if (held == folded_search) return 3;
  int best = 0;
  for (std::size_t at = held.find(folded_search); at != std::string::npos; at = held.find(folded_search, at + 1)) {
    const std::size_t end = at + folded_search.size();
    const bool starts = at == 0 || held[at - 1] == ' ';
    const bool ends = end == held.size() || held[end] == ' ';
    best = std::max(best, starts && ends ? 2 : 1);
  }
  return best;
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
  const auto strip_front = [&] {
    if (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20U) return text.remove_prefix(1), true;
    if (text.starts_with("\xC2\xA0")) return text.remove_prefix(2), true;
    return false;
  };
  const auto strip_back = [&] {
    if (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20U) return text.remove_suffix(1), true;
    if (text.ends_with("\xC2\xA0")) return text.remove_suffix(2), true;
    return false;
  };
  while (strip_front()) {
  }
  while (strip_back()) {
  }
  return text;
}

std::string folded(std::string_view text) {
  std::string result;
  bool gap = false;
  const auto put = [&](char letter) {
    if (gap && !result.empty()) result.push_back(' ');
    gap = false;
    result.push_back(letter);
  };
  for (std::size_t position = 0; position < text.size();) {
    const char32_t code = next_code_point(text, position);
    if (code >= 'A' && code <= 'Z') {
      put(static_cast<char>(code + ('a' - 'A')));
    } else if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) {
      put(static_cast<char>(code));
    } else if (code >= 0xC0U && code <= 0x17FU && kBaseLetters[code - 0xC0U] != '?') {
      put(kBaseLetters[code - 0xC0U]);
    } else if (code >= 0x300U && code <= 0x36FU) {
      continue;  // a combining accent belongs to the letter before it
    } else {
      gap = true;
    }
  }
  return result;
}

std::optional<double> parsed_number(std::string_view text) noexcept {
  const std::string_view trimmed_text = trimmed(text);
  std::array<char, 64> digits{};
  std::size_t length = 0;
  const std::size_t last_separator = trimmed_text.find_last_of(".,");
  const auto separators =
      std::count_if(trimmed_text.begin(), trimmed_text.end(), [](char c) { return c == '.' || c == ','; });
  const bool mixed =
      trimmed_text.find('.') != std::string_view::npos && trimmed_text.find(',') != std::string_view::npos;
  for (std::size_t i = 0; i < trimmed_text.size(); ++i) {
    char c = trimmed_text[i];
    if (c == ' ') continue;
    if (c == '.' || c == ',') {
      const bool grouping = i != last_separator || (separators > 1 && !mixed);
      if (grouping) continue;
      c = '.';
    }
    if (length == digits.size()) return std::nullopt;
    digits[length++] = c;
  }
  const char* begin = digits.data();
  const char* const end = begin + length;
  if (begin != end && *begin == '+') ++begin;
  double value = 0.0;
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error != std::errc{} || stop != end || begin == end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::vector<std::size_t> matching_rows(std::string_view wanted, std::span<const std::vector<std::string>> rows) {
  const std::string search = folded(wanted);
  std::vector<std::size_t> best;
  int best_match = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    int match = 0;
    for (const std::string& text : rows[row]) match = std::max(match, match_of(text, wanted, search));
    if (match == 0 || match < best_match) continue;
    if (match > best_match) best.clear();
    best_match = match;
    best.push_back(row);
  }
  return best;
}

std::optional<std::string> find_nearest_name(std::string_view wanted, std::span<const std::string> names) {
  const std::string target = folded(wanted);
  const auto distance = [&](const std::string& other) {
    std::vector<std::size_t> before_last(other.size() + 1);
    std::vector<std::size_t> last(other.size() + 1);
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= target.size(); ++i) {
      row[0] = i;
      for (std::size_t j = 1; j <= other.size(); ++j) {
        const std::size_t change = target[i - 1] == other[j - 1] ? 0 : 1;
        row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
        if (i > 1 && j > 1 && target[i - 1] == other[j - 2] && target[i - 2] == other[j - 1]) {
          row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
      }
      std::swap(before_last, last);
      std::swap(last, row);
    }
    return last[other.size()];
  };
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(target.size() / 3, 1) + 1;
  for (const std::string& name : names) {
    const std::string other = folded(name);
    const std::size_t d = distance(other);
    if (d < best_distance && d < std::max(target.size(), other.size()) && !other.empty()) {
      best_distance = d;
      best = name;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string> names) {
  const auto nearest = find_nearest_name(wanted, names);
  return nearest ? "; did you mean '" + *nearest + "'?" : std::string{};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    const std::string_view part = trimmed(text.substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

void append_utf16(std::string& text, char16_t unit) {
  const bool half = unit >= 0xD800U && unit <= 0xDFFFU;
  append_utf8(text, half ? char32_t{0xFFFDU} : char32_t{unit});
}

std::string cleaned(std::string_view text) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (std::ranges::all_of(text, is_plain)) return std::string{text};  // most text
  std::string result;
  result.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const char32_t code = next_code_point(text, position);
    if (code == kNoCharacter || code == 0xFFFEU || code == 0xFFFFU) {  // the last two XML does not take
      append_utf8(result, 0xFFFDU);
    } else if (code >= 0x80U && code <= 0x9FU) {
      if (const char32_t meant = kWindows1252[code - 0x80U]; meant != 0) append_utf8(result, meant);
    } else if ((code >= 0x20U && code != 0x7FU) || code == '\t' || code == '\n') {
      append_utf8(result, code);
    }
  }
  return result;
}

}  // namespace trek::core
