#include "trek/publish/detail/norm_columns.hpp"

namespace trek::publish::detail {
namespace {

using coverage::NormCoverage;

constexpr std::int64_t kDeciseconds_a_minute = 600;

bool is_main_norm(const Results& results, const NormCoverage& row) {
  for (const access::ModeAccess& access : results.access) {
    if (access.mode == row.mode) return access.norm == row.norm;
  }
  return false;
}

}  // namespace

void add_norm_columns(LayerTable& table, const Results& results, const std::vector<NormCoverage>& rows) {
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
}

}  // namespace trek::publish::detail
