#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "trek/core/text.hpp"
#include "trek/model/detail/known_names.hpp"
#include "trek/model/tables.hpp"

namespace trek::model {
namespace {

enum class Province {
  none,
  groningen,
  friesland,
  drenthe,
  overijssel,
  flevoland,
  gelderland,
  utrecht,
  noord_holland,
  zuid_holland,
  zeeland,
  noord_brabant,
  limburg
};

struct ProvinceSpelling {
  std::string_view text;  // folded
  Province province;
};

/// What stands behind a place name, folded ("(N.H.)" -> "n h").
constexpr std::array kProvinceSpellings{
    ProvinceSpelling{"groningen", Province::groningen},
    ProvinceSpelling{"gr", Province::groningen},
    ProvinceSpelling{"gn", Province::groningen},
    ProvinceSpelling{"friesland", Province::friesland},
    ProvinceSpelling{"fryslan", Province::friesland},
    ProvinceSpelling{"fr", Province::friesland},
    ProvinceSpelling{"frl", Province::friesland},
    ProvinceSpelling{"drenthe", Province::drenthe},
    ProvinceSpelling{"dr", Province::drenthe},
    ProvinceSpelling{"overijssel", Province::overijssel},
    ProvinceSpelling{"o", Province::overijssel},
    ProvinceSpelling{"ov", Province::overijssel},
    ProvinceSpelling{"ovij", Province::overijssel},
    ProvinceSpelling{"flevoland", Province::flevoland},
    ProvinceSpelling{"fl", Province::flevoland},
    ProvinceSpelling{"flev", Province::flevoland},
    ProvinceSpelling{"gelderland", Province::gelderland},
    ProvinceSpelling{"g", Province::gelderland},
    ProvinceSpelling{"gld", Province::gelderland},
    ProvinceSpelling{"utrecht", Province::utrecht},
    ProvinceSpelling{"u", Province::utrecht},
    ProvinceSpelling{"ut", Province::utrecht},
    ProvinceSpelling{"utr", Province::utrecht},
    ProvinceSpelling{"noord holland", Province::noord_holland},
    ProvinceSpelling{"nh", Province::noord_holland},
    ProvinceSpelling{"n h", Province::noord_holland},
    ProvinceSpelling{"zuid holland", Province::zuid_holland},
    ProvinceSpelling{"zh", Province::zuid_holland},
    ProvinceSpelling{"z h", Province::zuid_holland},
    ProvinceSpelling{"zeeland", Province::zeeland},
    ProvinceSpelling{"z", Province::zeeland},
    ProvinceSpelling{"zl", Province::zeeland},
    ProvinceSpelling{"zld", Province::zeeland},
    ProvinceSpelling{"noord brabant", Province::noord_brabant},
    ProvinceSpelling{"nb", Province::noord_brabant},
    ProvinceSpelling{"n b", Province::noord_brabant},
    ProvinceSpelling{"nbr", Province::noord_brabant},
    ProvinceSpelling{"n br", Province::noord_brabant},
    ProvinceSpelling{"limburg", Province::limburg},
    ProvinceSpelling{"l", Province::limburg},
    ProvinceSpelling{"lb", Province::limburg},
    ProvinceSpelling{"limb", Province::limburg},
};

/// The municipalities whose CBS name carries a province, because the name also exists elsewhere (CBS gebiedsindelingen
/// 2026). Other sources leave it out: "Hengelo" of the Kadaster is still not Hengelo in Gelderland.
struct KnownProvince {
  std::string_view code;
  Province province;
};
constexpr std::array kKnownProvinces{
    KnownProvince{"GM0164", Province::overijssel},    KnownProvince{"GM0373", Province::noord_holland},
    KnownProvince{"GM0417", Province::noord_holland}, KnownProvince{"GM0603", Province::zuid_holland},
    KnownProvince{"GM0687", Province::zeeland},       KnownProvince{"GM0888", Province::limburg},
    KnownProvince{"GM0893", Province::limburg},       KnownProvince{"GM0971", Province::limburg},
};

/// A name taken apart: "Gemeente Hengelo (Ov.)" -> "hengelo", overijssel.
struct PlaceName {
  std::string base;  // folded
  Province province = Province::none;
};

std::string without_the_word_gemeente(std::string name) {
  for (const std::string_view word : {"gemeente ", "gem "}) {
    if (name.starts_with(word)) return name.substr(word.size());
  }
  constexpr std::string_view kBehind = " gemeente";
  if (name.ends_with(kBehind)) name.resize(name.size() - kBehind.size());
  return name;
}

/// The longest province spelling behind the name; never the whole name ("Utrecht", "Zeeland"), nor a part of it
/// ("Midden-Drenthe", "Midden-Groningen").
PlaceName taken_apart(std::string_view text) {
  PlaceName result{without_the_word_gemeente(core::folded(text)), Province::none};
  std::size_t longest = 0;
  if (result.base.starts_with("midden ")) return result;
  for (const ProvinceSpelling& spelling : kProvinceSpellings) {
    const std::size_t length = spelling.text.size();
    const bool behind = result.base.size() > length + 1 && result.base.ends_with(spelling.text) &&
                        result.base[result.base.size() - length - 1] == ' ';
    if (!behind || length <= longest) continue;
    longest = length;
    result.province = spelling.province;
  }
  if (longest > 0) result.base.resize(result.base.size() - longest - 1);
  return result;
}

Province province_of(const std::string& code, const PlaceName& name) {
  if (name.province != Province::none) return name.province;
  const auto known = std::find_if(kKnownProvinces.begin(), kKnownProvinces.end(),
                                  [&](const KnownProvince& entry) { return entry.code == code; });
  return known == kKnownProvinces.end() ? Province::none : known->province;
}

std::optional<MunicipalityIdx> find_by_code(const Municipalities& table, const std::string& code) {
  const auto found = std::find(table.code.begin(), table.code.end(), code);
  if (found == table.code.end()) return std::nullopt;
  return MunicipalityIdx{static_cast<std::size_t>(found - table.code.begin())};
}

}  // namespace

std::optional<std::string> find_municipality_code(std::string_view text) {
  std::string_view digits = core::trimmed(text);
  if (digits.starts_with("GM") || digits.starts_with("gm") || digits.starts_with("Gm")) digits.remove_prefix(2);
  if (digits.size() > 4 || !core::all_digits(digits)) return std::nullopt;
  if (digits.find_first_not_of('0') == std::string_view::npos) return std::nullopt;
  return "GM" + std::string(4 - digits.size(), '0') + std::string{digits};
}

std::string folded_place_name(std::string_view text) { return taken_apart(text).base; }

std::vector<MunicipalityIdx> detail::municipalities_named(const Municipalities& table, std::string_view text) {
  const PlaceName wanted = taken_apart(text);
  std::vector<MunicipalityIdx> found;
  for (std::size_t row = 0; row < table.size() && !wanted.base.empty(); ++row) {
    const PlaceName name = taken_apart(table.name[row]);
    if (name.base != wanted.base) continue;
    const Province province = province_of(table.code[row], name);
    if (wanted.province == Province::none || province == Province::none || province == wanted.province)
      found.emplace_back(row);
  }
  return found;
}

std::optional<MunicipalityIdx> find_municipality(const Municipalities& table, std::string_view text) {
  if (const auto code = find_municipality_code(text)) return find_by_code(table, *code);
  const auto found = detail::municipalities_named(table, text);
  if (found.size() != 1) return std::nullopt;
  return found.front();
}

}  // namespace trek::model
