#include "trek/publish/detail/area_columns.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::districts {
namespace {

std::vector<const coverage::AreaCoverage*> rows_of(const DistrictResults& results) {
  std::vector<const coverage::AreaCoverage*> rows(results.table.size(), nullptr);
  for (const auto& row : results.coverage) {
    if (row.district.valid()) rows[row.district.value()] = &row;
  }
  return rows;
}

LayerStyle style_of(const AreaColumns& columns) {
  auto style = columns.style({"Wijk of buurt", "District or neighbourhood"}, columns.leading_mode());
  style.labels = {{.expression = "\"name\"",
                   .filter = {},
                   .placement = LabelPlacement::inside_polygon,
                   .size_pt = 7.0,
                   .color = {78, 96, 116},
                   .halo_mm = 0.5,
                   .priority = 2}};
  return style;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const DistrictResults& districts = results.districts;
  LayerTable table(words, "districts", GeometryType::multipolygon,
                   {"Wijken of buurten en hun dekking", "Districts or neighbourhoods and their coverage"},
                   {"Per wijk of buurt: inwoners, 20-40-jarigen en het deel dat een bestaande plek binnen de norm "
                    "bereikt. Mensen tellen waar het midden van hun vierkant ligt.",
                    "By district or neighbourhood: inhabitants, people of 20-40, and the share that reaches an "
                    "existing place within the norm. People are counted where the middle of their square lies."});
  table.add_text("code", {"Code", "Code"}, districts.table.code);
  table.add_text("name", {"Wijk of buurt", "District or neighbourhood"}, districts.table.name);
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&](std::size_t d) { return text(municipality_code(results, districts.municipality[d])); });
  table.add("municipality", FieldType::text, {"Gemeente", "Municipality"},
            [&](std::size_t d) { return text(municipality_name(results, districts.municipality[d])); });
  table.add_real("official_inhabitants", {"Inwoners volgens de bron (personen)", "Inhabitants by the source (people)"},
                 districts.table.inhabitants, 0, {"Leeg: geheim of onbekend.", "Empty: secret or unknown."});
  AreaColumns columns{rows_of(districts), results, words, Areas::districts};
  columns.add_people(table);
  columns.add_best_site(table);
  for (std::size_t mode = 0; mode < columns.modes().size(); ++mode) columns.add_figures(table, mode);
  table.set_rows(districts.table.size(), [&](std::size_t d) { return shape_of(districts.table.area, d); });
  columns.classify(table, head.style);
  const std::string title = columns.served_title();
  const auto by_district = [&](const std::string& served) {
    return served + words(", per wijk of buurt", ", by district or neighbourhood");
  };
  return {.order = 49,
          .table = std::move(table),
          .style = style_of(columns),
          .views = {{.group = Group::reach,
                     .draw_rank = DrawRank::coverage,
                     .title = title.empty() ? words("Wijken of buurten", "Districts or neighbourhoods")
                                            : by_district(title)}},
          .classes = columns.classes()};
}

}  // namespace trek::publish::detail::layers::districts
