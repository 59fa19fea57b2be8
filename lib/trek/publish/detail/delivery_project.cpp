#include <fmt/format.h>

#include <algorithm>

#include "trek/core/shortened.hpp"
#include "trek/model/written.hpp"
#include "trek/publish/detail/delivered_layer.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/map_project.hpp"

namespace trek::publish::detail {
namespace {

constexpr std::size_t kLongestRankedName = 34;

/// Reading order of the tree; on the map diagnostics lie on top and areas below.
struct DrawRank {
  enum Value : int { diagnosis, best, others, stations, places, footprints, townscapes, reach, coverage, table };
};

class ProjectLayers {
 public:
  ProjectLayers(const std::vector<DeliveredLayer>& delivered, MapProject& project)
      : delivered_{delivered}, project_{project} {}

  /// Nothing happens for a table that was not delivered.
  void add(const std::string& table, const std::string& group, DrawRank::Value rank, bool visible = false,
           const std::string& title = {}, std::string filter = {}, const LayerStyle* style = nullptr) {
    const auto found = std::ranges::find(delivered_, table, [](const auto& layer) { return layer.schema.name; });
    if (found == delivered_.end()) return;
    const DeliveredLayer shown{found->schema, style != nullptr ? *style : found->style};
    add_view(shown, {group, rank, visible, title, std::move(filter)}, project_);
  }

