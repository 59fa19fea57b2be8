#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>

#include <fmt/format.h>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/geo/crs.hpp"
#include "twente/write.hpp"

namespace trek::datasets {
namespace {

/// In quotes where the text holds a separator or a quote.
std::string cell(std::string_view text) {
  if (text.find_first_of(";\"\n") == std::string_view::npos) return std::string{text};
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string(1, c);
  return quoted + "\"";
}

std::string decimal_comma(double value, int digits) {
  auto text = fmt::format("{:.{}f}", value, digits);
  std::ranges::replace(text, '.', ',');
  return text;
}

}  // namespace

std::string csv_line(std::initializer_list<std::string_view> cells) {
  std::string line;
  for (const auto text : cells) line += (line.empty() ? "" : ";") + cell(text);
  return line + "\r\n";
}

void write_text(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) {
    throw core::Error{core::ErrorKind::output,
                      path.string() + ": cannot be written; check that the folder is writable and has space"};
  }
}

WrittenFile write_vacancy(const std::filesystem::path& folder, const std::vector<VacancyRow>& rows,
                          const Construction& site) {
  const auto path = folder / "leegstand.csv";
  std::string text{core::kByteOrderMark};
  text += "id;pand_id;vbo_id;straat;huisnummer;postcode;plaats;omschrijving;oppervlakte_m2;datum;bron\r\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto& building = site.buildings()[row.building];
    text += csv_line({fmt::format("L{:04}", i + 1), row.with_building_id ? sixteen_digits(building.id) : "",
                      row.with_unit_id ? sixteen_digits(site.units()[building.first_unit].id) : "", row.street,
                      fmt::to_string(row.number), row.postcode, row.town, row.note, decimal_comma(row.area_m2, 1),
                      row.date, "verzonnen leegstandsregister"});
  }
  write_text(path, text);
  return {path, "leegstandsregister, verzonnen", rows.size()};
}

WrittenFile write_places(const std::filesystem::path& folder, const std::vector<Place>& places) {
  const auto path = folder / "bestaande_plekken.csv";
  std::string text{core::kByteOrderMark};
  text += "id;naam;soort;niveau;x;y;sterkte;keten;adres;zekerheid;herkomst\r\n";
  for (const auto& place : places) {
    text += csv_line({place.id, place.name, place.kind, place.level, decimal_comma(place.place.x_m, 1),
                      decimal_comma(place.place.y_m, 1), decimal_comma(place.strength, 1), place.chain, place.address,
                      place.certainty, place.origin});
  }
  write_text(path, text);
  return {path, "bestaande plekken: de genoemde met hun zekerheid, de rest verzonnen", places.size()};
}

WrittenFile write_plans(const std::filesystem::path& folder, const Facts& facts, double scale) {
  constexpr std::int64_t kSmallestWithPlan = 20'000;  // inhabitants
  constexpr double kInhabitantsPerDwelling = 200.0;   // one dwelling is planned for so many
  constexpr double kBesideCentre = 0.6;               // of the radius of the town, as a circle of its built-up area
  const auto path = folder / "woningbouwplannen.csv";
  std::string text{core::kByteOrderMark};
  text += "id;naam;woningen;x;y;herkomst\r\n";
  std::uint64_t written = 0;
  for (const SettlementFact& town : facts.settlements) {
    if (town.inhabitants < kSmallestWithPlan) continue;
    const double radius_m = std::sqrt(town.built_up_m2 / std::numbers::pi);
    const double dwellings = std::ceil(scale * static_cast<double>(town.inhabitants) / kInhabitantsPerDwelling);
    ++written;
    text += csv_line({fmt::format("W{:02}", written), fmt::format("Nieuwe buurt {} (verzonnen)", town.name),
                      fmt::format("{:.0f}", dwellings), decimal_comma(town.place.x_m + kBesideCentre * radius_m, 0),
                      decimal_comma(town.place.y_m + kBesideCentre * radius_m, 0), "verzonnen"});
  }
  write_text(path, text);
  return {path, "woningbouwplannen, verzonnen", written};
}

