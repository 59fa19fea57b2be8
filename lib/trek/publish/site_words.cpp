#include "trek/publish/site_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "trek/core/text.hpp"
#include "trek/model/pillar.hpp"

namespace trek::publish {
namespace {

using model::Words;

/// What it takes: "11.3 min or less", "900 m2 or more", "between 375 and 2350 m2".
std::string range_text(double low, double high, const std::string& unit, const Words& words) {
  if (std::isinf(low) && std::isinf(high)) return words("elke waarde", "any value");
  if (std::isinf(low)) return measure_text(high, unit, words) + words(" of minder", " or less");
  if (std::isinf(high)) return measure_text(low, unit, words) + words(" of meer", " or more");
  return fmt::format("{} {} {} {}", words("tussen", "between"), words.number(low, decimals_of(unit, low)),
                     words("en", "and"), measure_text(high, unit, words));
}

/// " (3.9 min less)": from what it is to the nearest of what it would have to be.
std::string difference_text(double from, double low, double high, const std::string& unit, const Words& words) {
  const double nearest = from < low ? low : high;
  if (std::isnan(from) || std::isinf(nearest) || (low <= from && from <= high)) return {};
  return fmt::format(" ({} {})", measure_text(std::abs(nearest - from), unit, words),
                     nearest < from ? words("minder", "less") : words("meer", "more"));
}

/// How long a postcode is at the beginning of a text, "7511AB" or "7511 AB", where a word ends behind it; 0: none.
std::size_t postcode_length(std::string_view text) {
  constexpr std::size_t kDigits = 4;
  if (text.size() < kDigits + 2 || !core::all_digits(text.substr(0, kDigits))) return 0;
  const std::size_t letters = text[kDigits] == ' ' ? kDigits + 1 : kDigits;
  const std::size_t end = letters + 2;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() < end || !is_capital(text[letters]) || !is_capital(text[letters + 1])) return 0;
  return text.size() == end || text[end] == ' ' || text[end] == ',' ? end : 0;
}

}  // namespace

std::string without_postcode(std::string_view name) {
  std::string said;
  for (std::size_t at = 0; at < name.size();) {
    const bool begins_part = said.ends_with(',');
    std::size_t spaces = 0;
    while (begins_part && at + spaces < name.size() && name[at + spaces] == ' ') ++spaces;
    const std::size_t length = begins_part ? postcode_length(name.substr(at + spaces)) : 0;
    if (length == 0) {
      said += name[at++];
      continue;
    }
    at += spaces + length;
    if (at == name.size() || name[at] == ',') said.pop_back();  // no town stands behind it
  }
  return said;
}

int decimals_of(const std::string& unit, double value) {
  if (unit.empty()) return value == std::round(value) ? 0 : 2;  // years, storeys
  for (const std::string_view counted : {"personen", "people", "aantal", "count", "m2", "m3"}) {
    if (unit.starts_with(counted)) return 0;
  }
  return unit == "min" || unit == "m" ? 1 : 3;
}

std::string measure_text(double value, const std::string& unit, const Words& words) {
  if (std::isnan(value)) return words("onbekend", "unknown");
  const bool says_unit = !unit.empty() && (unit.front() < '0' || unit.front() > '9');
  return words.number(value, decimals_of(unit, value)) + (says_unit ? " " + unit : std::string{});
}

std::string change_text(const ReadCriterion& criterion, const score::Counterfactual& change, const Words& words) {
  const std::string& unit = criterion.unit;
  const std::string was = std::isnan(change.from_raw) ? words(", nu onbekend", ", now unknown")
                                                      : fmt::format("{} {}", words(", nu", ", now"),
                                                                    measure_text(change.from_raw, unit, words));
  const std::string to = range_text(change.to_raw_low, change.to_raw_high, unit, words);
  return criterion.label + ": " + to + was +
         difference_text(change.from_raw, change.to_raw_low, change.to_raw_high, unit, words);
}

std::string veto_text(const std::string& verdict, const Words& words) {
  if (!words.is_dutch()) return verdict;
  if (verdict == "pass") return "voldoet";
  if (verdict == "fail") return "afgevallen";
  return verdict == "unknown" ? "nog onbekend" : verdict;
}

std::string rank_text(const ReadSite& site, int ranked_count, const Words& words) {
  if (!site.rank) return words("geen rang: afgevallen op een uitsluiting", "not ranked: ruled out by a veto");
  const bool firm = site.rank_group.empty() || site.rank_group == std::to_string(*site.rank);
  const std::string group =
      firm ? std::string{}
           : fmt::format(" ({} {})", words("volgorde niet vast binnen", "order not firm within"), site.rank_group);
  return fmt::format("{} {} {} {}{}", words("rang", "rank"), *site.rank, words("van", "of"), ranked_count, group);
}

std::string pillar_text(std::string_view name, const Words& words) {
  const auto found = std::ranges::find(model::kPillars, name, [](model::Pillar one) { return model::name_of(one); });
  return found == model::kPillars.end() ? std::string{name} : words(model::label_of(*found));
}

}  // namespace trek::publish
