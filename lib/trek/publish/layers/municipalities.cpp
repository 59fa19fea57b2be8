#include "trek/publish/detail/area_columns.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::municipalities {
namespace {

/// Coverage of each municipality; null where there is none.
std::vector<const coverage::AreaCoverage*> rows_of(const Results& results) {
  std::vector<const coverage::AreaCoverage*> rows(results.municipalities.size(), nullptr);
  for (const auto& row : results.coverage) {
    if (row.municipality.valid() && row.municipality.value() < rows.size()) rows[row.municipality.value()] = &row;
  }
  return rows;
}

LayerStyle style_of(const AreaColumns& columns) {
  auto style = columns.style({"Gemeente", "Municipality"});
  style.labels = {{.expression = "\"name\"",
                   .filter = {},
                   .placement = LabelPlacement::inside_polygon,
                   .size_pt = 9.0,
                   .color = {78, 96, 116},
                   .halo_mm = 0.6,
                   .priority = 3}};
  return style;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& municipalities = results.municipalities;
  LayerTable table(words, "municipalities", GeometryType::multipolygon,
                   {"Gemeenten en hun dekking", "Municipalities and their coverage"},
                   {"Per gemeente: inwoners, 20-40-jarigen en het deel dat een bestaande plek binnen de norm bereikt.",
                    "By municipality: inhabitants, people of 20-40, and the share that reaches an existing place "
                    "within the norm."});
  table.add_text("code", {"Gemeentecode", "Municipality code"}, municipalities.code);
  table.add_text("name", {"Gemeente", "Municipality"}, municipalities.name);
  table.add_real("official_inhabitants", {"Inwoners volgens de bron (personen)", "Inhabitants by the source (people)"},
                 municipalities.inhabitants, 0);
  const AreaColumns columns{rows_of(results), results, words, Areas::municipalities};
  columns.add_people(table);
  columns.add_best_site(table);
  for (std::size_t mode = 0; mode < columns.modes().size(); ++mode) {
    columns.add_figures(table, mode);
    columns.add_gap_sites(table, mode);
  }
  table.set_rows(municipalities.size(), [&](std::size_t m) { return shape_of(municipalities.area, m); });
  const std::string title = columns.served_title();
  return {.order = 50,
          .table = std::move(table),
          .style = style_of(columns),
          .views = {{.group = Group::reach,
                     .draw_rank = DrawRank::coverage,
                     .visible = true,
                     .title = title.empty() ? words("Gemeenten", "Municipalities") : title}},
          .frame_rank = 1,
          .of_findings = true};
}

}  // namespace trek::publish::detail::layers::municipalities
