#include <memory>

#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::scenarios {
namespace {

using coverage::ModeCoverage;
using coverage::MunicipalityCoverage;
using coverage::ServiceSums;

/// One scenario, mode and municipality, before and after; the region where the municipality is invalid.
struct ScenarioRow {
  std::size_t scenario = 0;
  std::size_t mode = 0;
  model::MunicipalityIdx municipality;
  const MunicipalityCoverage* before = nullptr;
  const MunicipalityCoverage* after = nullptr;
  const ServiceSums* sums = nullptr;
};
using ScenarioRows = std::shared_ptr<const std::vector<ScenarioRow>>;

const MunicipalityCoverage* coverage_of(const std::vector<MunicipalityCoverage>& all, std::size_t municipality) {
  for (const MunicipalityCoverage& one : all) {
    if (one.municipality.valid() && one.municipality.value() == municipality) return &one;
  }
  return nullptr;
}

ScenarioRows rows_of(const Results& results) {
  std::vector<ScenarioRow> rows;
  for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
    const ScenarioResult& scenario = results.scenarios[s];
    if (!results.region_coverage || !scenario.region_coverage) continue;
    for (std::size_t m = 0; m < scenario.service.size(); ++m) {
      const coverage::ServiceChange& change = scenario.service[m];
      rows.push_back({s, m, {}, &*results.region_coverage, &*scenario.region_coverage, &change.region});
      for (std::size_t g = 0; g < change.by_municipality.size(); ++g) {
        rows.push_back({s, m, model::MunicipalityIdx{static_cast<std::uint32_t>(g)}, coverage_of(results.coverage, g),
                        coverage_of(scenario.coverage, g), &change.by_municipality[g]});
      }
    }
  }
  return std::make_shared<const std::vector<ScenarioRow>>(std::move(rows));
}

const ModeCoverage* mode_of(const MunicipalityCoverage* coverage, std::size_t mode) {
  return coverage != nullptr && mode < coverage->modes.size() ? &coverage->modes[mode] : nullptr;
}

void add_shares(LayerTable& table, const ScenarioRows& rows) {
  const auto add = [&](const std::string& name, const core::Phrase& title,
                       const MunicipalityCoverage* ScenarioRow::*state, std::optional<double> ModeCoverage::*part) {
    table.add(name, FieldType::real, title, [rows, state, part](std::size_t r) {
      const auto* const mode = mode_of((*rows)[r].*state, (*rows)[r].mode);
      return mode != nullptr ? real(mode->*part, 4) : Value{};
    });
  };
  add("served_share_before", {"Bediend, nu (aandeel 0-1)", "Served, today (share 0-1)"}, &ScenarioRow::before,
      &ModeCoverage::served_share);
  add("served_share", {"Bediend, in het scenario (aandeel 0-1)", "Served, in the scenario (share 0-1)"},
      &ScenarioRow::after, &ModeCoverage::served_share);
  add("target_served_share_before",
      {"20-40-jarigen bediend, nu (aandeel 0-1)", "People of 20-40 served, today (share 0-1)"}, &ScenarioRow::before,
      &ModeCoverage::target_served_share);
  add("target_served_share",
      {"20-40-jarigen bediend, in het scenario (aandeel 0-1)", "People of 20-40 served, in the scenario (share 0-1)"},
      &ScenarioRow::after, &ModeCoverage::target_served_share);
}

