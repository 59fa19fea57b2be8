#include "trek/ingest/detail/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "trek/core/text.hpp"

namespace trek::ingest::detail {

namespace {

std::string lower(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

// What people group by besides point and comma: each becomes one character.
struct Spelling {
  std::string_view text;
  char plain;
};
constexpr std::array kSpellings{
    Spelling{"\xC2\xA0", ' '},                                      // no-break space
    Spelling{"\xE2\x80\x89", ' '},                                  // thin space
    Spelling{"\xE2\x80\xAF", ' '},                                  // narrow no-break space
    Spelling{"\xE2\x80\x99", '\''}, Spelling{"\xE2\x88\x92", '-'},  // minus sign
    Spelling{"\xE2\x80\x93", '-'},                                  // dash
};

std::string with_plain_marks(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto* const found =
        std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& s) { return text.starts_with(s.text); });
    if (found == kSpellings.end()) {
      result.push_back(text.front());
      text.remove_prefix(1);
    } else {
      result.push_back(found->plain);
      text.remove_prefix(found->text.size());
    }
  }
  return result;
}

bool take_prefix(std::string_view& text, const std::string& folded_text, std::string_view word) {
  if (!std::string_view{folded_text}.starts_with(word)) return false;
  const std::string_view rest = text.substr(word.size());
  const bool is_word = word.back() >= 'a' && word.back() <= 'z';
  if (is_word && !rest.empty() && !core::is_digit(rest.front()) && rest.front() != ' ' && rest.front() != '.')
    return false;
  text = core::trimmed(rest);
  return true;
}

constexpr std::array<std::string_view, 6> kCurrencies{"\xE2\x82\xAC", "euro", "eur", "fl.", "\xC2\xA3", "$"};
constexpr std::array<std::string_view, 14> kApproximately{"circa", "ca.",     "ca",     "c.",          "ongeveer",
                                                          "plm.",  "approx.", "approx", "about",       "\xC2\xB1",
                                                          "+/-",   "+-",      "~",      "\xE2\x89\x88"};

template <class Words>
bool take_any(std::string_view& text, const Words& words) {
  const std::string folded_text = lower(text);
  return std::any_of(words.begin(), words.end(), [&](auto word) { return take_prefix(text, folded_text, word); });
}

// Digits and marks, up to the last digit; an exponent belongs to them.
std::size_t number_length(std::string_view text) noexcept {
  std::size_t end = 0;
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (core::is_digit(c)) {
      end = at + 1;
    } else if (c != '.' && c != ',' && c != '\'' && c != ' ') {
      break;
    }
  }
  if (end == 0 || end >= text.size() || (text[end] != 'e' && text[end] != 'E')) return end;
  std::size_t exponent = end + 1;
  if (exponent < text.size() && (text[exponent] == '-' || text[exponent] == '+')) ++exponent;
  const std::size_t first = exponent;
  while (exponent < text.size() && core::is_digit(text[exponent])) ++exponent;
  return exponent > first ? exponent : end;
}

// "1.250,-" and "1.250,--": no cents.
void take_no_cents(std::string& number, std::string_view& rest) {
  const bool says_so = rest.size() > 1 && (rest[0] == ',' || rest[0] == '.') && (rest[1] == '-' || rest[1] == '=');
  if (!says_so) return;
  number += rest[0];
  number += '0';
  rest.remove_prefix(1);
  while (!rest.empty() && (rest[0] == '-' || rest[0] == '=')) rest.remove_prefix(1);
  rest = core::trimmed(rest);
}

}  // namespace

std::optional<NumberText> find_number_text(std::string_view text) {
  NumberText found;
  const std::string plain = with_plain_marks(core::trimmed(text));
  std::string_view rest = core::trimmed(plain);
  for (bool more = true; more;) {
    const bool approximately = take_any(rest, kApproximately);
    found.approximate = found.approximate || approximately;
    more = approximately || take_any(rest, kCurrencies);
  }
  const std::size_t length = number_length(rest);
  if (length == 0) return std::nullopt;
  found.number = std::string{rest.substr(0, length)};
  rest = core::trimmed(rest.substr(length));
  take_no_cents(found.number, rest);
  if (rest.starts_with('?')) {
    found.approximate = true;
    rest = core::trimmed(rest.substr(1));
  }
  take_any(rest, kCurrencies);
  found.unit = lower(rest);
  return found;
}

