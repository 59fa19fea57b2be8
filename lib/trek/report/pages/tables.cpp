#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "trek/core/inert_text.hpp"
#include "trek/geo/crs.hpp"
#include "trek/report/page.hpp"

/// Tables of the run for a spreadsheet or another program: CSV, and the sites as GeoJSON.
namespace trek::report::pages::tables {
namespace {

using publish::StoredTable;
using publish::Value;

/// As the file has it; text is never a formula.
std::string cell_of(const Value& value) {
  if (const auto* const number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const auto* const whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* const truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  const auto* const text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string{} : core::csv_cell(*text);
}

std::string csv_of(const StoredTable& table) {
  std::string out;
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    out += (c == 0 ? "" : ",") + core::csv_cell(table.columns[c].name);
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) out += (c == 0 ? "" : ",") + cell_of(row[c]);
    out += "\r\n";
  }
  return out;
}

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
  const std::string crs = subject.fact("crs").empty() ? subject.fact("project.crs") : subject.fact("crs");
  const geo::Transformation to_degrees{crs.empty() ? std::string{geo::kRdNew} : crs, geo::kWgs84};
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
  const auto& words = subject.words;
  const auto& layers = subject.layers;
  std::vector<PageFile> files;
  const auto add = [&](const char* name, const StoredTable& table, const core::Phrase& title) {
    if (!table.rows.empty()) files.push_back({std::string{"tables/"} + name, words(title) + " (CSV)", csv_of(table)});
  };
  add("sites.csv", layers.sites, {"Locaties", "Sites"});
  add("municipalities.csv", layers.coverage.municipalities,
      {"Gemeenten en hun dekking", "Municipalities and their coverage"});
  add("region.csv", layers.coverage.region, {"Dekking van de regio", "Coverage of the region"});
  add("norms.csv", layers.coverage.norms, {"Dekking bij andere normen", "Coverage at other norms"});
  add("gaps.csv", layers.coverage.gaps, {"Mensen zonder plek, bijeen", "People without a place, near each other"});
  add("answers.csv", layers.siting_answers,
      {"Waar de volgende plekken komen: antwoorden", "Where the next places go: answers"});
  add("choices.csv", layers.siting_choices,
      {"Waar de volgende plekken komen: keuzes", "Where the next places go: choices"});
  add("what_if.csv", layers.scenarios, {"Scenario's", "Scenarios"});
  add("weights.csv", layers.weights, {"Gewichten van de criteria", "Weights of the criteria"});
  add("sources.csv", layers.sources, {"Bronnen", "Sources"});
  files.push_back({"tables/sites.geojson",
                   words("Locaties (GeoJSON, lengte en breedte)", "Sites (GeoJSON, longitude and latitude)"),
                   geojson_of(subject)});
  return files;
}

}  // namespace

Page page() {
  return {.order = 40,
          .title = {"Tabellen", "Tables"},
          .about = {"Alle getallen, voor een rekenblad of een ander programma.",
                    "All numbers, for a spreadsheet or another program."},
          .render = render};
}

}  // namespace trek::report::pages::tables
