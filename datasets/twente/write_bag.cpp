#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "trek/publish/geopackage.hpp"
#include "twente/fields.hpp"
#include "twente/write.hpp"

namespace trek::datasets {
namespace {

using publish::FieldSchema;
using publish::GeometryType;
using publish::GeoPackage;
using publish::Value;

constexpr const char* kMadeUp =
    "VERZONNEN, in het schema van bag-light (PDOK). Ongeveer de helft van de woningen is getekend.";

Value text_or_null(std::string_view value) { return value.empty() ? Value{} : Value{std::string{value}}; }

/// "0153" of "GM0153".
std::string holder(const Facts& facts, std::size_t municipality) {
  return facts.municipalities[municipality].code.substr(2);
}

/// Ids of what has no row of its own: 20 address, 30 public space, and four digits for a town.
std::string related_id(const std::string& holder, int type, std::uint64_t serial) {
  return fmt::format("{}{:02}{:010}", holder, type, serial);
}
std::string town_id(std::size_t settlement) { return fmt::format("{:04}", 9000 + settlement); }

std::string uses_of(const Unit& unit) {
  std::string uses{dutch_name(unit.use)};
  if (unit.second_use) uses += "," + std::string{dutch_name(*unit.second_use)};
  return uses;
}

/// What the units say of their building.
struct UnitSummary {
  std::string uses;  // comma list, in the order of model::Use
  int smallest_m2 = 0;
  int largest_m2 = 0;
  std::int64_t count = 0;
};

void include(UnitSummary& summary, model::UseSet& uses, const Unit& unit) {
  uses.add(unit.use);
  if (unit.second_use) uses.add(*unit.second_use);
  summary.smallest_m2 = summary.count == 0 ? unit.area_m2 : std::min(summary.smallest_m2, unit.area_m2);
  summary.largest_m2 = std::max(summary.largest_m2, unit.area_m2);
  ++summary.count;
}

/// Per building, its own units and those it shares.
std::vector<UnitSummary> summaries(const Construction& site) {
  std::vector<UnitSummary> result(site.buildings().size());
  std::vector<model::UseSet> uses(site.buildings().size());
  for (const auto& unit : site.units()) {
    include(result[unit.building], uses[unit.building], unit);
    if (unit.other_building != kNoBuilding) include(result[unit.other_building], uses[unit.other_building], unit);
  }
  for (std::size_t i = 0; i < result.size(); ++i) {
    for (auto use = 0; use <= static_cast<int>(model::Use::other); ++use) {
      if (!uses[i].has(static_cast<model::Use>(use))) continue;
      if (!result[i].uses.empty()) result[i].uses += ",";
      result[i].uses += dutch_name(static_cast<model::Use>(use));
    }
  }
  return result;
}

void write_buildings(GeoPackage& file, const Construction& site) {
  file.begin_layer(
      {"pand",
       GeometryType::multipolygon,
       "Panden (verzonnen)",
       kMadeUp,
       {text_field("identificatie", "Identificatie"), integer_field("bouwjaar", "Bouwjaar (9999 is onbekend)"),
        text_field("status", "Status"), text_field("gebruiksdoel", "Gebruiksdoel"),
        integer_field("oppervlakte_min", "Kleinste oppervlakte (m²)"),
        integer_field("oppervlakte_max", "Grootste oppervlakte (m²)"),
        integer_field("aantal_verblijfsobjecten", "Aantal verblijfsobjecten"), text_field("rdf_seealso", "Zie ook")}});
  const auto of_units = summaries(site);
  for (std::size_t i = 0; i < site.buildings().size(); ++i) {
    const auto& building = site.buildings()[i];
    const auto& units = of_units[i];
    const auto area = [&](int area_m2) { return units.count == 0 ? Value{} : Value{std::int64_t{area_m2}}; };
    const auto id = sixteen_digits(building.id);
    const std::array<Value, 8> values{id,
                                      std::int64_t{building.year},
                                      std::string{kBuildingStatuses.at(building.status)},
                                      text_or_null(units.uses),
                                      area(units.smallest_m2),
                                      area(units.largest_m2),
                                      units.count,
                                      "urn:verzonnen:pand:" + id};
    file.append(values, geo::MultiPolygon{{footprint(building.ground, building.shape), {}}});
  }
}

std::vector<FieldSchema> unit_fields() {
  return {text_field("identificatie", "Identificatie"),
          integer_field("oppervlakte", "Oppervlakte (m²)"),
          text_field("status", "Status"),
          text_field("gebruiksdoel", "Gebruiksdoel"),
          text_field("openbare_ruimte_naam", "Straat"),
          text_field("openbare_ruimte_naam_kort", "Straat, verkort"),
          integer_field("huisnummer", "Huisnummer"),
          text_field("huisletter", "Huisletter"),
          text_field("toevoeging", "Toevoeging"),
          text_field("postcode", "Postcode"),
          text_field("woonplaats_naam", "Woonplaats"),
          integer_field("bouwjaar", "Bouwjaar van het pand"),
          text_field("pand_identificatie", "Pand"),
          text_field("pandstatus", "Status van het pand"),
          text_field("nummeraanduiding_hoofdadres_identificatie", "Nummeraanduiding"),
          text_field("openbare_ruimte_identificatie", "Openbare ruimte"),
          text_field("woonplaats_identificatie", "Woonplaatscode"),
          text_field("bronhouder_identificatie", "Bronhouder")};
}

std::vector<Value> unit_values(const Construction& site, const Facts& facts, const StreetMap& map, std::size_t row) {
  const auto& unit = site.units()[row];
  const auto& building = site.buildings()[unit.building];
  const auto code = holder(facts, building.municipality);
  const auto& street = map.names[unit.street_name];
  auto building_ids = sixteen_digits(building.id);
  if (unit.other_building != kNoBuilding)
    building_ids += "," + sixteen_digits(site.buildings()[unit.other_building].id);
  return {sixteen_digits(unit.id),
          std::int64_t{unit.area_m2},
          std::string{kUnitStatuses.at(unit.status)},
          uses_of(unit),
          street,
          street.substr(0, 24),
          std::int64_t{unit.number},
          unit.letter == '\0' ? Value{} : Value{std::string(1, unit.letter)},
          text_or_null(unit.addition),
          postcode(building.settlement, unit.street_name),
          facts.settlements[building.settlement].name,
          std::int64_t{building.year},
          building_ids,
          std::string{kBuildingStatuses.at(building.status)},
          related_id(code, 20, row + 1),
          related_id(code, 30, unit.street_name),
          town_id(building.settlement),
          code};
}

void write_units(GeoPackage& file, const Construction& site, const Facts& facts, const StreetMap& map) {
  file.begin_layer({"verblijfsobject", GeometryType::point, "Verblijfsobjecten (verzonnen)", kMadeUp, unit_fields()});
  for (std::size_t i = 0; i < site.units().size(); ++i)
    file.append(unit_values(site, facts, map, i), site.units()[i].place);
}

geo::MultiPolygon outline(const Town& town) {
  constexpr int kCorners = 60;
  geo::Ring ring;
  for (int k = 0; k < kCorners; ++k) {
    const double angle = 2 * std::numbers::pi * k / kCorners;
    const double radius_m =
        town.radius_towards_m({town.centre.x_m + std::cos(angle), town.centre.y_m + std::sin(angle)});
    ring.push_back({std::round(town.centre.x_m + radius_m * std::cos(angle)),
                    std::round(town.centre.y_m + radius_m * std::sin(angle))});
  }
  ring.push_back(ring.front());
  return {{std::move(ring), {}}};
}

void write_towns(GeoPackage& file, const Facts& facts, const std::vector<Town>& towns) {
  file.begin_layer({"woonplaats",
                    GeometryType::multipolygon,
                    "Woonplaatsen (naam feit, omtrek verzonnen)",
                    "Namen: TOP10NL, CC BY 4.0. De omtrek is verzonnen en omvat alleen de bebouwde kom.",
                    {text_field("identificatie", "Identificatie"), text_field("status", "Status"),
                     text_field("woonplaats", "Woonplaats"), text_field("bronhouder_identificatie", "Bronhouder")}});
  for (const auto& town : towns) {
    const std::array<Value, 4> values{town_id(town.settlement), std::string{"Woonplaats aangewezen"},
                                      facts.settlements[town.settlement].name, holder(facts, town.municipality)};
    file.append(values, outline(town));
  }
}

}  // namespace

WrittenFile write_bag(const std::filesystem::path& folder, const Construction& site, const Facts& facts,
                      const std::vector<Town>& towns, const StreetMap& map) {
  const auto path = folder / "bag-light.gpkg";
  GeoPackage file{path, {.overwrite = true, .crs = "EPSG:28992", .timestamp = kTimestamp}};
  write_buildings(file, site);
  write_units(file, site, facts, map);
  write_towns(file, facts, towns);
  file.finish();
  return {path, "panden, verblijfsobjecten en woonplaatsen (BAG-schema), verzonnen",
          site.buildings().size() + site.units().size() + towns.size()};
}

}  // namespace trek::datasets
