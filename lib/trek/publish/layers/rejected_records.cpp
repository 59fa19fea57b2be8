#include "trek/publish/detail/finding_rows.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::rejected_records {
namespace {

LayerStyle style_of(const Words& words) {
  LayerStyle style;
  style.name = words("Ernst", "Severity");
  style.rules = {
      {words("afgewezen", "rejected"), equals("severity", "rejected"),
       marker(MarkerShape::cross, 2.4, kVermilion, kVermilion, 0.5)},
      {words("waarschuwing", "warning"), equals("severity", "warning"),
       marker(MarkerShape::triangle, 2.2, kOrange, kDark)},
      {words("opmerking", "note"), equals("severity", "note"), marker(MarkerShape::circle, 1.8, kSky, kDark)},
      rest_rule(words)};
  style.value_maps = finding_value_maps(words);
  style.display = "\"record\"";
  style.map_tip =
      "<b>[% \"source\" %] [% \"record\" %]</b><br/>[% represent_value(\"rule\") %]: [% coalesce(\"value\", '') "
      "%]<br/>[% "
      "coalesce(\"remedy\", '') %]";
  return style;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& findings = results.report.findings();
  LayerTable table(words, "rejected_records", GeometryType::point, {"Meldingen op de kaart", "Findings on the map"},
                   {"Records die zijn afgewezen, hersteld of betwijfeld, en waarom.",
                    "Records that were rejected, repaired or doubted, and why."});
  add_finding_fields(table, results.report, words);
  table.set_rows(finding_rows(results, head, true), [&](std::size_t r) {
    return Geometry{geo::Point{findings[r].location->x_m, findings[r].location->y_m}};
  });
  return {.order = 110,
          .table = std::move(table),
          .style = style_of(words),
          .views = {{.draw_rank = DrawRank::diagnosis}},
          .of_findings = true};
}

}  // namespace trek::publish::detail::layers::rejected_records
