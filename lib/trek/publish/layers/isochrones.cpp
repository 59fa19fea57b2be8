#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::isochrones {
namespace {

constexpr double kDecisecondsPerMinute = 600.0;

/// A band of any mode.
struct Row {
  const ModeIsochrones* mode;
  const access::IsochroneBand* band;
};
using Rows = std::shared_ptr<const std::vector<Row>>;

Rows rows_of(const Results& results) {
  std::vector<Row> rows;
  for (const auto& mode : results.isochrones) {
    for (const auto& band : mode.bands) rows.push_back({&mode, &band});
  }
  return std::make_shared<const std::vector<Row>>(std::move(rows));
}

double minutes(core::Deciseconds time) { return time.count() / kDecisecondsPerMinute; }

void add_fields(LayerTable& table, const Results& results, const Rows& rows) {
  const auto& sites = results.sites;
  table.add("site_key", FieldType::text, {"Locatie, sleutel", "Site key"},
            [&sites, rows](std::size_t r) { return text(sites.key[(*rows)[r].band->site]); });
  table.add("site_name", FieldType::text, {"Locatie", "Site"},
            [&sites, rows](std::size_t r) { return text(sites.name[(*rows)[r].band->site]); });
  table.add("site_rank", FieldType::integer, {"Rang van de locatie", "Rank of the site"},
            [&results, rows](std::size_t r) { return rank_of(results, (*rows)[r].band->site); });
  table.add("mode", FieldType::text, {"Vervoer", "Mode"},
            [rows](std::size_t r) { return text(model::name_of((*rows)[r].mode->mode)); });
  table.add("from_min", FieldType::real, {"Vanaf (min)", "From (min)"},
            [rows](std::size_t r) { return real(minutes((*rows)[r].band->from), 1); });
  table.add("to_min", FieldType::real, {"Tot en met (min)", "Up to (min)"},
            [rows](std::size_t r) { return real(minutes((*rows)[r].band->to), 1); });
  table.add("area_ha", FieldType::real, {"Oppervlak (ha)", "Area (ha)"},
            [rows](std::size_t r) { return real(geo::area_m2((*rows)[r].band->area) / 10'000.0, 1); });
  table.add("straight_line", FieldType::boolean, {"Hemelsbreed geschat", "Straight-line estimate"},
            [rows](std::size_t r) { return Value{(*rows)[r].mode->straight_line}; });
}

/// Of which site the map shows the reach: all of them would lie on one heap.
constexpr const char* kShownRank = "trek_site_rank";

/// Of the first of the sites that have bands; empty where none of these is ranked.
std::vector<MapVariable> variables_of(const Results& results, const Rows& rows) {
  std::optional<std::int64_t> first;
  for (const Row& row : *rows) {
    const Value rank = rank_of(results, row.band->site);
    if (const auto* const number = std::get_if<std::int64_t>(&rank)) first = std::min(first.value_or(*number), *number);
  }
  if (!first) return {};
  return {{kShownRank, std::to_string(*first)}};
}

/// One a mode, of the best sites: on the page of one site its own, else of the one that the project's variable names.
std::vector<LayerView> views_of(const Results& results, const LayerStyle& base, const Words& words) {
  auto style = base;
  style.hidden_when = fmt::format(
      "coalesce(attribute(@atlas_feature, 'key') <> \"site_key\", \"site_rank\" <> try(to_int(@{})))", kShownRank);
  std::vector<LayerView> views;
  for (const auto& entry : results.isochrones) {
    if (entry.bands.empty()) continue;
    const bool first = views.empty() || entry.mode == model::Mode::bicycle;  // as municipalities are coloured
    if (first) std::ranges::for_each(views, [](LayerView& view) { view.themes.clear(); });
    views.push_back({.group = Group::reach,
                     .draw_rank = DrawRank::reach,
                     .title = fmt::format("{} {}", words("Bereik van één locatie,", "Reach of one site,"),
                                          model::label_of(entry.mode, words.language())),
                     .filter = fmt::format("\"mode\" = '{}' AND \"site_rank\" <= 10", model::name_of(entry.mode)),
                     .style = style,
                     .subgroup = std::string{model::label_of(entry.mode, words.language())}});
    if (first) views.back().themes = {Theme::one_site};
  }
  return views;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto rows = rows_of(results);
  LayerTable table(words, "isochrones", GeometryType::multipolygon, {"Bereik (isochronen)", "Reach (isochrones)"},
                   {"Gebied dat vanaf een locatie binnen een reistijd wordt bereikt, in ringen. De kaart toont dat van "
                    "één locatie: op het blad van een locatie haar eigen, elders die met de rang in de "
                    "projectvariabele trek_site_rank (Project, Eigenschappen, Variabelen; leeg: van alle tien).",
                    "Area reached from a site within a travel time, in rings. The map shows that of one site: on the "
                    "sheet of a site its own, elsewhere of the one whose rank stands in the project variable "
                    "trek_site_rank (Project, Properties, Variables; empty: of all ten)."});
  add_fields(table, results, rows);
  table.set_rows(rows->size(), [rows](std::size_t r) {
    const auto& area = (*rows)[r].band->area;
    return area.empty() ? Geometry{} : Geometry{area};
  });
  const auto style = isochrone_style(words, minute_breaks(), "site_name");
  return {.order = 30,
          .table = std::move(table),
          .style = style,
          .views = views_of(results, style, words),
          .variables = variables_of(results, rows)};
}

}  // namespace trek::publish::detail::layers::isochrones
