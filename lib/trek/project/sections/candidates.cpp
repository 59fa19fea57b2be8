#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

void read_tolerances(config::TomlTable& table, resolve::CandidateRule& rule) {
  const auto read = [&](const config::Key& key, core::Meters& distance) {
    distance = core::Meters{table.number(key, distance.value(), 0.0, 1000.0)};
  };
  read({"exact_tolerance_m", "a point that is placed exactly joins a building within this distance"},
       rule.exact_tolerance);
  read({"approximate_tolerance_m", "the same for a point that is placed approximately"}, rule.approximate_tolerance);
  read({"vacancy_tolerance_m", "the same for a vacancy record with only a point"}, rule.vacancy_tolerance);
  read({"complex_gap_m", "buildings of one complex this near are one site"}, rule.complex_gap);
}

void read_candidates(config::TomlTable& table, Project& project) {
  resolve::CandidateRule& rule = project.candidates;
  rule.types =
      site_types(table, {"types", "types of building that count as candidates; default every type but unknown"});
  rule.smallest_area = core::SquareMeters{table.number({"smallest_area_m2", "known floor area below this is left out"},
                                                       rule.smallest_area.value(), 0.0, 1e7)};
  rule.vacancy_at_least =
      table.number({"vacancy_at_least", "only sites of which the vacancy is known to be this likely"},
                   rule.vacancy_at_least, 0.0, 1.0);
  rule.from_monuments = table.boolean(
      {"from_monuments", "true: monuments of a wanted type are candidates by themselves"}, rule.from_monuments);
  rule.from_vacancy = table.boolean(
      {"from_vacancy", "true: buildings with evidence of vacancy are candidates by themselves"}, rule.from_vacancy);
  read_tolerances(table, rule);
  project.decisions = path_beside(
      table, {"decisions", "CSV with your own decisions on links: source, record, decision, to, by, date, note"},
      project);
}

}  // namespace

Section candidates() {
  return {.key = {"candidates", "Which buildings are sites, and which records are one site."}, .read = read_candidates};
}

}  // namespace trek::project::detail::sections
