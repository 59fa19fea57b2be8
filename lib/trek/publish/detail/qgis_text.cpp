#include "trek/publish/detail/qgis_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "trek/core/text.hpp"

namespace trek::publish::detail {
namespace {

constexpr std::string_view kWordJoiner = "\xE2\x81\xA0";  // U+2060

// U+202A..U+202E, U+2066..U+2069
constexpr std::array<std::string_view, 9> kTurned{"\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
                                                  "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                                  "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"};
// U+2028 and U+2029
constexpr std::array<std::string_view, 2> kLineEnds{"\xE2\x80\xA8", "\xE2\x80\xA9"};

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

bool begins_entity(std::string_view rest) {
  if (rest.empty()) return false;
  const char c = rest.front();
  return c == '#' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string without_expressions(std::string_view text) {
  std::string result{text};
  for (const std::string_view mark : kTurned) replace_all(result, mark, "");
  replace_all(result, "[%", fmt::format("[{}%", kWordJoiner));
  replace_all(result, "$CURRENT_DATE", fmt::format("${}CURRENT_DATE", kWordJoiner));
  return result;
}

std::string one_line(std::string_view text) {
  std::string result{text};
  std::ranges::replace_if(
      result, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  for (const std::string_view mark : kLineEnds) replace_all(result, mark, " ");
  return result;
}

std::string as_html(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<') {
      result += "&lt;";
    } else if (text[i] == '&' && begins_entity(text.substr(i + 1))) {
      result += "&amp;";
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string one_line_expression(std::string_view expression) {
  return fmt::format(
      "regexp_replace({}, '[\\\\x{{01}}-\\\\x{{1f}}\\\\x{{2028}}-\\\\x{{202e}}\\\\x{{2066}}-\\\\x{{2069}}]', ' ')",
      expression);
}

std::string said_name_expression(std::string_view expression, Town town) {
  return fmt::format("regexp_replace({}, '(,) *[0-9]{{4}} ?[A-Z]{{2}}( [^,]*)|, *[0-9]{{4}} ?[A-Z]{{2}}(?=,|$)', '{}')",
                     expression, town == Town::told ? "\\\\1\\\\2" : "");
}

std::string shortened_expression(std::string_view expression, int most) {
  constexpr int kLongestWord = 15;
  return fmt::format("left(regexp_replace({}, '^(?=.{{{}}})(.{{{},{}}}[^ ,/])[ ,/].*$', '\\\\1…'), {})", expression,
                     most + 1, std::max(0, most - 2 - kLongestWord), most - 2, most);
}

std::string html_expression(std::string_view expression) {
  // "&" first: what stands for the others holds one.
  return fmt::format("replace(replace({}, '&', '&amp;'), map('<', '&lt;', '>', '&gt;', '\"', '&quot;', '''', '&#39;'))",
                     expression);
}

std::string with_escaped_values(std::string_view map_tip) {
  constexpr std::string_view kOpen = "[%";
  constexpr std::string_view kClose = "%]";
  std::string result;
  while (true) {
    const auto open = map_tip.find(kOpen);
    const auto close = map_tip.find(kClose, open == std::string_view::npos ? open : open + kOpen.size());
    if (close == std::string_view::npos) return result.append(map_tip);
    const auto start = open + kOpen.size();
    const auto expression = core::trimmed(map_tip.substr(start, close - start));
    result += map_tip.substr(0, open);
    result += fmt::format("[% {} %]", html_expression(expression));
    map_tip.remove_prefix(close + kClose.size());
  }
}

}  // namespace trek::publish::detail