WrittenFile write_candidates(const std::filesystem::path& folder, const Construction& site,
                             const std::vector<NamedSite>& named) {
  const auto path = folder / "voorbeeld_locaties.csv";
  std::string text{core::kByteOrderMark};
  text +=
      "id;naam;type;x;y;onzekerheid_m;adres;pand_ids;eigenaar_werkt_mee;vrije_hoogte_m;bijeenkomst_verboden;zekerheid;"
      "rol;toelichting\r\n";
  for (const NamedSite& one : named) {
    std::string buildings;
    for (const NamedPart& part : one.parts) {
      if (part.in_list)
        buildings += (buildings.empty() ? "" : ",") + sixteen_digits(site.buildings()[part.building].id);
    }
    text += csv_line({one.key, one.name, one.type, decimal_comma(one.place.x_m, 0), decimal_comma(one.place.y_m, 0),
                      decimal_comma(one.uncertainty_m, 0), one.address, buildings, one.owner_willing,
                      one.ceiling_height_m, one.assembly_forbidden, one.certainty, one.role, one.note});
  }
  write_text(path, text);
  return {path, "genoemde locaties uit de strategie, met hun zekerheid; hun panden en drie erven verzonnen",
          named.size()};
}

WrittenFile write_stations(const std::filesystem::path& folder, const std::vector<Place>& stations) {
  const auto path = folder / "stations.geojson";
  const geo::Transformation to_wgs84{geo::kRdNew, geo::kWgs84};
  std::string text = "{\"type\": \"FeatureCollection\", \"name\": \"stations\", \"features\": [\n";
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const auto at = to_wgs84.to_lon_lat(stations[i].place);
    text += fmt::format(
        "{{\"type\": \"Feature\", \"properties\": {{\"code\": \"{}\", \"name\": \"{}\", \"herkomst\": \"verzonnen\"}}, "
        "\"geometry\": {{\"type\": \"Point\", \"coordinates\": [{:.7f}, {:.7f}]}}}}{}\n",
        stations[i].id, stations[i].name, at.lon_deg, at.lat_deg, i + 1 < stations.size() ? "," : "");
  }
  write_text(path, text + "]}\n");
  return {path, "stations, verzonnen", stations.size()};
}

WrittenFile write_readme(const std::filesystem::path& folder, const TwenteOptions& options) {
  const auto path = folder / "LEESMIJ.txt";
  write_text(path, fmt::format(
                       R"(VERZONNEN GEGEVENS op de feiten van Twente
==========================================

Deze map is gemaakt door trek (datasets/twente, seed {}, schaal {:g}). Wat hier staat zegt niets over echte panden,
adressen, monumenten of bewoners.

Feit
  gemeenten             code, naam, inwoners op 1 januari 2024, oppervlakte     CBS, CC BY 4.0
  kernen                naam, ligging op 100 m, inwoners 2025, bebouwd gebied   TOP10NL, CC BY 4.0
  genoemde plekken      naam en rol uit de strategie "Trek in Twente"; adres en positie zijn NIET nagegaan
                        (kolom zekerheid in bestaande_plekken.csv en voorbeeld_locaties.csv). Op het
                        Stork-complex en de voormalige V&D zijn naam en opgegeven plek feit; hun panden, maten,
                        monumenten, leegstand en antwoorden zijn verzonnen. De drie erven zijn helemaal verzonnen.

Verzonnen
  gemeenten.gpkg        de grenzen
  wijken.gpkg           de wijken: gemeenten verdeeld over hun kernen, grote kernen over centrum en zijden
  vierkant_100m.gpkg    de verdeling van de inwoners binnen elke kern en het buitengebied, en hun leeftijd
  bag-light.gpkg        alle panden, verblijfsobjecten, adressen en postcodes; de omtrek van de woonplaatsen
                        (ongeveer een op de twee woningen is getekend)
  3dbag.gpkg            hoogte, bouwlagen en inhoud van panden
  percelen.gpkg         de grond bij panden waar een plek in kan komen
  bestemmingen.gpkg     waarvoor die grond bestemd is
  *_omgeving.*          dorpen, inwoners, plekken en grenzen rond de regio, in Nederland en Duitsland
  rijksmonumenten.gpkg  alle monumenten; hun nummers (vanaf 9000001) bestaan niet
  stads_dorpsgezichten.gpkg, leegstand.csv, stations.geojson, woningbouwplannen.csv
  bestaande_plekken.csv alles met zekerheid "verzonnen", en van die plekken de stappen van de keten (kolom keten)
  twente.osm.pbf        alle straten, wegen en paden en hun namen, en de parkeerterreinen

Gebruik deze map om trek te leren kennen, niet om over een plek te besluiten.
)",
                       options.seed, options.scale));
  return {path, "wat feit is en wat verzonnen", 1};
}

}  // namespace trek::datasets
