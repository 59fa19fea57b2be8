#include "flow/drawn_files.hpp"

#include <fmt/format.h>

#include "trek/geo/crs.hpp"

namespace trek::test {

std::string osm_node(int id, geo::Point rd) {
  static const geo::Transformation degrees{"EPSG:28992", "EPSG:4326"};
  const auto place = degrees.to_lon_lat(rd);
  return fmt::format("<node id=\"{}\" version=\"1\" lat=\"{:.9f}\" lon=\"{:.9f}\"/>\n", id, place.lat_deg,
                     place.lon_deg);
}

std::string osm_way(int id, const std::vector<int>& nodes) {
  std::string text = fmt::format("<way id=\"{}\" version=\"1\">", id);
  for (const int ref : nodes) text += fmt::format("<nd ref=\"{}\"/>", ref);
  return text + "<tag k=\"highway\" v=\"residential\"/></way>\n";
}

std::string osm_file(const std::string& elements, const std::string& bounds) {
  return "<?xml version=\"1.0\"?>\n<osm version=\"0.6\" generator=\"drawn\">\n" + bounds + elements + "</osm>\n";
}

std::string municipalities_geojson(const std::vector<DrawnMunicipality>& drawn) {
  std::string features;
  for (const DrawnMunicipality& one : drawn) {
    features += fmt::format(
        "{0}{{\"type\":\"Feature\",\"properties\":{{\"statcode\":\"{1}\",\"statnaam\":\"{2}\"}},\"geometry\":{{"
        "\"type\":\"Polygon\",\"coordinates\":[[[{3},{4}],[{5},{4}],[{5},{6}],[{3},{6}],[{3},{4}]]]}}}}",
        features.empty() ? "" : ",", one.code, one.name, one.area.min_x_m, one.area.min_y_m, one.area.max_x_m,
        one.area.max_y_m);
  }
  return "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::"
         "28992\"}},\"features\":[" +
         features + "]}";
}

}  // namespace trek::test
