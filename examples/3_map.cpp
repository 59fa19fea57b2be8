// Write points of your own to a GeoPackage that opens in QGIS.
#include <cstdio>
#include <filesystem>
#include <vector>

#include "trek/publish/geopackage.hpp"

namespace publish = trek::publish;

int main() {
  publish::GeoPackageOptions options;
  options.overwrite = true;
  options.timestamp = "2026-01-01T00:00:00.000Z";  // the same calls with the same timestamp give the same bytes
  publish::GeoPackage file{"example_places.gpkg", options};
  file.begin_layer({"places",
                    publish::GeometryType::point,
                    "Plekken",
                    "Voorbeeld: twee plekken in Hengelo en Enschede",
                    {{"name", publish::FieldType::text, "Naam", ""},
                     {"area_m2", publish::FieldType::real, "Oppervlak (m2)", "leeg: onbekend"}}});
  const std::vector<publish::Value> first{std::string{"Hengelo"}, 1200.0};
  const std::vector<publish::Value> second{std::string{"Enschede"}, std::monostate{}};
  file.append(first, trek::geo::Point{251300, 476400});
  file.append(second, trek::geo::Point{257400, 470700});
  file.finish();  // until here nothing stands at the target
  std::printf("example_places.gpkg: %ju bytes\n",
              static_cast<std::uintmax_t>(std::filesystem::file_size("example_places.gpkg")));
  return std::filesystem::file_size("example_places.gpkg") > 0 ? 0 : 1;
}
