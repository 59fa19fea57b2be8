#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trek::core {

/// What some programs put before UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Of ASCII alone, in any locale.
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// False for an empty text.
[[nodiscard]] constexpr bool all_digits(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Whether a word is in a list of words, to the letter.
template <class Words>
[[nodiscard]] bool is_one_of(std::string_view word, const Words& words) noexcept {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}
[[nodiscard]] inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Without white space (and no-break spaces) at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// For comparing names: lower case, Latin letters without diacritics, every run of other characters one space, trimmed.
/// "Hengelo (O.)" -> "hengelo o"; "'t Stift" -> "t stift"; "Café" -> "cafe". UTF-8 in; bytes that are not UTF-8 count
/// as separators.
[[nodiscard]] std::string folded(std::string_view text);

/// A number as people write it: "12,5", "12.5", "1.234,5", "1 234", "-3". Empty for anything else, NaN and infinities
/// included. A single separator followed by exactly three digits ("1.234") is read as a decimal separator, as GDAL and
/// spreadsheets in C locale do.
[[nodiscard]] std::optional<double> parsed_number(std::string_view text) noexcept;

/// The name nearest to `wanted` by edit distance (Damerau-Levenshtein, on folded text), if near enough to be meant.
[[nodiscard]] std::optional<std::string> find_nearest_name(std::string_view wanted, std::span<const std::string> names);

/// "; did you mean 'x'?" or nothing: the tail of an error about an unknown name.
[[nodiscard]] std::string did_you_mean(std::string_view wanted, std::span<const std::string> names);

/// Parts between separators, trimmed, empty parts left out.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

/// Adds a unit of UTF-16 to UTF-8. Units beyond the basic plane (pairs) become U+FFFD each.
void append_utf16(std::string& text, char16_t unit);
/// Rows of which a text holds what is looked for, those that hold it best: as it is written, else folded as a whole,
/// else as whole words ("V&D" in "Voormalig V&D"), else anywhere. Each row is a list of texts. None for a search that
/// has no letter or digit.
[[nodiscard]] std::vector<std::size_t> matching_rows(std::string_view wanted,
                                                     std::span<const std::vector<std::string>> rows);

/// Valid UTF-8 without control codes (tab and line feed stay): what may go into a GeoPackage, XML or CSV. What is not
/// UTF-8 becomes U+FFFD; U+0080..U+009F what Windows-1252 has there ("\u0092" is an apostrophe).
[[nodiscard]] std::string cleaned(std::string_view text);

}  // namespace trek::core
