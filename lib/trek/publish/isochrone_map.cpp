#include "trek/publish/isochrone_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/model/written.hpp"
#include "trek/publish/detail/delivered_layer.hpp"
#include "trek/publish/detail/plain_project.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish {
namespace {

using detail::DeliveredLayer;
using detail::LayerTable;
using detail::real;
using detail::text;
using detail::Words;

constexpr double kDecisecondsPerMinute = 600.0;
constexpr double kSquareMetersPerSquareKilometer = 1e6;
constexpr int kMinuteDecimals = 3;  // of fields and classes alike, so that a band never falls beside its class
constexpr std::size_t kMostClasses = 7;
constexpr std::size_t kListedOrigins = 10;  // origins on the sheet

double minutes(core::Deciseconds time) {
  return detail::rounded(time.count() / kDecisecondsPerMinute, kMinuteDecimals);
}

/// One class a limit, as long as colours can be told apart.
std::vector<double> class_breaks_min(const IsochroneMap& map) {
  std::vector<double> breaks;
  for (const auto limit : map.limits) breaks.push_back(minutes(limit));
  if (breaks.size() <= kMostClasses) return breaks;
  const auto usual = class_breaks("min");
  return {usual.begin(), usual.end()};
}

std::string description(const IsochroneMap& map, const Words& words) {
  const bool from = map.direction == access::Direction::from_sites;
  const auto what = from ? words("Wat men vanaf de punten bereikt", "What can be reached from the points")
                         : words("Vanwaar men de punten bereikt", "From where the points can be reached");
  return fmt::format("{}: {}, {} {} min.", what, model::label_of(map.mode, map.language), words("tot", "up to"),
                     minutes(map.limits.back()));
}

DeliveredLayer write_bands(const IsochroneMap& map, const Words& words, GeoPackage& out) {
  const auto& bands = map.bands;
  LayerTable table{"isochrones", GeometryType::multipolygon, words("Bereik", "Reach"), description(map, words)};
  table.add("origin", FieldType::text, words("Punt", "Point"),
            [&](std::size_t r) { return text(map.key[bands[r].site]); });
  table.add("mode", FieldType::text, words("Vervoer", "Mode"),
            [&](std::size_t) { return text(model::name_of(map.mode)); });
  table.add("from_min", FieldType::real, words("Vanaf (min)", "From (min)"),
            [&](std::size_t r) { return real(minutes(bands[r].from), kMinuteDecimals); });
  table.add("to_min", FieldType::real, words("Tot en met (min)", "Up to (min)"),
            [&](std::size_t r) { return real(minutes(bands[r].to), kMinuteDecimals); });
  table.add("area_km2", FieldType::real, words("Oppervlak (km²)", "Area (km²)"),
            [&](std::size_t r) { return real(geo::area_m2(bands[r].area) / kSquareMetersPerSquareKilometer, 4); });
  table.write(out, bands.size(), [&](std::size_t r) { return Geometry{bands[r].area}; });
  return {table.schema(), detail::isochrone_style(words, class_breaks_min(map), "origin")};
}

LayerStyle origin_style(const Words& words) {
  MarkerSymbol marker;
  marker.size_mm = 2.2;
  marker.fill = {30, 30, 30};
  marker.stroke_mm = 0.4;
  LayerStyle style;
  style.name = words("Punten", "Points");
  style.rules = {{words("Punt", "Point"), "", marker}};
  LabelRule label;
  label.expression = "\"id\"";
  style.labels = {label};
  style.display = "\"id\"";
  style.map_tip = "<b>[% \"id\" %]</b>";
  return style;
}

std::vector<std::size_t> origin_rows(const IsochroneMap& map, bool connected) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < map.origins.size(); ++row) {
    if (map.origins.connected(row) == connected) rows.push_back(row);
  }
  return rows;
}

DeliveredLayer write_origins(const IsochroneMap& map, const Words& words, GeoPackage& out) {
  const auto rows = origin_rows(map, true);
  LayerTable table{"origins", GeometryType::point, words("Punten", "Points"),
                   words("De punten waar het bereik van is getekend.", "The points whose reach is drawn.")};
  table.add("id", FieldType::text, words("Sleutel", "Key"), [&](std::size_t r) { return text(map.key[rows[r]]); });
  table.write(out, rows.size(), [&](std::size_t r) { return Geometry{map.origins.place[rows[r]]}; });
  return {table.schema(), origin_style(words)};
}

