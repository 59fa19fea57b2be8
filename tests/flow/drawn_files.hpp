#pragma once

#include <string>
#include <vector>

#include "trek/geo/point.hpp"

/// Files of regions that tests draw in RD: what a project reads, as text.
namespace trek::test {

/// Elements of an OSM file; a way is a residential street.
[[nodiscard]] std::string osm_node(int id, geo::Point rd);
[[nodiscard]] std::string osm_way(int id, const std::vector<int>& nodes);
/// The file around them; `bounds` is an element of its own, or empty.
[[nodiscard]] std::string osm_file(const std::string& elements, const std::string& bounds = {});

struct DrawnMunicipality {
  std::string code;
  std::string name;
  geo::Box area;
};
/// GeoJSON in EPSG:28992, in the schema of CBS.
[[nodiscard]] std::string municipalities_geojson(const std::vector<DrawnMunicipality>& drawn);

/// The header of cells of 100 m, in the schema of CBS.
inline constexpr const char* kCellsHeader =
    "crs28992res100m,aantal_inwoners,aantal_inwoners_15_tot_25_jaar,aantal_inwoners_25_tot_45_jaar\n";

}  // namespace trek::test
