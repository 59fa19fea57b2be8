#include <fmt/format.h>

#include <algorithm>
#include <array>
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

std::optional<VetoOutcome> from_floor_area(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  const auto area = sites.floor_area_m2[row];
  if (!area) return std::nullopt;
  const std::string& basis = sites.floor_area_basis[row];
  return VetoOutcome{rule.id, verdict_of_number(*area, rule),
                     basis.empty() ? fmt::format("{:.0f} m2", *area) : fmt::format("{:.0f} m2 ({})", *area, basis)};
}

std::optional<VetoOutcome> from_buildings(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  if (row >= sites.standing.size() || !sites.standing[row]) return std::nullopt;
  if (*sites.standing[row]) return VetoOutcome{rule.id, Verdict::pass, "BAG: standing"};
  return VetoOutcome{rule.id, Verdict::fail, "BAG: demolished or never built"};
}

/// What the site's own layers say of a rule.
std::optional<VetoOutcome> find_fact(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  if (rule.id == "floor_area") return from_floor_area(sites, row, rule);
  if (rule.id == "demolished") return from_buildings(sites, row, rule);
  return std::nullopt;
}

VetoOutcome outcome(const model::Sites& sites, std::size_t row, const VetoRule& rule, const Answers& answers) {
  if (auto fact = find_fact(sites, row, rule)) return *fact;
  const auto found = answers.find({sites.key[row], rule.id});
  if (found == answers.end()) return {rule.id, Verdict::unknown, {}};
  return from_answers(rule, found->second);
}

Verdict together(const std::vector<VetoOutcome>& outcomes) noexcept {
  const auto any = [&](Verdict verdict) {
    return std::any_of(outcomes.begin(), outcomes.end(), [&](const VetoOutcome& o) { return o.verdict == verdict; });
  };
  if (any(Verdict::fail)) return Verdict::fail;
  return any(Verdict::unknown) ? Verdict::unknown : Verdict::pass;
}

std::array<bool, 6> known_facts(const model::Sites& sites, std::size_t row) {
  return {sites.floor_area_m2[row].has_value(),
          sites.built_year[row].has_value(),
          sites.monument_kind[row] != model::MonumentKind::unknown,
          !sites.original_function[row].empty(),
          sites.vacancy_share[row].has_value(),
          sites.in_townscape[row].has_value()};
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
