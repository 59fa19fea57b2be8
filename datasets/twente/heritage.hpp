#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twente/buildings.hpp"
#include "twente/named_sites.hpp"

namespace trek::datasets {

/// Quality of a monument's point in the register of the RCE.
enum class PointQuality : std::uint8_t { approximate, exact, decision };
[[nodiscard]] std::string_view dutch_name(PointQuality quality) noexcept;

/// Rijksmonument. Numbers start at 9,000,001: beyond every real one.
struct Monument {
  std::int64_t number = 0;
  std::int64_t complex_number = 0;  // 0: not part of a complex
  std::string_view main_category;
  std::string_view sub_category;
  std::string_view kind;    // aard_monument
  std::string_view origin;  // herkomst of the point
  PointQuality quality = PointQuality::approximate;
  geo::Point place;
  std::uint32_t building = kNoBuilding;  // not in the file: what the point stands for
};

/// Monuments on old buildings (60 % of the points tens of metres off, 33 % exact, 7 % by decision), and a few things
/// that are no buildings; then those of the named sites, exact, one complex a site. By number.
[[nodiscard]] std::vector<Monument> monuments(const Construction& site, const std::vector<NamedSite>& named,
                                              double scale, std::uint64_t seed);

/// Protected townscape around the centre of a town.
struct Townscape {
  std::string name;
  geo::Ring outline;
};
[[nodiscard]] std::vector<Townscape> townscapes(const Facts& facts, const std::vector<Town>& towns, std::uint64_t seed);

/// One row of the municipal register of vacant buildings.
struct VacancyRow {
  std::uint32_t building = kNoBuilding;
  bool with_building_id = false;
  bool with_unit_id = false;
  std::string street;  // as the register spells it
  std::string number;
  std::string postcode;
  std::string town;
  std::string note;
  int area_m2 = 0;
  std::string date;
};

/// Vacant buildings of every wanted type; half are found by id, the others by address only, in varying spelling. Last
/// those of the named sites, by id.
[[nodiscard]] std::vector<VacancyRow> vacancy_register(const Construction& site, const Facts& facts,
                                                       const StreetMap& map, const std::vector<NamedSite>& named,
                                                       const std::vector<Monument>& monuments, double scale,
                                                       std::uint64_t seed);

}  // namespace trek::datasets
