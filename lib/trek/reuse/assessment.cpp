#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/reuse/profile.hpp"

namespace trek::reuse {
namespace {

using Answers = std::map<std::pair<std::string, std::string>, std::vector<const SiteAnswer*>>;

Answers by_site_and_rule(const std::vector<SiteAnswer>& answers) {
  Answers result;
  for (const SiteAnswer& answer : answers) result[{answer.site, answer.rule}].push_back(&answer);
  return result;
}

/// "yes" and "no", also in Dutch.
std::optional<bool> find_yes_or_no(std::string_view text) {
  const std::string word = core::folded(text);
  for (const char* yes : {"yes", "ja", "y", "j", "true", "waar"}) {
    if (word == yes) return true;
  }
  for (const char* no : {"no", "nee", "n", "false", "onwaar"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

/// The number of "3,2 m".
std::optional<double> find_number(std::string_view text, std::string_view unit) {
  std::string_view number = core::trimmed(text);
  if (!unit.empty() && number.ends_with(unit)) number.remove_suffix(unit.size());
  return core::parsed_number(number);
}

Verdict verdict_of_number(double value, const VetoRule& rule) noexcept {
  return value >= rule.threshold ? Verdict::pass : Verdict::fail;
}

/// With a threshold "yes" says that it is met; without one "yes" is the reason to rule the site out.
Verdict verdict_of(const std::string& value, const VetoRule& rule) {
  const bool asks_a_number = rule.threshold > 0.0;
  if (asks_a_number) {
    if (const auto number = find_number(value, rule.unit)) return verdict_of_number(*number, rule);
  }
  const auto yes = find_yes_or_no(value);
  if (!yes) return Verdict::unknown;
  return *yes == asks_a_number ? Verdict::pass : Verdict::fail;
}

std::string provenance(const SiteAnswer& answer) {
  if (answer.source.empty() && answer.date.empty()) return answer.value;
  const char* const comma = answer.source.empty() || answer.date.empty() ? "" : ", ";
  return fmt::format("{} ({}{}{})", answer.value, answer.source, comma, answer.date);
}

VetoOutcome from_answers(const VetoRule& rule, const std::vector<const SiteAnswer*>& answers) {
  // Newest first; of one date a fail before a pass, so that the order of the file does not decide.
  const auto order = [](Verdict verdict) { return verdict == Verdict::fail ? 1 : 0; };
  VetoOutcome best{rule.id, Verdict::unknown, {}};
  std::pair<std::string, int> best_rank;
  for (const SiteAnswer* const answer : answers) {
    const Verdict verdict = verdict_of(answer->value, rule);
    if (verdict == Verdict::unknown) continue;
    const std::pair<std::string, int> rank{answer->date, order(verdict)};
    const std::string found = provenance(*answer);
    const bool first = best.verdict == Verdict::unknown;
    if (!first && (rank < best_rank || (rank == best_rank && found >= best.found))) continue;
    best = {rule.id, verdict, found};
    best_rank = rank;
  }
  return best;
}

const model::FactRanges& ranges_of(const model::Sites& sites, std::size_t row) {
  static const model::FactRanges kCertain;
  return row < sites.ranges.size() ? sites.ranges[row] : kCertain;
}

/// "950 m2", "950 m2 (80 to 1200)", "950 m2 (80 or more)".
std::string area_text(double area_m2, const model::Range& range) {
  if (range.low == range.high) return fmt::format("{:.0f} m2", area_m2);
  if (std::isinf(range.high)) return fmt::format("{:.0f} m2 ({:.0f} or more)", area_m2, range.low);
  return fmt::format("{:.0f} m2 ({:.0f} to {:.0f})", area_m2, range.low, range.high);
}

/// An area that may lie on either side of the threshold settles nothing.
std::optional<VetoOutcome> from_floor_area(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  const auto area = sites.floor_area_m2[row];
  if (!area) return std::nullopt;
  const model::Range range = ranges_of(sites, row).floor_area_m2.value_or(model::Range{*area, *area});
  const Verdict at_least = verdict_of_number(range.low, rule);
  const Verdict verdict = at_least == verdict_of_number(range.high, rule) ? at_least : Verdict::unknown;
  const std::string& basis = sites.floor_area_basis[row];
  const std::string found = area_text(*area, range);
  return VetoOutcome{rule.id, verdict, basis.empty() ? found : fmt::format("{} ({})", found, basis)};
}

/// What is to be asked of a building in such a state; empty: nothing, it is there.
struct StatusQuestion {
  model::BuildingStatus status;
  const char* nl;
  const char* en;
};
constexpr std::array kStatusQuestions{
    StatusQuestion{model::BuildingStatus::demolition_permit, "Blijft het gebouw staan?", "Does the building stay?"},
    StatusQuestion{model::BuildingStatus::planned, "Komt het gebouw er, en wanneer?",
                   "Will the building be there, and when?"},
    StatusQuestion{model::BuildingStatus::under_construction, "Wanneer is het gebouw klaar, en waarvoor is het?",
                   "When will the building be ready, and what is it for?"},
    StatusQuestion{model::BuildingStatus::rebuilding, "Waarvoor wordt het gebouw verbouwd?",
                   "What is the building being rebuilt for?"},
    StatusQuestion{model::BuildingStatus::unknown, "Staat het gebouw er nog?", "Does the building still stand?"},
};

bool has_status(const model::Sites& sites, std::size_t row, model::BuildingStatus status) {
  if (row >= sites.building_status.size()) return false;
  const auto all = sites.building_status[row];
  return std::find(all.begin(), all.end(), status) != all.end();
}

VetoOutcome asked(const VetoRule& rule, const StatusQuestion& question) {
  const auto with_status = [&](const char* text, model::Language language) {
    return fmt::format("{} (BAG: {})", text, model::label_of(question.status, language));
  };
  return {rule.id, Verdict::unknown, fmt::format("BAG: {}", model::name_of(question.status)),
          with_status(question.nl, model::Language::nl), with_status(question.en, model::Language::en)};
}

/// A building that goes, or is not yet there, is neither a pass nor a fail.
std::optional<VetoOutcome> from_buildings(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  if (row >= sites.standing.size() || !sites.standing[row]) return std::nullopt;
  if (!*sites.standing[row]) return VetoOutcome{rule.id, Verdict::fail, "BAG: demolished or never built"};
  for (const StatusQuestion& question : kStatusQuestions) {
    if (has_status(sites, row, question.status)) return asked(rule, question);
  }
  return VetoOutcome{rule.id, Verdict::pass, "BAG: standing"};
}

/// What the site's own layers say of a rule.
std::optional<VetoOutcome> find_fact(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  if (rule.id == "floor_area") return from_floor_area(sites, row, rule);
  if (rule.id == "demolished") return from_buildings(sites, row, rule);
  return std::nullopt;
}

VetoOutcome outcome(const model::Sites& sites, std::size_t row, const VetoRule& rule, const Answers& answers) {
  const auto fact = find_fact(sites, row, rule);
  if (fact && fact->verdict != Verdict::unknown) return *fact;
  const auto found = answers.find({sites.key[row], rule.id});
  VetoOutcome answered =
      found == answers.end() ? VetoOutcome{rule.id, Verdict::unknown, {}} : from_answers(rule, found->second);
  return fact && answered.verdict == Verdict::unknown ? *fact : answered;
}

Verdict together(const std::vector<VetoOutcome>& outcomes) noexcept {
  const auto any = [&](Verdict verdict) {
    return std::any_of(outcomes.begin(), outcomes.end(), [&](const VetoOutcome& o) { return o.verdict == verdict; });
  };
  if (any(Verdict::fail)) return Verdict::fail;
  return any(Verdict::unknown) ? Verdict::unknown : Verdict::pass;
}

/// Not what a register leaves open.
bool has_evidence_of_vacancy(const model::Sites& sites, std::size_t row) {
  const bool is_base_rate =
      row < sites.vacancy_basis.size() && sites.vacancy_basis[row] == model::VacancyBasis::base_rate;
  return sites.vacancy_share[row].has_value() && !is_base_rate;
}

bool knows_monument_kind(const model::Sites& sites, std::size_t row) {
  const bool is_open = row < sites.monument_at_most.size() && sites.monument_at_most[row] != sites.monument_kind[row];
  return sites.monument_kind[row] != model::MonumentKind::unknown && !is_open;
}

std::array<bool, 6> known_facts(const model::Sites& sites, std::size_t row) {
  return {sites.floor_area_m2[row].has_value(), sites.built_year[row].has_value(),
          knows_monument_kind(sites, row),      !sites.original_function[row].empty(),
          has_evidence_of_vacancy(sites, row),  sites.in_townscape[row].has_value()};
}

double completeness_share(const model::Sites& sites, std::size_t row, const std::vector<VetoOutcome>& outcomes) {
  const auto facts = known_facts(sites, row);
  const auto answered = std::count_if(outcomes.begin(), outcomes.end(),
                                      [](const VetoOutcome& o) { return o.verdict != Verdict::unknown; });
  const auto known = std::count(facts.begin(), facts.end(), true);
  return static_cast<double>(answered + known) / static_cast<double>(outcomes.size() + facts.size());
}

}  // namespace

std::vector<ReuseAssessment> assess(const model::Sites& sites, const Profile& profile,
                                    const std::vector<SiteAnswer>& answers) {
  const Answers given = by_site_and_rule(answers);
  std::vector<ReuseAssessment> result(sites.size());
  for (std::size_t row = 0; row < sites.size(); ++row) {
    for (const VetoRule& rule : profile.vetoes) result[row].vetoes.push_back(outcome(sites, row, rule, given));
    result[row].verdict = together(result[row].vetoes);
    result[row].completeness_share = completeness_share(sites, row, result[row].vetoes);
  }
  return result;
}

core::Report unusable_answers(const model::Sites& sites, const Profile& profile,
                              const std::vector<SiteAnswer>& answers) {
  const std::set<std::string> keys(sites.key.begin(), sites.key.end());
  core::Report report;
  for (const SiteAnswer& answer : answers) {
    const auto add = [&](const char* rule, const std::string& value, const char* remedy) {
      report.add({core::Severity::rejected,
                  answer.source.empty() ? "answers" : answer.source,
                  answer.site,
                  rule,
                  value,
                  remedy,
                  {}});
    };
    const auto rule = std::find_if(profile.vetoes.begin(), profile.vetoes.end(),
                                   [&](const VetoRule& veto) { return veto.id == answer.rule; });
    if (!keys.contains(answer.site)) {
      add("unknown_site", answer.site, "expected the key of a site of this run");
    } else if (rule == profile.vetoes.end()) {
      add("unknown_rule", answer.rule, "expected the id of a veto rule of the profile");
    } else if (verdict_of(answer.value, *rule) == Verdict::unknown) {
      add("unreadable_answer", answer.value, "expected yes, no, or a number where the rule has a threshold");
    }
  }
  return report;
}

}  // namespace trek::reuse
