#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "twente/heritage.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;

struct Wanted {
  Kind kind;
  int count;
  int built_before;
  double listed_share;  // of the rows that are monuments
};
constexpr std::array<Wanted, 9> kWanted{{
    {Kind::factory, 62, 1985, 0.35},
    {Kind::warehouse, 26, 1980, 0.3},
    {Kind::department_store, 14, 1990, 0.3},
    {Kind::farm, 84, 1965, 0.4},
    {Kind::church, 40, 1970, 0.5},
    {Kind::shop, 80, 2000, 0.2},
    {Kind::country_house, 18, 1940, 0.7},
    {Kind::school, 16, 1980, 0.3},
    {Kind::office, 10, 1990, 0.0},
}};

constexpr std::string_view kNamedDate = "2025-11-03";  // of the rows of the named sites: recent evidence

std::vector<std::uint32_t> rows_of(const Construction& site, const Wanted& wanted, const std::vector<bool>& listed,
                                   bool monument) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < site.buildings().size(); ++i) {
    const auto& building = site.buildings()[i];
    if (!building.is_named && building.kind == wanted.kind && building.year < wanted.built_before &&
        building.unit_count > 0 && listed[i] == monument) {
      rows.push_back(i);
    }
  }
  return rows;
}

std::vector<std::uint32_t> chosen(const Construction& site, const Wanted& wanted, const std::vector<bool>& listed,
                                  double scale, Random& random) {
  std::vector<std::uint32_t> result;
  const auto count = static_cast<std::size_t>(std::ceil(wanted.count * scale));
  const auto from_listed = static_cast<std::size_t>(std::lround(static_cast<double>(count) * wanted.listed_share));
  for (const bool monument : {true, false}) {
    auto rows = rows_of(site, wanted, listed, monument);
    random.shuffle(rows);
    rows.resize(std::min(rows.size(), monument ? from_listed : count - from_listed));
    result.insert(result.end(), rows.begin(), rows.end());
  }
  return result;
}

/// The register's own hand: full, in capitals, or with the usual abbreviation.
std::string spelled(std::string name, Random& random) {
  const double draw = random.uniform();
  if (draw < 0.6) return name;
  if (draw < 0.75) {
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return name;
  }
  constexpr std::string_view kStreet = "straat";
  if (name.ends_with(kStreet)) return name.substr(0, name.size() - kStreet.size()) + "str.";
  return name;
}

std::string spaced(const std::string& postcode) { return postcode.substr(0, 4) + " " + postcode.substr(4); }

/// Het warenhuis, but de fabriek.
bool is_neuter(Kind kind) {
  return kind == Kind::warehouse || kind == Kind::department_store || kind == Kind::country_house ||
         kind == Kind::office;
}

std::string house_number(const Unit& unit) {
  auto text = std::to_string(unit.number);
  if (unit.letter != '\0') text += unit.letter;
  if (!unit.addition.empty()) text += "-" + unit.addition;
  return text;
}

/// What the register says of a building, without a date; the address is that of its first unit.
VacancyRow described(const Construction& site, const Facts& facts, const StreetMap& map, std::uint32_t building_row) {
  const auto& building = site.buildings()[building_row];
  const auto& unit = site.units()[building.first_unit];
  VacancyRow row;
  row.building = building_row;
  row.street = map.names[unit.street_name];
  row.number = house_number(unit);
  row.postcode = postcode(building.settlement, unit.street_name);
  row.town = facts.settlements[building.settlement].name;
  row.note = fmt::format("{} {} (verzonnen)", is_neuter(building.kind) ? "leegstaand" : "leegstaande",
                         dutch_name(building.kind));
  row.area_m2 = unit.area_m2;
  return row;
}

VacancyRow row_of(const Construction& site, const Facts& facts, const StreetMap& map, std::uint32_t building_row,
                  Random& random) {
  VacancyRow row = described(site, facts, map, building_row);
  const double draw = random.uniform();
  row.with_building_id = draw < 0.55;
  row.with_unit_id = draw >= 0.35 && draw < 0.75;
  const bool by_address_only = draw >= 0.75;
  if (by_address_only) row.street = spelled(std::move(row.street), random);
  if (by_address_only && random.uniform() < 0.4) row.postcode = spaced(row.postcode);
  const auto day = 1 + random.below(28);
  const auto month = 1 + random.below(12);
  row.date = fmt::format("{}-{:02}-{:02}", 2022 + random.below(4), month, day);
  return row;
}

}  // namespace

std::vector<VacancyRow> vacancy_register(const Construction& site, const Facts& facts, const StreetMap& map,
                                         const std::vector<NamedSite>& named, const std::vector<Monument>& monuments,
                                         double scale, std::uint64_t seed) {
  Random random{seed, stream(Stage::vacancy)};
  std::vector<bool> listed(site.buildings().size(), false);
  for (const auto& monument : monuments) {
    if (monument.building != kNoBuilding) listed[monument.building] = true;
  }
  std::vector<VacancyRow> result;
  for (const auto& wanted : kWanted) {
    for (const auto building : chosen(site, wanted, listed, scale, random)) {
      result.push_back(row_of(site, facts, map, building, random));
    }
  }
  random.shuffle(result);
  for (const NamedSite& one : named) {
    for (const NamedPart& part : one.parts) {
      if (!part.is_vacant) continue;
      VacancyRow row = described(site, facts, map, part.building);
      row.with_building_id = true;
      row.with_unit_id = true;
      row.date = kNamedDate;
      result.push_back(std::move(row));
    }
  }
  return result;
}

}  // namespace trek::datasets
