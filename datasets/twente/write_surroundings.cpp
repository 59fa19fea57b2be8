#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "trek/publish/geopackage.hpp"
#include "twente/fields.hpp"
#include "twente/write.hpp"

namespace trek::datasets {
namespace {

using publish::GeometryType;
using publish::GeoPackage;
using publish::Value;

/// As the CSV of CBS: cells by code.
WrittenFile write_dutch_cells(const std::filesystem::path& folder, const std::vector<PeopleCell>& cells) {
  const auto path = folder / "vierkant_100m_omgeving.csv";
  std::string text =
      "crs28992res100m;aantal_inwoners;aantal_inwoners_15_tot_25_jaar;aantal_inwoners_25_tot_45_jaar\r\n";
  std::uint64_t written = 0;
  for (const PeopleCell& cell : cells) {
    if (!is_published(cell)) continue;
    text += fmt::format("{};{};{};{}\r\n", cell_code(cell), published_count(cell.inhabitants),
                        published_count(cell.by_age[1]), published_count(cell.by_age[2]));
    ++written;
  }
  write_text(path, text);
  return {path, "inwoners rond de regio per vierkant van 100 m (CBS-schema), verzonnen", written};
}

/// As the Zensus writes them: by code of the European grid, with the middle of the cell.
WrittenFile write_german_cells(const std::filesystem::path& folder, const std::vector<EuropeanCell>& cells) {
  const auto path = folder / "zensus_100m_omgeving.csv";
  std::string text = "GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\r\n";
  for (const EuropeanCell& cell : cells) {
    text += fmt::format("CRS3035RES100mN{0}E{1};{2};{3};{4}\r\n", 100 * cell.north, 100 * cell.east,
                        100 * cell.east + 50, 100 * cell.north + 50, cell.inhabitants);
  }
  write_text(path, text);
  return {path, "inwoners over de Duitse grens per cel van 100 m (Zensus-schema), verzonnen", cells.size()};
}

WrittenFile write_places_around(const std::filesystem::path& folder, const std::vector<Place>& places) {
  const auto path = folder / "bestaande_plekken_omgeving.csv";
  std::string text = "id;naam;soort;x;y;zekerheid\r\n";
  for (const Place& place : places) {
    text += csv_line({place.id, place.name, place.kind, fmt::format("{:.0f}", place.place.x_m),
                      fmt::format("{:.0f}", place.place.y_m), place.certainty});
  }
  write_text(path, text);
  return {path, "bestaande plekken rond de regio, verzonnen", places.size()};
}

WrittenFile write_municipalities_around(const std::filesystem::path& folder, const Surroundings& surroundings) {
  const auto path = folder / "gemeenten_omgeving.gpkg";
  GeoPackage file{path, {.overwrite = true, .crs = "EPSG:28992", .timestamp = kTimestamp}};
  file.begin_layer({"gemeenten_omgeving",
                    GeometryType::multipolygon,
                    "Omgeving van Twente (verzonnen)",
                    "VERZONNEN ring van 15 km rond de regio: een Nederlands en een Duits deel.",
                    {text_field("statcode", "Code"), text_field("statnaam", "Naam")}});
  const auto append = [&](const char* code, const char* name, const geo::MultiPolygon& area) {
    const std::array<Value, 2> values{std::string{code}, std::string{name}};
    file.append(values, area);
  };
  append("GM9901", "Buren in Nederland (verzonnen)", surroundings.dutch_area.front());
  append("DE9901", "Buren in Duitsland (verzonnen)", surroundings.german_area.front());
  file.finish();
  return {path, "de omgeving van de regio, verzonnen", 2};
}

}  // namespace

std::vector<WrittenFile> write_surroundings(const std::filesystem::path& folder, const Surroundings& surroundings) {
  return {write_dutch_cells(folder, surroundings.dutch_cells), write_german_cells(folder, surroundings.german_cells),
          write_places_around(folder, surroundings.places), write_municipalities_around(folder, surroundings)};
}

}  // namespace trek::datasets
