#include "trek/publish/isochrone_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/model/written.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/written_map.hpp"

namespace trek::publish {
namespace {

using detail::DrawRank;
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
  const auto usual = minute_breaks();
  return {usual.begin(), usual.end()};
}

std::string description(const IsochroneMap& map, const Words& words) {
  const bool from = map.direction == access::Direction::from_sites;
  const auto what = from ? words("Wat men vanaf de punten bereikt", "What can be reached from the points")
                         : words("Vanwaar men de punten bereikt", "From where the points can be reached");
  return fmt::format("{}: {}, {} {} min.", what, model::label_of(map.mode, words.language()), words("tot", "up to"),
                     minutes(map.limits.back()));
}

detail::Layer band_layer(const IsochroneMap& map, const Words& words) {
  const auto& bands = map.bands;
  LayerTable table(words, "isochrones", GeometryType::multipolygon, {"Bereik", "Reach"}, description(map, words));
  table.add("origin", FieldType::text, {"Punt", "Point"},
            [&](std::size_t r) { return text(map.key[map.bands[r].site]); });
  table.add("mode", FieldType::text, {"Vervoer", "Mode"}, [&](std::size_t) { return text(model::name_of(map.mode)); });
  table.add("from_min", FieldType::real, {"Vanaf (min)", "From (min)"},
            [&](std::size_t r) { return real(minutes(bands[r].from), kMinuteDecimals); });
  table.add("to_min", FieldType::real, {"Tot en met (min)", "Up to (min)"},
            [&](std::size_t r) { return real(minutes(bands[r].to), kMinuteDecimals); });
  table.add("area_km2", FieldType::real, {"Oppervlak (km²)", "Area (km²)"},
            [&](std::size_t r) { return real(geo::area_m2(bands[r].area) / kSquareMetersPerSquareKilometer, 4); });
  table.set_rows(bands.size(), [&](std::size_t r) { return Geometry{bands[r].area}; });
  return {.table = std::move(table),
          .style = detail::isochrone_style(words, class_breaks_min(map), "origin"),
          .views = {{.draw_rank = DrawRank::reach}},
          .frame_rank = 1};
}

LayerStyle origin_style(const Words& words) {
  const auto symbol = detail::marker(MarkerShape::circle, 2.2, {30, 30, 30}, {255, 255, 255}, 0.4);
  auto style = detail::named_style(words("Punten", "Points"), {{words("Punt", "Point"), "", symbol}}, "id");
  style.labels = {{.expression = style.display, .filter = {}}};
  return style;
}

std::vector<std::size_t> origin_rows(const IsochroneMap& map, bool connected) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < map.origins.size(); ++row) {
    if (map.origins.connected(row) == connected) rows.push_back(row);
  }
  return rows;
}

detail::Layer origin_layer(const IsochroneMap& map, const Words& words) {
  LayerTable table(words, "origins", GeometryType::point, {"Punten", "Points"},
                   {"De punten waar het bereik van is getekend.", "The points whose reach is drawn."});
  table.add_text("id", {"Sleutel", "Key"}, map.key);
  table.set_rows(origin_rows(map, true), [&](std::size_t r) { return Geometry{map.origins.place[r]}; });
  return {.table = std::move(table), .style = origin_style(words), .views = {{.draw_rank = DrawRank::places}}};
}

detail::Layer not_connected_layer(const IsochroneMap& map, const Words& words) {
  LayerTable table(words, "not_connected", GeometryType::point,
                   {"Niet aangesloten op het net", "Not connected to the network"},
                   {"Punten die het net van de vervoerwijze niet bereikt, en waarom.",
                    "Points that the network of the mode does not reach, and why."});
  table.add_text("id", {"Sleutel", "Key"}, map.key);
  table.add("mode", FieldType::text, {"Vervoer", "Mode"}, [&](std::size_t) { return text(model::name_of(map.mode)); });
  table.add("reason", FieldType::text, {"Reden", "Reason"},
            [&](std::size_t r) { return text(network::name_of(map.origins.snap[r].failure)); });
  table.add("distance_m", FieldType::real, {"Afstand tot de straat (m)", "Distance to the street (m)"},
            [&](std::size_t r) { return real(map.origins.snap[r].distance_m, 1); });
  table.set_rows(origin_rows(map, false), [&](std::size_t r) { return detail::shape_of(map.origins.place[r]); });
  return {.table = std::move(table),
          .style = detail::not_routable_style(words, "\"id\""),
          .views = {{.draw_rank = DrawRank::diagnosis}}};
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
    auto reach = model::written(fmt::format("{:.1f} km²", area_km2[row]), words.language());
    if (!map.origins.connected(row)) reach = words("niet aangesloten op het net", "not connected to the network");
    lines += fmt::format("{}{}  {}", lines.empty() ? "" : "\n", detail::one_line(map.key[row]), reach);
  }
  return lines;
}

std::string sources_line(const MapHead& head, const network::SourceCredit& credit) {
  const auto licence = credit.licence.empty() ? std::string{} : fmt::format(" ({})", credit.licence);
  const auto& whose = credit.attribution.empty() ? credit.title : credit.attribution;
  const auto streets = whose.empty() ? std::string{}
                                     : fmt::format("{}{}{}.\n", Words{head.language}("Straten: ", "Streets: "),
                                                   detail::one_line(whose), detail::one_line(licence));
  return streets + detail::made_on(head);
}

MapSheet isochrone_sheet(const MapHead& head, const IsochroneMap& map) {
  const Words words{head.language};
  const auto last_min = minutes(map.limits.back());
  return {fmt::format("{}: {}", words("Bereik", "Reach"), model::label_of(map.mode, words.language())),
          description(map, words), fmt::format("{} {} min", words("Oppervlak binnen", "Area within"), last_min),
          largest_reaches(map, words), sources_line(head, map.streets)};
}

}  // namespace

void write_isochrone_map(const MapHead& head, const IsochroneMap& map, const MapTarget& target,
                         const core::Control& control) {
  if (map.key.size() != map.origins.size() || map.limits.empty()) {
    throw core::Error{core::ErrorKind::bad_argument,
                      fmt::format("isochrone map: {} keys for {} origins and {} limits; give one key an origin, and a "
                                  "limit",
                                  map.key.size(), map.origins.size(), map.limits.size())};
  }
  const Words words{head.language};
  auto layers =
      detail::in_one_group({band_layer(map, words), origin_layer(map, words), not_connected_layer(map, words)});
  detail::write_map(head, std::move(layers), isochrone_sheet(head, map), {map.streets.attribution, map.streets.licence},
                    target, control);
}

}  // namespace trek::publish
