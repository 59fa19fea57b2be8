#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::coverage_norms {
namespace {

using coverage::NormCoverage;

constexpr std::int64_t kDeciseconds_a_minute = 600;

bool is_main_norm(const Results& results, const NormCoverage& row) {
  for (const access::ModeAccess& access : results.access) {
    if (access.mode == row.mode) return access.norm == row.norm;
  }
  return false;
}

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
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"},
            [&rows](std::size_t r) { return text(model::name_of(rows[r].mode)); });
  table.add("level", FieldType::text, {"Niveau van de plek", "Level of the place"},
            [&rows](std::size_t r) { return text(rows[r].level ? model::name_of(*rows[r].level) : "any"); },
            {"any: elk; local: van de buurt; beacon: van de regio.",
             "any; local: of the neighbourhood; beacon: of the region."});
  table.add("norm_min", FieldType::integer, {"Norm (min)", "Norm (min)"},
            [&rows](std::size_t r) { return whole(rows[r].norm.count() / kDeciseconds_a_minute); });
  table.add("is_main_norm", FieldType::boolean, {"De norm van het project", "The norm of the project"},
            [&results, &rows](std::size_t r) { return Value{is_main_norm(results, rows[r])}; });
  const auto people = [&](const char* name, const core::Phrase& title, double NormCoverage::*part) {
    table.add(name, FieldType::real, title, [&rows, part](std::size_t r) { return real(rows[r].*part, 2); });
  };
  people("inhabitants", {"Inwoners (personen)", "Inhabitants (people)"}, &NormCoverage::inhabitants);
  people("within", {"Inwoners binnen de norm (personen)", "Inhabitants within the norm (people)"},
         &NormCoverage::within);
  table.add("served_share", FieldType::real,
            {"Inwoners binnen de norm (aandeel 0-1)", "Inhabitants within the norm (share 0-1)"},
            [&rows](std::size_t r) { return real(rows[r].served_share(), 4); });
  people("target", {"20-40-jarigen (personen)", "People of 20-40 (people)"}, &NormCoverage::target);
  people("target_within", {"20-40-jarigen binnen de norm (personen)", "People of 20-40 within the norm (people)"},
         &NormCoverage::target_within);
  table.add("target_served_share", FieldType::real,
            {"20-40-jarigen binnen de norm (aandeel 0-1)", "People of 20-40 within the norm (share 0-1)"},
            [&rows](std::size_t r) { return real(rows[r].target_served_share(), 4); });
  people("unknown_inhabitants",
         {"Inwoners zonder bekende reistijd (personen)", "Inhabitants without a known travel time (people)"},
         &NormCoverage::unknown_inhabitants);
  table.set_rows(rows.size());
  return {.order = 136, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::coverage_norms