 private:
  const std::vector<DeliveredLayer>& delivered_;
  MapProject& project_;
};

bool has_isochrones(const Delivery& delivery, model::Mode mode) {
  return std::ranges::any_of(delivery.isochrones,
                             [&](const auto& entry) { return entry.mode == mode && !entry.bands.empty(); });
}

/// Stations stand on the map where a criterion asks for them.
bool stations_count(const Delivery& delivery) {
  const auto asked = [&](const Measure& measure) {
    return std::ranges::any_of(delivery.criteria->criteria(), [&](const auto& criterion) {
      return criterion.weight > 0.0 && criterion.id == measure.id;
    });
  };
  return delivery.criteria != nullptr && std::ranges::any_of(delivery.site_measures, [&](const Measure& measure) {
           return measure.need == measure::Need::stations && asked(measure);
         });
}

std::string coverage_title(const Delivery& delivery, const Words& words) {
  const auto mode = leading_mode(delivery);
  if (!mode) return words("Gemeenten", "Municipalities");
  return words.language() == model::Language::nl
             ? fmt::format("Inwoners met een plek binnen {}", norm_of(delivery, *mode, words))
             : fmt::format("Inhabitants with a place within {}", norm_of(delivery, *mode, words));
}

void add_layers(const Delivery& delivery, const std::vector<DeliveredLayer>& delivered, const Words& words,
                MapProject& project) {
  ProjectLayers layers{delivered, project};
  const auto result = words("Resultaat", "Result");
  const auto candidates = words("Kandidaten", "Candidates");
  const auto reach = words("Bereik en dekking", "Reach and coverage");
  const auto context = words("Context", "Context");
  const auto diagnosis = words("Diagnose", "Diagnosis");
  const auto best = site_style(delivery, SiteSelection::best);
  const auto others = site_style(delivery, SiteSelection::others);
  layers.add("sites", result, DrawRank::best, true, words("Beste tien locaties", "Top ten sites"), "\"rank\" <= 10",
             &best);
  layers.add("sites", candidates, DrawRank::others, true,
             words("Overige locaties, naar zekere score", "Other sites, by sure score"),
             "\"rank\" IS NULL OR \"rank\" > 10", &others);
  layers.add("site_footprints", candidates, DrawRank::footprints);
  layers.add("existing_places", reach, DrawRank::places, true);
  layers.add("stations", reach, DrawRank::stations, stations_count(delivery));
  for (const auto& entry : delivery.isochrones) {
    if (!has_isochrones(delivery, entry.mode)) continue;
    const auto title = fmt::format("{} {}", words("Bereik van de beste tien,", "Reach of the top ten,"),
                                   model::label_of(entry.mode, words.language()));
    layers.add("isochrones", reach, DrawRank::reach, false, title,
               fmt::format("\"mode\" = '{}' AND \"site_rank\" <= 10", model::name_of(entry.mode)));
  }
  layers.add("demand", reach, DrawRank::reach);
  layers.add("municipalities", reach, DrawRank::coverage, true, coverage_title(delivery, words));
  layers.add("townscapes", context, DrawRank::townscapes);
  layers.add("links_to_review", diagnosis, DrawRank::diagnosis);
  layers.add("not_routable", diagnosis, DrawRank::diagnosis);
  layers.add("rejected_records", diagnosis, DrawRank::diagnosis);
  layers.add("population_remainder", diagnosis, DrawRank::diagnosis);
  for (const char* table : {"criteria", "sources", "run", "rejected_records_unplaced"})
    layers.add(table, diagnosis, DrawRank::table);
}

/// What the map shows: the region; without municipalities, the sites.
geo::Box extent_of(const GeoPackage& out) {
  geo::Box box;
  const auto layers = out.layers();
  for (const char* layer : {"municipalities", "sites", "existing_places", "demand"}) {
    if (!box.empty() || std::ranges::find(layers, layer) == layers.end()) continue;
    box = out.bounds(layer);
  }
  return framed(box);
}

std::string decimal(double value, const Words& words) {
  return model::written(fmt::format("{:.2f}", value), words.language());
}

/// What a site is sure of, which ranks it, and what it may be: "0,74–0,79".
std::string score_text(const score::SiteScore& score, const Words& words) {
  const auto low = decimal(score.low, words);
  const auto high = decimal(score.high, words);
  return low == high ? low : low + "–" + high;
}

std::string ranking_text(const Delivery& delivery, const Words& words) {
  if (delivery.sites == nullptr) return {};
  std::vector<std::size_t> rows;
  for (std::size_t s = 0; s < delivery.scores.size() && s < delivery.sites->size(); ++s) {
    if (delivery.scores[s].rank && *delivery.scores[s].rank <= 10) rows.push_back(s);
  }
  std::ranges::stable_sort(rows, {}, [&](std::size_t s) { return *delivery.scores[s].rank; });
  if (rows.size() > 12) rows.resize(12);  // shared ranks
  std::string text = words("score: zeker–hoogstens", "score: sure–at most");
  for (const auto s : rows) {
    auto municipality = municipality_name(delivery, delivery.sites->municipality[s]);
    // A site that is named by its address holds its town already.
    const bool said = delivery.sites->name[s].find(municipality.substr(0, municipality.find(' '))) != std::string::npos;
    if (said) municipality.clear();
    text +=
        fmt::format("\n{}. {}{}  {}", *delivery.scores[s].rank,
                    core::shortened(one_line(delivery.sites->name[s]), kLongestRankedName, "…"),
                    municipality.empty() ? "" : ", " + one_line(municipality), score_text(delivery.scores[s], words));
  }
  return text;
}

std::string sources_text(const Delivery& delivery, const Words& words) {
  std::vector<std::string> lines;
  for (const auto& record : delivery.sources) {
    const auto& source = record.source;
    auto line = source.attribution.empty() ? (source.title.empty() ? source.name : source.title) : source.attribution;
    if (!source.vintage.empty()) line += " " + source.vintage;
    if (!source.licence.empty()) line += " (" + source.licence + ")";
    if (source.made_up) line += words(", verzonnen", ", made up");
    line = one_line(line);
    if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
  }
  std::string text;
  for (const auto& line : lines) text += (text.empty() ? words("Bronnen: ", "Sources: ") : "; ") + line;
  const auto date = delivery.timestamp.substr(0, 10);
  return text + (text.empty() ? "" : ".\n") + words("Gemaakt met trek op ", "Made with trek on ") + date + ".";
}

MapSheet sheet_of(const Delivery& delivery, const Words& words) {
  return {
      words("Kaart A3", "Map A3"),
      delivery.title.empty() ? words("Plekken voor ontmoeting in erfgoed", "Third places in heritage") : delivery.title,
      delivery.notice,
      words("De tien beste locaties", "The ten best sites"),
      ranking_text(delivery, words),
      words("Legenda", "Legend"),
      sources_text(delivery, words)};
}

}  // namespace

void add_view(const DeliveredLayer& layer, LayerView view, MapProject& project) {
  const auto& schema = layer.schema;
  if (view.title.empty()) view.title = schema.title;
  project.layers.push_back({fmt::format("{}_trek_{:04}", schema.name, project.layers.size() + 1), schema.name,
                            std::move(view.title), std::move(view.group), schema, layer.style, std::move(view.filter),
                            view.visible, view.draw_rank});
}

geo::Box framed(const geo::Box& bounds) {
  if (bounds.empty()) return {0.0, 0.0, 1000.0, 1000.0};
  const double widest_m = std::max(bounds.max_x_m - bounds.min_x_m, bounds.max_y_m - bounds.min_y_m);
  return bounds.grown(0.02 * std::max(widest_m, 1000.0));
}

std::string project_text(const Delivery& delivery, const std::vector<DeliveredLayer>& layers, const GeoPackage& out,
                         const std::string& file_name) {
  const Words words{delivery.language};
  MapProject project;
  project.title = delivery.title.empty() ? "trek" : delivery.title;
  project.file_name = file_name;
  project.crs = delivery.crs;
  project.extent = extent_of(out);
  project.language = delivery.language;
  add_layers(delivery, layers, words, project);
  project.sheet = sheet_of(delivery, words);
  return qgs(project);
}

}  // namespace trek::publish::detail
