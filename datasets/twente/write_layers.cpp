#include <array>
#include <cmath>
#include <numeric>

#include "trek/publish/geopackage.hpp"
#include "twente/fields.hpp"
#include "twente/write.hpp"

namespace trek::datasets {
namespace {

using publish::FieldSchema;
using publish::GeometryType;
using publish::GeoPackage;
using publish::Value;

GeoPackage geopackage(const std::filesystem::path& path) {
  return GeoPackage{path, {.overwrite = true, .crs = "EPSG:28992", .timestamp = kTimestamp}};
}

geo::MultiPolygon square(const PeopleCell& cell) {
  const double x_m = 100.0 * cell.column;
  const double y_m = 100.0 * cell.row;
  return {geo::rectangle({x_m, y_m, x_m + 100.0, y_m + 100.0})};
}

std::vector<FieldSchema> cell_fields() {
  return {text_field("crs28992res100m", "Vierkant"),
          integer_field("aantal_inwoners", "Inwoners"),
          integer_field("aantal_mannen", "Mannen"),
          integer_field("aantal_vrouwen", "Vrouwen"),
          integer_field("aantal_inwoners_0_tot_15_jaar", "Inwoners 0 tot 15 jaar"),
          integer_field("aantal_inwoners_15_tot_25_jaar", "Inwoners 15 tot 25 jaar"),
          integer_field("aantal_inwoners_25_tot_45_jaar", "Inwoners 25 tot 45 jaar"),
          integer_field("aantal_inwoners_45_tot_65_jaar", "Inwoners 45 tot 65 jaar"),
          integer_field("aantal_inwoners_65_jaar_en_ouder", "Inwoners 65 jaar en ouder"),
          integer_field("aantal_part_huishoudens", "Particuliere huishoudens"),
          integer_field("aantal_woningen", "Woningen"),
          integer_field("aantal_woningen_bouwjaar_voor_1945", "Woningen van voor 1945")};
}

std::vector<FieldSchema> district_fields() {
  return {text_field("wijkcode", "Wijkcode"),
          text_field("jrstatcode", "Jaar en wijkcode"),
          text_field("wijknaam", "Wijk"),
          text_field("gemeentecode", "Gemeentecode"),
          text_field("gemeentenaam", "Gemeente"),
          text_field("water", "Water"),
          integer_field("aantal_inwoners", "Inwoners"),
          integer_field("percentage_personen_0_tot_15_jaar", "0 tot 15 jaar (%)"),
          integer_field("percentage_personen_15_tot_25_jaar", "15 tot 25 jaar (%)"),
          integer_field("percentage_personen_25_tot_45_jaar", "25 tot 45 jaar (%)"),
          integer_field("percentage_personen_45_tot_65_jaar", "45 tot 65 jaar (%)"),
          integer_field("percentage_personen_65_jaar_en_ouder", "65 jaar en ouder (%)"),
          integer_field("oppervlakte_totaal_in_ha", "Oppervlakte (ha)"),
          text_field("herkomst", "Herkomst")};
}

/// Whole percents; secret where there are too few people to tell.
Value published_percent(std::int64_t people, std::int64_t all) {
  if (published_count(all) == kSecret || all == 0) return std::int64_t{kSecret};
  return std::int64_t{std::llround(100.0 * static_cast<double>(people) / static_cast<double>(all))};
}

std::vector<Value> cell_values(const PeopleCell& cell) {
  std::vector<Value> values{cell_code(cell), published_count(cell.inhabitants),
                            published_count(cell.inhabitants - cell.women), published_count(cell.women)};
  for (const auto people : cell.by_age) values.emplace_back(published_count(people));
  values.emplace_back(published_count(cell.households));
  values.emplace_back(published_count(cell.dwellings));
  values.emplace_back(published_count(cell.built_before_1945));
  return values;
}

}  // namespace

WrittenFile write_municipalities(const std::filesystem::path& folder, const Facts& facts, const Boundaries& boundaries,
                                 double scale) {
  const auto path = folder / "gemeenten.gpkg";
  auto file = geopackage(path);
  file.begin_layer(
      {"gemeenten",
       GeometryType::multipolygon,
       "Gemeenten van Twente (grenzen verzonnen)",
       "Code, naam en inwoners op 1 januari 2024: CBS, CC BY 4.0. De grenzen zijn verzonnen: getekend door "
       "trek rond de echte kernen, met de echte oppervlakte.",
       {text_field("statcode", "Gemeentecode"), text_field("jrstatcode", "Jaar en gemeentecode"),
        text_field("statnaam", "Gemeente"), text_field("rubriek", "Rubriek"),
        integer_field("inwoners", "Inwoners 1 januari 2024"), text_field("herkomst", "Herkomst")}});
  for (std::size_t m = 0; m < facts.municipalities.size(); ++m) {
    const auto& fact = facts.municipalities[m];
    const auto people = std::llround(static_cast<double>(fact.inhabitants) * scale);
    const std::array<Value, 6> values{fact.code,
                                      "2024" + fact.code,
                                      fact.name,
                                      std::string{"gemeente"},
                                      std::int64_t{people},
                                      std::string{"grens verzonnen; code, naam en inwoners CBS"}};
    file.append(values, boundaries.area[m]);
  }
  file.finish();
  return {path, "14 gemeenten: code, naam en inwoners feit (CBS), grenzen verzonnen", facts.municipalities.size()};
}

WrittenFile write_districts(const std::filesystem::path& folder, const Facts& facts,
                            const std::vector<CbsDistrict>& districts) {
  const auto path = folder / "wijken.gpkg";
  auto file = geopackage(path);
  file.begin_layer(
      {"wijken", GeometryType::multipolygon, "Wijken van Twente (verzonnen)",
       "VERZONNEN, in het schema van Wijken en buurten van het CBS: elke gemeente verdeeld over haar kernen, "
       "grote kernen over centrum en zijden. Geen echte wijken; inwoners zijn die van de verzonnen vierkanten.",
       district_fields()});
  for (const CbsDistrict& district : districts) {
    const MunicipalityFact& within = facts.municipalities[district.municipality];
    std::vector<Value> values{district.code,
                              "2024" + district.code,
                              district.name,
                              within.code,
                              within.name,
                              std::string{"NEE"},
                              published_count(district.inhabitants)};
    for (const std::int64_t people : district.by_age) values.push_back(published_percent(people, district.inhabitants));
    values.emplace_back(std::int64_t{std::llround(geo::area_m2(district.area) / 10'000.0)});
    values.emplace_back(std::string{"verzonnen"});
    file.append(values, district.area);
  }
  file.finish();
  return {path, "wijken (schema van Wijken en buurten), verzonnen", districts.size()};
}

WrittenFile write_cells(const std::filesystem::path& folder, const std::vector<PeopleCell>& cells) {
  const auto path = folder / "vierkant_100m.gpkg";
  auto file = geopackage(path);
  file.begin_layer(
      {"vierkant_100m", GeometryType::multipolygon, "Inwoners per vierkant van 100 m (verzonnen)",
       "VERZONNEN verdeling van de echte inwoners per kern over getekende woningen. Schema, afronding op vijftallen "
       "en geheimhouding (-99997) als bij de vierkantstatistieken van het CBS.",
       cell_fields()});
  std::uint64_t written = 0;
  for (const auto& cell : cells) {
    if (!is_published(cell)) continue;
    file.append(cell_values(cell), square(cell));
    ++written;
  }
  file.finish();
  return {path, "inwoners per vierkant van 100 m (CBS-schema), verdeling verzonnen", written};
}

WrittenFile write_monuments(const std::filesystem::path& folder, const std::vector<Monument>& monuments) {
  const auto path = folder / "rijksmonumenten.gpkg";
  auto file = geopackage(path);
  file.begin_layer(
      {"rijksmonumenten",
       GeometryType::point,
       "Rijksmonumenten (verzonnen)",
       "VERZONNEN monumenten in het schema van de RCE; de nummers (vanaf 9000001) bestaan niet. Zestig procent van de "
       "punten ligt tientallen meters naast het gebouw (globaal), zoals in het register.",
       {integer_field("rijksmonument_nummer", "Rijksmonumentnummer"), integer_field("complex_nummer", "Complexnummer"),
        text_field("juridische_status", "Juridische status"), text_field("aard_monument", "Aard"),
        text_field("hoofdcategorie", "Hoofdcategorie"), text_field("subcategorie", "Subcategorie"),
        text_field("rijksmonumenturl", "Adres op het web"), text_field("herkomst", "Herkomst van het punt"),
        text_field("kwaliteitsindicator", "Kwaliteit van het punt")}});
  for (const auto& m : monuments) {
    const std::array<Value, 9> values{m.number,
                                      m.complex_number == 0 ? Value{} : Value{m.complex_number},
                                      std::string{"rijksmonument"},
                                      std::string{m.kind},
                                      std::string{m.main_category},
                                      std::string{m.sub_category},
                                      "https://verzonnen.invalid/" + std::to_string(m.number),
                                      std::string{m.origin},
                                      std::string{dutch_name(m.quality)}};
    file.append(values, m.place);
  }
  file.finish();
  return {path, "rijksmonumenten (RCE-schema), verzonnen", monuments.size()};
}

WrittenFile write_townscapes(const std::filesystem::path& folder, const std::vector<Townscape>& townscapes) {
  const auto path = folder / "stads_dorpsgezichten.gpkg";
  auto file = geopackage(path);
  file.begin_layer({"stads_dorpsgezichten",
                    GeometryType::multipolygon,
                    "Beschermde stads- en dorpsgezichten (verzonnen)",
                    "VERZONNEN vlakken rond het midden van enkele kernen, in het schema van de RCE.",
                    {text_field("bron_id", "Nummer"), text_field("naam", "Naam"),
                     text_field("jurstatus", "Juridische status"), text_field("herkomst", "Herkomst")}});
  for (std::size_t i = 0; i < townscapes.size(); ++i) {
    const std::array<Value, 4> values{"V" + std::to_string(i + 1), townscapes[i].name,
                                      std::string{"rijksbeschermd stads- of dorpsgezicht"}, std::string{"verzonnen"}};
    file.append(values, geo::MultiPolygon{{townscapes[i].outline, {}}});
  }
  file.finish();
  return {path, "beschermde stads- en dorpsgezichten (RCE-schema), verzonnen", townscapes.size()};
}

WrittenFile write_heights(const std::filesystem::path& folder, const Construction& site,
                          const std::vector<BuildingHeight>& heights) {
  const auto path = folder / "3dbag.gpkg";
  auto file = geopackage(path);
  file.begin_layer(
      {"pand",
       GeometryType::multipolygon,
       "Hoogte, bouwlagen en inhoud van panden (verzonnen)",
       "VERZONNEN, in het schema van 3DBAG: hoogten boven NAP. Alleen panden waar een plek in kan komen en "
       "andere grotere; van een op de tien is niets bekend.",
       {text_field("identificatie", "Identificatie"), real_field("b3_h_maaiveld", "Maaiveld (m NAP)"),
        real_field("b3_h_dak_max", "Hoogste punt van het dak (m NAP)"),
        integer_field("b3_bouwlagen", "Bouwlagen (geschat)"), real_field("b3_volume_lod22", "Inhoud (m³)"),
        text_field("b3_dak_type", "Soort dak")}});
  const auto known = [](const auto& value) { return value ? Value{*value} : Value{}; };
  for (const BuildingHeight& height : heights) {
    const auto& building = site.buildings()[height.building];
    const std::array<Value, 6> values{"NL.IMBAG.Pand." + sixteen_digits(building.id),
                                      height.ground_m,
                                      known(height.roof_top_m),
                                      height.storeys ? Value{std::int64_t{*height.storeys}} : Value{},
                                      known(height.volume_m3),
                                      std::string{height.roof}};
    file.append(values, geo::MultiPolygon{{footprint(building.ground, building.shape), {}}});
  }
  file.finish();
  return {path, "hoogte, bouwlagen en inhoud van panden (3DBAG-schema), verzonnen", heights.size()};
}

WrittenFile write_parcels(const std::filesystem::path& folder, const Facts& facts, const std::vector<Parcel>& parcels) {
  const auto path = folder / "percelen.gpkg";
  auto file = geopackage(path);
  file.begin_layer(
      {"perceel",
       GeometryType::multipolygon,
       "Percelen (verzonnen)",
       "VERZONNEN, in het schema van de kadastrale kaart. Alleen de grond van panden waar een plek in kan komen.",
       {text_field("identificatie_lokaal_id", "Identificatie"),
        text_field("kadastrale_gemeente_waarde", "Kadastrale gemeente"), text_field("sectie", "Sectie"),
        integer_field("perceelnummer", "Perceelnummer"), real_field("kadastrale_grootte_waarde", "Grootte (m²)"),
        text_field("soort_grootte_waarde", "Soort grootte")}});
  for (const Parcel& parcel : parcels) {
    const geo::MultiPolygon area{parcel.outline};
    const std::array<Value, 6> values{parcel.id,
                                      facts.municipalities[parcel.municipality].name,
                                      std::string{"V"},
                                      std::int64_t{parcel.number},
                                      std::round(geo::area_m2(area)),
                                      std::string{"Vastgesteld"}};
    file.append(values, area);
  }
  file.finish();
  return {path, "percelen (schema van de kadastrale kaart), verzonnen", parcels.size()};
}

WrittenFile write_zones(const std::filesystem::path& folder, const std::vector<ZoneArea>& zones) {
  const auto path = folder / "bestemmingen.gpkg";
  auto file = geopackage(path);
  file.begin_layer({"enkelbestemming",
                    GeometryType::multipolygon,
                    "Enkelbestemmingen (verzonnen)",
                    "VERZONNEN, in het schema van Ruimtelijke plannen. Alleen de percelen van panden waar een plek in "
                    "kan komen.",
                    {text_field("identificatie", "Identificatie"), text_field("naam", "Naam"),
                     text_field("bestemmingshoofdgroep", "Hoofdgroep"), text_field("typeplanobject", "Soort object"),
                     text_field("plangebied", "Plangebied")}});
  for (const ZoneArea& zone : zones) {
    std::string name{zone.group};
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    const std::array<Value, 5> values{zone.id, name, std::string{zone.group}, std::string{"enkelbestemming"},
                                      std::string{"verzonnen"}};
    file.append(values, zone.area);
  }
  file.finish();
  return {path, "bestemmingen (schema van Ruimtelijke plannen), verzonnen", zones.size()};
}

}  // namespace trek::datasets
