#include "trek/ingest/detail/address_line.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "trek/core/text.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

using Words = std::vector<std::string>;

bool all_letters(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), core::is_letter);
}

bool says_number(std::string_view word) {
  static constexpr std::array<std::string_view, 6> kWords{"nr", "no", "nummer", "num", "huisnr", "huisnummer"};
  return core::is_one_of(core::folded(word), kWords);
}
bool says_and(std::string_view word) {
  static constexpr std::array<std::string_view, 3> kWords{"en", "t m", "tm"};
  return word == "&" || word == "+" || word == "/" || core::is_one_of(core::folded(word), kWords);
}
bool is_country(std::string_view words) {
  static constexpr std::array<std::string_view, 6> kWords{"nl",      "ned",         "nederland",
                                                          "holland", "netherlands", "the netherlands"};
  return core::is_one_of(core::folded(words), kWords);
}
/// What may stand behind a house number in words of its own.
bool is_addition_word(std::string_view word) {
  static constexpr std::array<std::string_view, 27> kWords{
      "bis", "hs",  "huis", "bg",  "rd", "rood", "zw",  "zwart", "wit", "boven", "beneden", "achter", "voor", "ong",
      "to",  "gar", "unit", "app", "i",  "ii",   "iii", "iv",    "vi",  "vii",   "viii",    "ix",     "hoog"};
  return core::is_one_of(core::folded(word), kWords);
}
bool is_floor(std::string_view word) {
  static constexpr std::array<std::string_view, 5> kWords{"verdieping", "verd", "etage", "hoog", "h"};
  return core::is_one_of(core::folded(word), kWords);
}

/// "tegenover 12" is not at 12.
bool says_near(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kWords{"tegenover", "naast", "nabij", "bij", "t o", "to", "tov"};
  return core::is_one_of(core::folded(word), kWords);
}

/// "1e", "2de", "21ste": first words of street names.
bool is_ordinal(std::string_view word) {
  const auto end = static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), core::is_digit) - word.begin());
  const std::string tail = core::folded(word.substr(end));
  return end > 0 && (tail == "e" || tail == "de" || tail == "ste");
}
bool begins_with_digit(const std::string& word) noexcept { return !word.empty() && core::is_digit(word[0]); }
bool is_year(std::string_view word) noexcept {
  return word.size() == 4 && core::all_digits(word) && word >= "1200" && word <= "2099";
}
/// "1940", "1940-1945", "40-45": with a number behind it, part of the street.
bool is_year_or_years(std::string_view word) noexcept {
  const auto hyphen = word.find('-');
  if (hyphen == std::string_view::npos) return is_year(word);
  return word == "40-45" || (is_year(word.substr(0, hyphen)) && is_year(word.substr(hyphen + 1)));
}
/// "4a", "12", "4-a", "12-14", "4a-2", "7/2": the number itself, whatever its addition.
bool is_number(const std::string& word) {
  if (!begins_with_digit(word)) return false;
  const auto end = word.find_first_not_of("0123456789");
  if (end == std::string::npos) return word.size() <= 5;
  const std::string_view tail = std::string_view{word}.substr(end);
  return end <= 5 && tail.size() <= 6;
}
/// An addition in a word of its own: "a", "II", "B3", "2", "-2".
bool is_addition(std::string_view word) {
  if (word.starts_with('-') || word.starts_with('/')) word.remove_prefix(1);
  if (word.empty()) return false;
  if (word.size() == 1) return core::is_letter(word[0]) || core::is_digit(word[0]);
  if (is_addition_word(word)) return true;
  return word.size() <= 4 && std::any_of(word.begin(), word.end(), core::is_digit) &&
         std::all_of(word.begin(), word.end(), [](char c) { return core::is_digit(c) || core::is_letter(c); });
}

std::string joined(const Words& words, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to && i < words.size(); ++i) text += (text.empty() ? "" : " ") + words[i];
  return text;
}

/// "4" and "a" are "4a", "4" and "II" are "4-II".
void add_addition(std::string& number, std::string_view addition) {
  while (addition.starts_with('-') || addition.starts_with('/')) addition.remove_prefix(1);
  if (addition.empty()) return;
  const bool letter_behind = !number.empty() && core::is_digit(number.back()) && core::is_letter(addition[0]) &&
                             (addition.size() == 1 || !all_letters(addition));
  if (!letter_behind) number += '-';
  number += addition;
}

/// Street, number and what stands behind them in words without a comma between.
struct Numbered {
  std::string street;
  std::string number;
  std::string rest;
  bool several = false;  // a further address follows in the rest
};

/// The word at which the house number begins; none where there is no number.
std::optional<std::size_t> find_number(const Words& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (says_number(words[i]) && is_number(words[i + 1])) return i + 1;
  }
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_number(words[i])) continue;
    const bool last = i + 1 == words.size();
    if (is_ordinal(words[i]) && (i == 0 || (!last && !is_addition(words[i + 1])))) continue;
    numbers.push_back(i);
  }
  if (numbers.empty()) return std::nullopt;
  std::size_t at = 0;
  while (at + 1 < numbers.size() && is_year_or_years(words[numbers[at]])) ++at;  // "Plein 1940-1945 12"
  return numbers[at];
}