void add_sums(LayerTable& table, const ScenarioRows& rows) {
  const auto add = [&](const char* name, const core::Phrase& title, double ServiceSums::*part,
                       const core::Phrase& description = {}) {
    table.add(
        name, FieldType::real, title, [rows, part](std::size_t r) { return real((*rows)[r].sums->*part, 2); },
        description);
  };
  add("people_gained", {"Krijgen een plek binnen de norm (personen)", "Gain a place within the norm (people)"},
      &ServiceSums::gained);
  add("people_lost", {"Raken hun plek binnen de norm kwijt (personen)", "Lose their place within the norm (people)"},
      &ServiceSums::lost);
  add("target_gained", {"20-40-jarigen die er een krijgen (personen)", "People of 20-40 who gain one (people)"},
      &ServiceSums::target_gained, {"Som van wat bekend is.", "Sum of what is known."});
  add("target_lost", {"20-40-jarigen die hem kwijtraken (personen)", "People of 20-40 who lose theirs (people)"},
      &ServiceSums::target_lost, {"Som van wat bekend is.", "Sum of what is known."});
  add("people_unknown", {"Reistijd onbekend (personen)", "Travel time unknown (people)"}, &ServiceSums::unknown,
      {"Niet op het wegennet: in geen van de andere kolommen.", "Off the network: in none of the other columns."});
  const core::Phrase assumed{"Uit geplande woningen: een aanname, geen telling.",
                             "From planned dwellings: an assumption, not a count."};
  add("future_people", {"Toekomstige inwoners (personen)", "Future inhabitants (people)"}, &ServiceSums::new_people,
      assumed);
  add("future_served",
      {"Toekomstige inwoners met een plek binnen de norm (personen)",
       "Future inhabitants with a place within the norm (people)"},
      &ServiceSums::new_served, assumed);
  add("future_target", {"Toekomstige 20-40-jarigen (personen)", "Future people of 20-40 (people)"},
      &ServiceSums::new_target, assumed);
  add("future_target_served",
      {"Toekomstige 20-40-jarigen met een plek binnen de norm (personen)",
       "Future people of 20-40 with a place within the norm (people)"},
      &ServiceSums::new_target_served, assumed);
  add("future_unknown",
      {"Toekomstige inwoners met onbekende reistijd (personen)",
       "Future inhabitants with unknown travel time (people)"},
      &ServiceSums::new_unknown, assumed);
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto rows = rows_of(results);
  LayerTable table(
      words, "scenarios", GeometryType::none, {"Scenario's: wie er wint en verliest", "Scenarios: who gains and loses"},
      {"Per scenario, vervoerswijze en gemeente, en de regio als geheel: wie een plek binnen de norm heeft, "
       "krijgt of kwijtraakt. Wat een scenario niet noemt, is als nu.",
       "By scenario, mode and municipality, and the region as a whole: who has, gains or loses a place "
       "within the norm. What a scenario does not name is as today."});
  const auto scenario = [&results, rows](std::size_t r) -> const ScenarioResult& {
    return results.scenarios[(*rows)[r].scenario];
  };
  table.add("scenario_number", FieldType::integer, {"Nummer", "Number"},
            [rows](std::size_t r) { return Value{static_cast<std::int64_t>((*rows)[r].scenario + 1)}; });
  table.add("scenario", FieldType::text, {"Scenario", "Scenario"},
            [scenario, words](std::size_t r) { return text(words(scenario(r).name)); });
  table.add("changes", FieldType::text, {"Wat er anders is", "What is otherwise"},
            [scenario, words](std::size_t r) { return text(words(scenario(r).changes)); });
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"},
            [scenario, rows](std::size_t r) { return text(model::name_of(scenario(r).access[(*rows)[r].mode].mode)); });
  const auto norm = [&](const char* name, const core::Phrase& title, const MunicipalityCoverage* ScenarioRow::*state) {
    table.add(name, FieldType::integer, title, [rows, state](std::size_t r) {
      const auto* const mode = mode_of((*rows)[r].*state, (*rows)[r].mode);
      return mode != nullptr ? whole(mode->norm.count() / 600) : Value{};
    });
  };
  norm("norm_min_before", {"Norm, nu (min)", "Norm, today (min)"}, &ScenarioRow::before);
  norm("norm_min", {"Norm, in het scenario (min)", "Norm, in the scenario (min)"}, &ScenarioRow::after);
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&results, rows](std::size_t r) { return text(municipality_code(results, (*rows)[r].municipality)); },
            {"Leeg: de regio als geheel.", "Empty: the region as a whole."});
  table.add("municipality", FieldType::text, {"Gemeente", "Municipality"}, [&results, rows, words](std::size_t r) {
    const auto municipality = (*rows)[r].municipality;
    return municipality.valid() ? text(municipality_name(results, municipality))
                                : text(words("hele regio", "whole region"));
  });
  add_shares(table, rows);
  add_sums(table, rows);
  table.set_rows(rows->size());
  return {.order = 137, .table = std::move(table), .views = {{.group = Group::scenario}}};
}

}  // namespace trek::publish::detail::layers::scenarios
