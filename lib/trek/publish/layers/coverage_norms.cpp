#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/norm_columns.hpp"

namespace trek::publish::detail::layers::coverage_norms {
namespace {

void add_area(LayerTable& table, const Results& results) {
  const auto& rows = results.norm_coverage;
  const core::Phrase of_region{"Leeg in de regels van de hele regio.", "Empty in the rows of the whole region."};
  table.add(
      "municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
      [&](std::size_t r) { return text(municipality_code(results, rows[r].municipality)); }, of_region);
  table.add(
      "municipality", FieldType::text, {"Gemeente", "Municipality"},
      [&](std::size_t r) { return text(municipality_name(results, rows[r].municipality)); }, of_region);
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& rows = results.norm_coverage;
  LayerTable table(
      words, "coverage_norms", GeometryType::none,
      {"Dekking bij elke norm en elk niveau", "Coverage at each norm and level"},
      {"Wie binnen een norm een bestaande plek heeft: van elk niveau, dichtbij of baken. Een plek zonder "
       "bekend niveau telt als dichtbij; plekken voorbij de gegevens tellen niet.",
       "Who has an existing place within a norm: of any level, near by or beacon. A place of unknown level "
       "counts as near by; places beyond the data do not count."});
  add_area(table, results);
  add_norm_columns(table, results, rows);
  table.set_rows(rows.size());
  return {.order = 136, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::coverage_norms