DeliveredLayer write_not_connected(const IsochroneMap& map, const Words& words, GeoPackage& out) {
  const auto rows = origin_rows(map, false);
  const auto snap = [&](std::size_t r) -> const network::Snap& { return map.origins.snap[rows[r]]; };
  LayerTable table{"not_connected", GeometryType::point,
                   words("Niet aangesloten op het net", "Not connected to the network"),
                   words("Punten die het net van de vervoerwijze niet bereikt, en waarom.",
                         "Points that the network of the mode does not reach, and why.")};
  table.add("id", FieldType::text, words("Sleutel", "Key"), [&](std::size_t r) { return text(map.key[rows[r]]); });
  table.add("mode", FieldType::text, words("Vervoer", "Mode"),
            [&](std::size_t) { return text(model::name_of(map.mode)); });
  table.add("reason", FieldType::text, words("Reden", "Reason"),
            [&](std::size_t r) { return text(network::name_of(snap(r).failure)); });
  table.add("distance_m", FieldType::real, words("Afstand tot de straat (m)", "Distance to the street (m)"),
            [&](std::size_t r) { return real(snap(r).distance_m, 1); });
  table.write(out, rows.size(), [&](std::size_t r) {
    const auto place = map.origins.place[rows[r]];
    return geo::is_finite(place) ? Geometry{place} : Geometry{};
  });
  return {table.schema(), detail::not_routable_style(words, "\"id\"")};
}

/// The origins that reach most, with the area within the last limit.
std::string largest_reaches(const IsochroneMap& map, const Words& words) {
  std::vector<double> area_km2(map.key.size(), 0.0);
  for (const auto& band : map.bands) area_km2[band.site] += geo::area_m2(band.area) / kSquareMetersPerSquareKilometer;
  std::vector<std::size_t> rows(map.key.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::ranges::stable_sort(rows, std::greater<>{}, [&](std::size_t row) { return area_km2[row]; });
  rows.resize(std::min(rows.size(), kListedOrigins));
  std::string lines;
  for (const std::size_t row : rows) {
    auto reach = model::written(fmt::format("{:.1f} km²", area_km2[row]), map.language);
    if (!map.origins.connected(row)) reach = words("niet aangesloten op het net", "not connected to the network");
    lines += fmt::format("{}{}  {}", lines.empty() ? "" : "\n", detail::one_line(map.key[row]), reach);
  }
  return lines;
}

std::string sources_line(const IsochroneMap& map, const Words& words) {
  const auto licence = map.licence.empty() ? std::string{} : fmt::format(" ({})", map.licence);
  const auto& whose = map.attribution.empty() ? map.title : map.attribution;
  const auto streets = whose.empty() ? std::string{}
                                     : fmt::format("{}{}{}.\n", words("Straten: ", "Streets: "),
                                                   detail::one_line(whose), detail::one_line(licence));
  return streets + words("Gemaakt met trek op ", "Made with trek on ") + map.timestamp.substr(0, 10) + ".";
}

MapSheet sheet_of(const IsochroneMap& map, const Words& words) {
  const auto last_min = minutes(map.limits.back());
  return {words("Kaart A3", "Map A3"),
          fmt::format("{}: {}", words("Bereik", "Reach"), model::label_of(map.mode, map.language)),
          description(map, words),
          fmt::format("{} {} min", words("Oppervlak binnen", "Area within"), last_min),
          largest_reaches(map, words),
          words("Legenda", "Legend"),
          sources_line(map, words)};
}

}  // namespace

void write_isochrone_map(const IsochroneMap& map, const std::filesystem::path& target, const DeliveryOptions& options,
                         const core::Control& control) {
  if (map.key.size() != map.origins.size() || map.limits.empty()) {
    throw core::Error{core::ErrorKind::bad_argument,
                      fmt::format("isochrone map: {} keys for {} origins and {} limits; give one key an origin, and a "
                                  "limit",
                                  map.key.size(), map.origins.size(), map.limits.size())};
  }
  const Words words{map.language};
  GeoPackage out{target, {options.overwrite, map.crs, map.timestamp}};
  // As they are drawn: points above areas.
  std::vector<DeliveredLayer> layers{write_not_connected(map, words, out), write_origins(map, words, out),
                                     write_bands(map, words, out)};
  std::erase_if(layers, [&](const auto& layer) { return out.row_count(layer.schema.name) == 0; });
  for (const auto& layer : layers) detail::set_look(layer, {map.attribution, map.licence}, map.language, out);
  out.set_project("trek", detail::plain_project(
                              {sheet_of(map, words), map.crs, target.filename().string(), "isochrones", map.language},
                              layers, out));
  control.check_stop();
  out.finish();
}

}  // namespace trek::publish
