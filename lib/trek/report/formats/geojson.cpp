#include <cmath>
#include <nlohmann/json.hpp>

#include "trek/geo/crs.hpp"
#include "trek/report/detail/run_tables.hpp"
#include "trek/report/table_format.hpp"

/// The sites for a map on the web.
namespace trek::report::formats::geojson {
namespace {

/// Of a site what a map on the web shows of it.
nlohmann::ordered_json properties_of(const publish::ReadSite& site) {
  nlohmann::ordered_json properties{{"key", site.key},
                                    {"name", site.name},
                                    {"type", site.type},
                                    {"municipality", site.municipality},
                                    {"address", site.address}};
  properties["rank"] = site.rank ? nlohmann::ordered_json(*site.rank) : nlohmann::ordered_json();
  properties["score"] = site.score;
  properties["score_low"] = site.low;
  properties["score_high"] = site.high;
  properties["veto"] = site.veto;
  return properties;
}

/// To the nearest hundred thousandth of a degree there is about a metre; six decimals are a decimetre.
double degrees(double value) { return std::round(value * 1e6) / 1e6; }

/// In longitude and latitude, as the format asks (RFC 7946).
std::string geojson_of(const Subject& subject) {
  const geo::Transformation to_degrees{detail::crs_of_run(subject), geo::kWgs84};
  nlohmann::ordered_json features = nlohmann::ordered_json::array();
  for (std::size_t site = 0; site < subject.results.sites.size(); ++site) {
    const auto row = subject.find_layer_row(site);
    const publish::Geometry shape = row ? subject.layers.sites.shape(*row) : publish::Geometry{};
    const auto* const place = std::get_if<geo::Point>(&shape);
    if (place == nullptr) continue;
    const geo::LonLat at = to_degrees.to_lon_lat(*place);
    if (!std::isfinite(at.lon_deg) || !std::isfinite(at.lat_deg)) continue;
    features.push_back({{"type", "Feature"},
                        {"geometry", {{"type", "Point"}, {"coordinates", {degrees(at.lon_deg), degrees(at.lat_deg)}}}},
                        {"properties", properties_of(subject.results.sites[site])}});
  }
  const nlohmann::ordered_json whole{{"type", "FeatureCollection"}, {"features", std::move(features)}};
  return whole.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::vector<PageFile> render(const Subject& subject) {
  return {{"tables/sites.geojson",
           subject.words("Locaties (GeoJSON, lengte en breedte)", "Sites (GeoJSON, longitude and latitude)"),
           geojson_of(subject)}};
}

}  // namespace

TableFormat format() {
  return {.name = "geojson",
          .order = 40,
          .about = {"locaties, in lengte en breedte", "sites, in longitude and latitude"},
          .render = render};
}

}  // namespace trek::report::formats::geojson