/// Takes what belongs to the number from `at` on; returns where it ends.
std::size_t read_number(const Words& words, std::size_t at, std::string& number) {
  number = words[at++];
  std::replace(number.begin(), number.end(), '/', '-');
  while (at < words.size()) {
    const bool hyphen = words[at] == "-" || says_and(words[at]);
    const std::size_t next = hyphen ? at + 1 : at;
    if (next >= words.size()) break;
    const bool floor = next + 1 < words.size() && is_floor(words[next + 1]);
    if (is_ordinal(words[next]) && floor) return next + 2;  // "2e verdieping" is no part of an address
    if (hyphen ? !is_number(words[next]) && !is_addition(words[next]) : !is_addition(words[next])) break;
    add_addition(number, words[next]);
    at = next + (floor ? 2 : 1);
  }
  return at;
}

Numbered numbered(const Words& words, bool behind_postcode = false) {
  Numbered result;
  const auto at = find_number(words);
  if (!at) {
    result.street = joined(words, 0, words.size());
    return result;
  }
  if (*at > 0 && says_near(words[*at - 1])) {
    result.street = joined(words, 0, *at - 1);
    return result;
  }
  const std::size_t street_end = *at > 0 && says_number(words[*at - 1]) ? *at - 1 : *at;
  result.street = joined(words, 0, street_end);
  const std::size_t end = read_number(words, *at, result.number);
  const bool more = end < words.size() && says_and(words[end]);
  result.several = more;
  result.rest = more ? std::string{} : joined(words, end, words.size());
  if (result.street.empty() && !behind_postcode) std::swap(result.street, result.rest);  // "12 Oude Markt"
  return result;
}

/// The words of a text; "nr.12" is two.
Words words_of(std::string_view text) {
  Words words;
  for (const auto& word : core::split(text, ' ')) {
    const auto digit = std::min(word.find_first_of("0123456789"), word.size());
    if (digit > 0 && digit < word.size() && says_number(std::string_view{word}.substr(0, digit))) {
      words.push_back(word.substr(0, digit));
      words.push_back(word.substr(digit));
    } else {
      words.push_back(word);
    }
  }
  return words;
}

std::string without_brackets(std::string_view line) {
  std::string text;
  int depth = 0;
  for (const char c : line) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) text.push_back(c == '\t' ? ' ' : c);
    if ((c == ')' || c == ']') && depth > 0) {
      --depth;
      text.push_back(' ');
    }
  }
  for (auto at = text.find("\xC2\xA0"); at != std::string::npos; at = text.find("\xC2\xA0", at)) {
    text.replace(at, 2, " ");
  }
  return text;
}

/// Where a postcode stands in a line.
struct Postcode {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string code;
};

bool is_edge(std::string_view text, std::size_t at) noexcept {
  return at >= text.size() || (!core::is_digit(text[at]) && !core::is_letter(text[at]));
}

std::optional<Postcode> postcode_at(std::string_view text, std::size_t at) {
  if (text[at] == '0' || !core::all_digits(text.substr(at, 4)) || at + 6 > text.size()) return std::nullopt;
  std::size_t letters = at + 4;
  while (letters < text.size() && text[letters] == ' ') ++letters;
  if (letters + 2 > text.size() || !all_letters(text.substr(letters, 2)) || !is_edge(text, letters + 2))
    return std::nullopt;
  std::size_t begin = at;
  for (const std::string_view country : {"NL-", "NL ", "NL"}) {
    const bool before = at >= country.size() && core::folded(text.substr(at - country.size(), country.size())) == "nl";
    if (!before || (at > country.size() && !is_edge(text, at - country.size() - 1))) continue;
    begin = at - country.size();
    break;
  }
  if (begin == at && at > 0 && !is_edge(text, at - 1)) return std::nullopt;
  const std::string_view found = text.substr(letters, 2);
  const std::string word = core::folded(found);
  const bool behind = std::any_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), core::is_digit);
  const auto next = text.find_first_not_of(". ", letters + 2);
  if (says_number(word) && next != std::string_view::npos && core::is_digit(text[next])) return std::nullopt;
  if ((found == "te" || found == "en") && !behind) return std::nullopt;  // "Langeweg 1012 te Enschede"
  return Postcode{begin, letters + 2, postcode(text.substr(at, letters + 2 - at))};
}

/// The last one: what comes before may be a house number.
std::optional<Postcode> find_postcode(std::string_view text) {
  std::optional<Postcode> last;
  for (std::size_t at = 0; at + 6 <= text.size(); ++at) {
    if (!core::is_digit(text[at]) || (at > 0 && core::is_digit(text[at - 1]))) continue;
    if (auto found = postcode_at(text, at)) last = std::move(found);
  }
  return last;
}

/// Words of a line, cut where a comma, another mark or "te" stands.
struct Segment {
  Words words;
  bool behind_postcode = false;
  bool behind_te = false;
};

