#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/model/detail/known_names.hpp"
#include "trek/model/known_municipalities.hpp"
#include "trek/model/tables.hpp"

namespace trek::model {
namespace {

/// For names that are written with or without spaces: "'s-Gravenhage" and "sGravenhage" are "sgravenhage".
std::string run_together(std::string_view text) {
  std::string name = folded_place_name(text);
  std::erase(name, ' ');
  return name;
}

const KnownMunicipality* find_known(std::string_view code) {
  const auto known = known_municipalities();
  const auto found = std::ranges::lower_bound(known, code, {}, &KnownMunicipality::code);
  return found != known.end() && found->code == code ? &*found : nullptr;
}

template <class Entries>
Municipalities names_of(const Entries& entries) {
  Municipalities table;
  for (const auto& entry : entries) {
    table.name.push_back(entry.name);
    if constexpr (requires { entry.code; })
      table.code.push_back(entry.code);
    else
      table.code.emplace_back();
  }
  return table;
}

/// Rows of the table with this name; where there are none, those that have it but for spaces.
std::vector<std::size_t> rows_named(const Municipalities& table, std::string_view text) {
  std::vector<std::size_t> rows;
  for (const MunicipalityIdx found : detail::municipalities_named(table, text)) rows.push_back(found.value());
  const std::string wanted = run_together(text);
  for (std::size_t row = 0; rows.empty() && row < table.size() && !wanted.empty(); ++row) {
    if (run_together(table.name[row]) == wanted && folded_place_name(text) == core::folded(text)) rows.push_back(row);
  }
  return rows;
}

std::vector<const KnownMunicipality*> all_named(std::string_view text) {
  static const Municipalities present = names_of(known_municipalities());
  static const Municipalities other = names_of(detail::other_names());
  std::vector<const KnownMunicipality*> found;
  for (const std::size_t row : rows_named(present, text)) found.push_back(&known_municipalities()[row]);
  if (!found.empty()) return found;
  for (const std::size_t row : rows_named(other, text)) found.push_back(find_known(other.code[row]));
  return found;
}

const FormerMunicipality* find_former(std::string_view text) {
  static const Municipalities former = names_of(former_municipalities());
  const auto rows = rows_named(former, text);
  return rows.empty() ? nullptr : &former_municipalities()[rows.front()];
}

/// What is said of a region beside its name: "provincie Utrecht", "COROP-gebied Utrecht", "Utrecht (PV)".
struct AskedRegion {
  std::string name;  // folded, without spaces
  bool as_province = false;
  bool as_corop = false;
};

AskedRegion asked_region(std::string_view text) {
  AskedRegion asked{core::folded(text)};
  const auto take = [&](std::string_view word, bool is_before, bool* kind) {
    const bool is_there = is_before ? asked.name.starts_with(word) : asked.name.ends_with(word);
    if (!is_there) return;
    asked.name.erase(is_before ? 0 : asked.name.size() - word.size(), word.size());
    if (kind != nullptr) *kind = true;
  };
  for (const std::string_view word : {"provincie ", "province "}) take(word, true, &asked.as_province);
  take("corop ", true, &asked.as_corop);
  for (const std::string_view word : {"gebied ", "regio ", "region "}) take(word, true, nullptr);
  take(" pv", false, &asked.as_province);
  take(" cr", false, &asked.as_corop);
  std::erase(asked.name, ' ');
  return asked;
}

const KnownRegion* find_region(std::string_view text) {
  const AskedRegion asked = asked_region(text);
  const auto same = [&](const std::string& name) {
    std::string other = core::folded(name);
    std::erase(other, ' ');
    return !other.empty() && other == asked.name;
  };
  for (const KnownRegion& region : known_regions()) {
    if (asked.as_province && region.kind != RegionKind::province) continue;
    if (asked.as_corop && region.corop.empty()) continue;
    if (same(region.name) || same(region.corop) || std::ranges::any_of(region.other_names, same)) return &region;
  }
  return nullptr;
}

[[noreturn]] void refuse_former(const FormerMunicipality& former) {
  std::vector<std::string> now;
  for (const std::string& code : former.codes) now.push_back(fmt::format("{} ({})", find_known(code)->name, code));
  core::refuse_argument(fmt::format("{} is no municipality {}: its area lies in {} now; give {}", former.name,
                                    former.year.empty() ? "any more" : "since " + former.year, fmt::join(now, ", "),
                                    now.size() == 1 ? "that one" : "the one that you mean, or all of them"));
}

/// "Hengelo", of "Hengelo (O.)".
std::string without_province(const std::string& name) { return name.substr(0, name.find(" (")); }

[[noreturn]] void refuse_unknown(std::string_view text) {
  std::vector<std::string> names;
  for (const KnownMunicipality& known : known_municipalities()) names.push_back(without_province(known.name));
  for (const detail::OtherName& other : detail::other_names()) names.push_back(other.name);
  for (const FormerMunicipality& former : former_municipalities()) names.push_back(former.name);
  const std::string nearest = core::did_you_mean(text, names);
  core::refuse_argument(fmt::format(
      "'{}' is none of the {} municipalities of {}{}", text, known_municipalities().size(), kKnownMunicipalitiesYear,
      nearest.empty() ? "; give its name or code (a village by the municipality in which it lies)" : nearest));
}

template <class Find>
std::vector<KnownMunicipality> each_once(const std::vector<std::string>& texts, Find find) {
  std::vector<KnownMunicipality> list;
  for (const std::string& text : texts) {
    const KnownMunicipality& found = find(text);
    const auto at = std::ranges::lower_bound(list, found.code, {}, &KnownMunicipality::code);
    if (at == list.end() || at->code != found.code) list.insert(at, found);
  }
  return list;
}

/// Between commas, but for those inside of a name: "Nuenen, Gerwen en Nederwetten".
std::vector<std::string> separate_names(std::string_view text) {
  std::vector<std::string> parts = core::split(text, ',');
  for (std::size_t at = 0; at + 1 < parts.size(); ++at) {
    const std::string both = parts[at] + ", " + parts[at + 1];
    if (all_named(both).size() != 1) continue;
    parts[at] = both;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }
  return parts;
}

}  // namespace

const KnownMunicipality& coded_municipality(std::string_view text) {
  const auto code = find_municipality_code(text);
  if (!code)
    core::refuse_argument(fmt::format("'{}' is no code of a municipality, expected one as GM0153 or 0153", text));
  if (const KnownMunicipality* found = find_known(*code)) return *found;
  core::refuse_argument(fmt::format("{} is the code of none of the {} municipalities of {}; give the name", *code,
                                    known_municipalities().size(), kKnownMunicipalitiesYear));
}

const KnownMunicipality& named_municipality(std::string_view text) {
  if (find_municipality_code(text)) return coded_municipality(text);
  const auto found = all_named(text);
  if (found.size() == 1) return *found.front();
  if (found.size() > 1) {
    std::vector<std::string> codes;
    for (const KnownMunicipality* one : found) codes.push_back(fmt::format("{} for {}", one->code, one->name));
    core::refuse_argument(fmt::format("'{}' is the name of {} municipalities; give the code: {}", text, found.size(),
                                      fmt::join(codes, ", ")));
  }
  if (const FormerMunicipality* former = find_former(text)) refuse_former(*former);
  if (const KnownRegion* region = find_region(text))
    core::refuse_argument(fmt::format("'{}' is a region of {} municipalities; give it with --region", region->name,
                                      region->codes.size()));
  refuse_unknown(text);
}

const KnownRegion& named_region(std::string_view text) {
  if (const KnownRegion* found = find_region(text)) return *found;
  if (all_named(text).size() == 1)
    core::refuse_argument(fmt::format("'{}' is a municipality; give it with --municipalities", text));
  std::vector<std::string> names;
  for (const KnownRegion& region : known_regions()) names.push_back(region.name);
  core::refuse_argument(fmt::format(
      "'{}' is no region that is known{}; known are Twente, the provinces and the COROP regions of CBS, by name or "
      "code (CR01 to CR40)",
      text, core::did_you_mean(text, names)));
}

std::vector<KnownMunicipality> listed_municipalities(std::string_view text) {
  const auto names = separate_names(text);
  if (names.empty()) core::refuse_argument("expected names of municipalities with commas between, as Enschede,Hengelo");
  return each_once(names, named_municipality);
}

std::vector<KnownMunicipality> listed_codes(std::string_view text) {
  const auto codes = core::split(text, ',');
  if (codes.empty()) core::refuse_argument("expected codes of municipalities with commas between, as GM0153,GM0164");
  return each_once(codes, coded_municipality);
}

std::vector<KnownMunicipality> municipalities_of(const KnownRegion& region) {
  return each_once(region.codes, coded_municipality);
}

}  // namespace trek::model
