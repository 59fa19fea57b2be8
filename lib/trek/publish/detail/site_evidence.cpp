#include "trek/publish/detail/site_evidence.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

namespace trek::publish::detail {
namespace {

using model::FactRanges;
using model::Range;

/// What the BAG says has no source of its own name.
std::string source_of(const model::VacancyEvidence& evidence, const Words& words) {
  if (evidence.kind == model::VacancyKind::unit_out_of_use) return words("BAG-verblijfsobject", "BAG unit");
  if (evidence.kind == model::VacancyKind::building_out_of_use) return words("BAG-pand", "BAG building");
  return evidence.source;
}

std::string evidence_piece(const model::VacancyEvidence& evidence, const Words& words) {
  std::string text = fmt::format("{:.2f} ({}", evidence.weight, source_of(evidence, words));
  if (!evidence.record.empty()) text += " " + evidence.record;
  if (!evidence.date.empty()) text += ", " + evidence.date;
  if (evidence.full_weight > evidence.weight) {
    const std::string why = evidence.date.empty()
                                ? words("bij een bekende, recente datum", "if recent; its date is unknown")
                                : words("toen het nieuw was", "when new");
    text += fmt::format("; {:.2f} {}", evidence.full_weight, why);
  }
  return text + ")";
}

/// "80 to 1200 m2", "at least 80 m2", "not known".
std::string range_text(const Range& range, std::string_view unit, const Words& words) {
  if (std::isinf(range.high) && !(range.low > 0.0)) return words("onbekend", "not known");
  if (std::isinf(range.high)) return fmt::format("{} {:.0f}{}", words("minstens", "at least"), range.low, unit);
  if (range.low == range.high) return fmt::format("{:.0f}{}", range.low, unit);
  return fmt::format("{:.0f} {} {:.0f}{}", range.low, words("tot", "to"), range.high, unit);
}

Value end_of(const std::optional<Range>& range, const std::optional<double>& fact, double Range::*end, int decimals) {
  if (!fact) return {};
  const double value = range ? (*range).*end : *fact;
  return std::isinf(value) ? Value{} : real(value, decimals);
}

void add_ends(LayerTable& table, const char* name, const std::string& unit, const std::string& title, int decimals,
              const model::Sites& sites, std::optional<Range> FactRanges::*range,
              std::vector<std::optional<double>> model::Sites::*fact, const Words& words) {
  const auto add = [&](const char* end, std::string words_of_end, double Range::*part) {
    table.add(fmt::format("{}_{}{}", name, end, unit), FieldType::real, fmt::format("{}, {}", title, words_of_end),
              [&sites, range, fact, part, decimals](std::size_t s) {
                return end_of(sites.ranges[s].*range, (sites.*fact)[s], part, decimals);
              });
  };
  add("low", words("minstens", "at least"), &Range::low);
  add("high", words("hoogstens", "at most"), &Range::high);
}

}  // namespace

std::string vacancy_evidence_text(const model::Sites& sites, std::size_t site, const Words& words) {
  std::vector<std::string> pieces;
  for (const auto& evidence : sites.vacancy_evidence[site]) pieces.push_back(evidence_piece(evidence, words));
  return joined(pieces, "; ");
}

std::string building_status_text(const model::Sites& sites, std::size_t site, const Words& words) {
  std::vector<std::string> labels;
  for (const auto status : sites.building_status[site]) labels.emplace_back(model::label_of(status, words.language()));
  return joined(labels, ", ");
}

std::string doubt_text(const model::Sites& sites, std::size_t site, const Words& words) {
  const FactRanges& ranges = sites.ranges[site];
  if (ranges.link_confidence >= 1.0) return {};
  std::vector<std::string> facts;
  const auto add = [&](bool known, const std::optional<Range>& range, std::string name, std::string_view unit) {
    if (known && range) facts.push_back(fmt::format("{} {}", name, range_text(*range, unit, words)));
  };
  add(sites.built_year[site].has_value(), ranges.built_year, words("bouwjaar", "year built"), "");
  add(sites.floor_area_m2[site].has_value(), ranges.floor_area_m2, words("vloeroppervlak", "floor area"), " m2");
  add(sites.storeys[site].has_value(), ranges.storeys, words("bouwlagen", "storeys"), "");
  add(sites.height_m[site].has_value(), ranges.height_m, words("hoogte", "height"), " m");
  add(sites.volume_m3[site].has_value(), ranges.volume_m3, words("inhoud", "volume"), " m3");
  add(sites.footprint_m2[site].has_value(), ranges.footprint_m2, words("grondvlak", "footprint"), " m2");
  for (const auto type : ranges.other_types) {
    facts.push_back(fmt::format("{} {}", words("of", "or"), model::label_of(type, words.language())));
  }
  return fmt::format("{} ({:.2f}): {}", words("koppeling met het pand in twijfel", "link to the building in doubt"),
                     ranges.link_confidence,
                     facts.empty() ? words("feiten onzeker", "facts uncertain") : joined(facts, "; "));
}

void add_floor_area_ends(LayerTable& table, const model::Sites& sites, const Words& words) {
  add_ends(table, "floor_area", "_m2", words("Vloeroppervlak (m2)", "Floor area (m2)"), 1, sites,
           &FactRanges::floor_area_m2, &model::Sites::floor_area_m2, words);
}

void add_vacancy_ends(LayerTable& table, const model::Sites& sites, const Words& words) {
  add_ends(table, "vacancy", "", words("Kans op leegstand (0-1)", "Probability of vacancy (0-1)"), 3, sites,
           &FactRanges::vacancy_share, &model::Sites::vacancy_share, words);
}

void add_evidence(LayerTable& table, const model::Sites& sites, const Words& words) {
  table.add(
      "building_status", FieldType::text, words("Status van de panden", "Status of the buildings"),
      [&sites, words](std::size_t s) { return text(building_status_text(sites, s, words)); },
      words("Volgens de BAG. Gaat een pand weg of is het er nog niet, dan staat de vraag bij 'Nog uit te zoeken'.",
            "By the BAG. Where a building goes, or is not yet there, the question stands under 'Still to find out'."));
  table.add(
      "monument_at_most", FieldType::text, words("Monument, hoogstens", "Monument, at most"),
      [&sites](std::size_t s) { return text(model::name_of(sites.monument_at_most[s])); },
      words("Wat het kan blijken te zijn, voor zover de gelezen lijsten dat openlaten.",
            "What it may turn out to be, as far as the lists that were read leave it open."));
  table.add("vacancy_basis", FieldType::text, words("Leegstand berust op", "Vacancy rests on"),
            [&sites](std::size_t s) { return text(model::name_of(sites.vacancy_basis[s])); });
  table.add(
      "vacant_floor_area_m2", FieldType::real, words("Vloer die leeg genoemd wordt (m2)", "Floor named as vacant (m2)"),
      [&sites](std::size_t s) { return real(sites.vacant_floor_area_m2[s], 1); },
      words("Zonder de woningen, waar er ook andere eenheden zijn. Leeg: niets genoemd, of oppervlak onbekend.",
            "Without dwellings where there are other units. Empty: nothing named, or area unknown."));
  table.add(
      "doubtful_facts", FieldType::text, words("Feiten in twijfel", "Facts in doubt"),
      [&sites, words](std::size_t s) { return text(doubt_text(sites, s, words)); },
      words("De koppeling met het pand is onzeker: tussen deze grenzen liggen de feiten. Zie 'links_to_review'.",
            "The link to the building is in doubt: the facts lie between these bounds. See 'links_to_review'."));
}

std::vector<ValueMap> evidence_value_maps(const Words& words) {
  return {{"vacancy_basis",
           {{"unknown", words("niets: onbekend", "nothing: unknown")},
            {"whole", words("aanwijzing over het geheel", "evidence about the whole")},
            {"units", words("aanwijzing per eenheid", "evidence by unit")},
            {"base_rate", words("niet in het register: basiskans", "not in the register: base rate")}}}};
}

}  // namespace trek::publish::detail