bool separates(const Words& words, std::size_t i) {
  const bool inside = i > 0 && i + 1 < words.size();
  if (!inside) return false;
  if (core::folded(words[i]) == "te" && words[i][0] != '\'') return true;
  // "Enschede - Oude Markt 12", and not "12 - a" or "12 - 14".
  return (words[i] == "-" || words[i] == "\xE2\x80\x93") && !is_addition(words[i + 1]) && !is_number(words[i + 1]);
}

void add_segments(std::string_view text, bool behind_postcode, std::vector<Segment>& segments) {
  std::string marked{text};
  for (char& c : marked) {
    if (c == ';' || c == '|' || c == '\n' || c == '\r' || c == ':') c = ',';
  }
  for (const auto& part : core::split(marked, ',')) {
    const std::string_view plain = std::string_view{part}.substr(std::min(part.find_first_not_of("- "), part.size()));
    const Words words = words_of(plain);
    Segment segment{{}, behind_postcode, false};
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool cut = separates(words, i);
      if (!cut) segment.words.push_back(words[i]);
      if (!cut && i + 1 < words.size()) continue;
      if (!segment.words.empty()) segments.push_back(segment);
      segment = {{}, false, cut && core::folded(words[i]) == "te"};
    }
    behind_postcode = false;
  }
}

bool is_unit_of_building(const Words& words) {
  static constexpr std::array<std::string_view, 7> kFirst{"unit",       "bg",         "begane", "kelder",
                                                          "souterrain", "verdieping", "etage"};
  return core::is_one_of(core::folded(words[0]), kFirst) || is_addition(words[0]) ||
         (words.size() > 1 && is_floor(words[1]));
}

std::string town_of(const Words& words) {
  static constexpr std::array<std::string_view, 4> kBefore{"te", "in", "gemeente", "gem"};
  const bool marked = words.size() > 1 && core::is_one_of(core::folded(words[0]), kBefore);
  const bool country = words.size() > 1 && is_country(words.back()) && core::folded(words.back()) != "holland";
  return joined(words, marked ? 1 : 0, words.size() - (country ? 1 : 0));
}

/// The segment that is the town: behind the postcode or "te", else behind the street, else before it.
std::optional<std::size_t> find_town(const std::vector<Segment>& segments, std::size_t street) {
  const auto may_be = [&](std::size_t i) {
    return i != street && !find_number(segments[i].words) && !is_unit_of_building(segments[i].words);
  };
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if ((segments[i].behind_postcode || segments[i].behind_te) && may_be(i)) return i;
  }
  for (std::size_t i = street + 1; i < segments.size(); ++i) {
    if (may_be(i)) return i;
  }
  for (std::size_t i = street; i-- > 0;) {
    if (may_be(i)) return i;
  }
  return std::nullopt;
}

/// "Oude Markt, 12, Enschede": a number that stands apart joins the words before it.
void join_lone_numbers(std::vector<Segment>& segments) {
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const auto& words = segments[i].words;
    const bool lone = is_number(words[0]) && !is_ordinal(words[0]) && !segments[i].behind_postcode;
    if (!lone || find_number(segments[i - 1].words) || segments[i - 1].behind_postcode) continue;
    auto& before = segments[i - 1].words;
    before.insert(before.end(), words.begin(), words.end());
    segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// The segment with the house number; without one the first that is not the town.
std::size_t street_segment(const std::vector<Segment>& segments) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (find_number(segments[i].words)) return i;
  }
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (!segments[i].behind_postcode && !segments[i].behind_te) return i;
  }
  return segments.size();
}

}  // namespace

AddressLine parsed_address(std::string_view line) {
  AddressLine result;
  const std::string text = without_brackets(line);
  std::vector<Segment> segments;
  if (const auto code = find_postcode(text)) {
    result.address.postcode = code->code;
    add_segments(std::string_view{text}.substr(0, code->begin), false, segments);
    add_segments(std::string_view{text}.substr(code->end), true, segments);
  } else {
    add_segments(text, false, segments);
  }
  std::erase_if(segments, [](const Segment& s) { return is_country(joined(s.words, 0, s.words.size())); });
  join_lone_numbers(segments);
  const std::size_t street = street_segment(segments);
  Numbered found;
  if (street < segments.size()) found = numbered(segments[street].words, segments[street].behind_postcode);
  if (core::folded(found.street) == "postbus") return {{}, AddressLine::Doubt::post_box};
  result.address.street = std::move(found.street);
  result.address.number = std::move(found.number);
  if (const auto town = find_town(segments, street)) {
    result.address.town = town_of(segments[*town].words);
  } else {
    result.address.town = town_of(words_of(found.rest));
  }
  const bool complete =
      !result.address.number.empty() && (!result.address.street.empty() || !result.address.postcode.empty());
  if (!complete) result.doubt = AddressLine::Doubt::incomplete;
  if (found.several) result.doubt = AddressLine::Doubt::several;
  return result;
}

model::Address split_street(std::string_view text) {
  model::Address address;
  Numbered found = numbered(words_of(without_brackets(text)));
  address.street = std::move(found.street);
  address.number = std::move(found.number);
  return address;
}

}  // namespace trek::ingest::detail