std::optional<PlainestNumber> find_plainest_number(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 20;  // a number of any length need not be one
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  std::size_t point = begin;
  while (point < text.size() && core::is_digit(text[point])) ++point;
  std::size_t end = point;
  if (end < text.size() && text[end] == '.') {
    ++end;
    while (end < text.size() && core::is_digit(text[end])) ++end;
  }
  const bool has_point = end > point;
  if (end != text.size() || text.size() > kLongest || point == begin || end == point + 1) return std::nullopt;
  const bool may_be_a_group = end - point == 4 && point - begin <= 3 && text[begin] != '0';
  if (has_point && may_be_a_group) return std::nullopt;
  PlainestNumber number{0.0, has_point};
  std::from_chars(text.data(), text.data() + text.size(), number.value);
  return number;
}

UnitOfText unit_of(std::string_view unit) {
  struct Known {
    std::string_view name;
    UnitOfText means;
  };
  static constexpr UnitOfText area{UnitKind::area, 1.0};
  static constexpr UnitOfText count{UnitKind::count, 1.0};
  static constexpr std::array kKnown{Known{"", {UnitKind::none, 1.0}},
                                     Known{"m2", area},
                                     Known{"m\xC2\xB2", area},
                                     Known{"m^2", area},
                                     Known{"m2.", area},
                                     Known{"m 2", area},
                                     Known{"vierkante meter", area},
                                     Known{"bvo", area},
                                     Known{"vvo", area},
                                     Known{"gbo", area},
                                     Known{"m2 bvo", area},
                                     Known{"m2 vvo", area},
                                     Known{"m2 gbo", area},
                                     Known{"m\xC2\xB2 bvo", area},
                                     Known{"m\xC2\xB2 vvo", area},
                                     Known{"m\xC2\xB2 gbo", area},
                                     Known{"sqm", area},
                                     Known{"ha", {UnitKind::area, 10'000.0}},
                                     Known{"hectare", {UnitKind::area, 10'000.0}},
                                     Known{"km2", {UnitKind::area, 1e6}},
                                     Known{"km\xC2\xB2", {UnitKind::area, 1e6}},
                                     Known{"m3", {UnitKind::volume, 1.0}},
                                     Known{"m\xC2\xB3", {UnitKind::volume, 1.0}},
                                     Known{"m", {UnitKind::length, 1.0}},
                                     Known{"m1", {UnitKind::length, 1.0}},
                                     Known{"meter", {UnitKind::length, 1.0}},
                                     Known{"mtr", {UnitKind::length, 1.0}},
                                     Known{"cm", {UnitKind::length, 0.01}},
                                     Known{"mm", {UnitKind::length, 0.001}},
                                     Known{"km", {UnitKind::length, 1'000.0}},
                                     Known{"%", count},
                                     Known{"procent", count},
                                     Known{"personen", count},
                                     Known{"persoon", count},
                                     Known{"pers.", count},
                                     Known{"inwoners", count},
                                     Known{"inw", count},
                                     Known{"inw.", count},
                                     Known{"people", count},
                                     Known{"inhabitants", count},
                                     Known{"stuks", count},
                                     Known{"st.", count},
                                     Known{"bouwlagen", count},
                                     Known{"lagen", count},
                                     Known{"\xC2\xB0", count},
                                     Known{"per jaar", count},
                                     Known{"p.j.", count},
                                     Known{"/jaar", count}};
  const auto* const found =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& known) { return known.name == unit; });
  return found == kKnown.end() ? UnitOfText{UnitKind::unknown, 1.0} : found->means;
}

UnitKind unit_kind_of_field(std::string_view canonical) noexcept {
  if (canonical.ends_with("_m2")) return UnitKind::area;
  if (canonical.ends_with("_m3")) return UnitKind::volume;
  if (canonical.ends_with("_m") || canonical == "x" || canonical == "y") return UnitKind::length;
  return UnitKind::none;
}

}  // namespace trek::ingest::detail
