#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "trek/core/number_readings.hpp"
#include "trek/core/text.hpp"
#include "trek/core/yes_or_no.hpp"
#include "trek/reuse/profile.hpp"

namespace trek::reuse {
namespace {

using Answers = std::map<std::pair<std::string, std::string>, std::vector<const SiteAnswer*>>;

Answers by_site_and_rule(const std::vector<SiteAnswer>& answers) {
  Answers result;
  for (const SiteAnswer& answer : answers) result[{answer.site, answer.rule}].push_back(&answer);
  return result;
}

/// The number of "3,2 m", both ways in which it can be read.
core::Readings readings_of_answer(std::string_view text, std::string_view unit) {
  std::string_view number = core::trimmed(text);
  if (!unit.empty() && number.ends_with(unit)) number.remove_suffix(unit.size());
  return core::readings_of(core::trimmed(number));
}

Verdict verdict_of_number(double value, const VetoRule& rule) noexcept {
  return value >= rule.threshold ? Verdict::pass : Verdict::fail;
}

/// With a threshold "yes" says that it is met; without one "yes" is the reason to rule the site out.
Verdict verdict_of(const std::string& value, const VetoRule& rule) {
  const bool asks_a_number = rule.threshold > 0.0;
  if (asks_a_number) {
    const auto readings = readings_of_answer(value, rule.unit);
    if (readings.differ()) return Verdict::unknown;  // refused where answers are read
    if (!readings.none()) return verdict_of_number(*readings.preferring(core::DecimalMark::point), rule);
  }
  const auto yes = core::find_yes_or_no(value);
  if (!yes) return Verdict::unknown;
  return *yes == asks_a_number ? Verdict::pass : Verdict::fail;
}

/// "no (letter, 2026-01-01)"
std::string found_text(const KnownAnswer& answer) {
  if (answer.is_fact) {
    if (answer.rule == "demolished") return answer.value.en;
    return answer.source.empty() ? answer.value.en : fmt::format("{} ({})", answer.value.en, answer.source);
  }
  if (answer.source.empty() && answer.date.empty()) return answer.value.en;
  const char* const comma = answer.source.empty() || answer.date.empty() ? "" : ", ";
  return fmt::format("{} ({}{}{})", answer.value.en, answer.source, comma, answer.date);
}

const model::FactRanges& ranges_of(const model::Sites& sites, std::size_t row) {
  static const model::FactRanges kCertain;
  return row < sites.ranges.size() ? sites.ranges[row] : kCertain;
}

/// "950 m2", "950 m2 (80 to 1200)", "950 m2 (80 or more)".
core::Phrase area_text(double area_m2, const model::Range& range) {
  if (range.low == range.high) return fmt::format("{:.0f} m2", area_m2);
  if (std::isinf(range.high)) {
    return {fmt::format("{:.0f} m2 ({:.0f} of meer)", area_m2, range.low),
            fmt::format("{:.0f} m2 ({:.0f} or more)", area_m2, range.low)};
  }
  return {fmt::format("{:.0f} m2 ({:.0f} tot {:.0f})", area_m2, range.low, range.high),
          fmt::format("{:.0f} m2 ({:.0f} to {:.0f})", area_m2, range.low, range.high)};
}

KnownAnswer fact_of(const VetoRule& rule, Verdict verdict, core::Phrase value, std::string source) {
  return {rule.id, verdict, std::move(value), std::move(source), "", true, false};
}

/// An area that may lie on either side of the threshold settles nothing.
std::optional<KnownAnswer> from_floor_area(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  if (row >= sites.floor_area_m2.size()) return std::nullopt;
  const auto area = sites.floor_area_m2[row];
  if (!area) return std::nullopt;
  const model::Range range = ranges_of(sites, row).floor_area_m2.value_or(model::Range{*area, *area});
  const Verdict at_least = verdict_of_number(range.low, rule);
  const Verdict verdict = at_least == verdict_of_number(range.high, rule) ? at_least : Verdict::unknown;
  return fact_of(rule, verdict, area_text(*area, range), sites.floor_area_basis[row]);
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

/// A building that goes, or is not yet there, is neither a pass nor a fail.
std::optional<KnownAnswer> from_buildings(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  if (row >= sites.standing.size() || !sites.standing[row]) return std::nullopt;
  if (!*sites.standing[row]) return fact_of(rule, Verdict::fail, "demolished", "BAG");
  for (const StatusQuestion& question : kStatusQuestions) {
    if (!has_status(sites, row, question.status)) continue;
    KnownAnswer asked = fact_of(rule, Verdict::unknown, std::string{model::name_of(question.status)}, "BAG");
    const auto with_status = [&](const char* text, model::Language language) {
      return fmt::format("{} (BAG: {})", text, model::label_of(question.status, language));
    };
    asked.question_nl = with_status(question.nl, model::Language::nl);
    asked.question_en = with_status(question.en, model::Language::en);
    return asked;
  }
  return fact_of(rule, Verdict::pass, "standing", "BAG");
}

/// What the site's own layers say of a rule.
std::optional<KnownAnswer> find_fact(const model::Sites& sites, std::size_t row, const VetoRule& rule) {
  if (rule.id == "floor_area") return from_floor_area(sites, row, rule);
  if (rule.id == "demolished") return from_buildings(sites, row, rule);
  return std::nullopt;
}

/// All that is known of a rule, what decides first: a fact that settles it; else the newest answer, of one date a fail
/// before a pass, so that the order of the file does not decide. A fact that settles nothing comes last.
std::vector<KnownAnswer> known_answers(const model::Sites& sites, std::size_t row, const VetoRule& rule,
                                       const Answers& answers) {
  std::vector<KnownAnswer> known;
  if (const auto given = answers.find({sites.key[row], rule.id}); given != answers.end()) {
    for (const SiteAnswer* const answer : given->second) {
      const Verdict verdict = verdict_of(answer->value, rule);
      if (verdict != Verdict::unknown)
        known.push_back({rule.id, verdict, answer->value, answer->source, answer->date, false, false});
    }
  }
  std::sort(known.begin(), known.end(), [](const KnownAnswer& a, const KnownAnswer& b) {
    return std::make_tuple(b.date, a.verdict == Verdict::pass, found_text(a)) <
           std::make_tuple(a.date, b.verdict == Verdict::pass, found_text(b));
  });
  if (auto fact = find_fact(sites, row, rule)) {
    known.insert(fact->verdict == Verdict::unknown ? known.end() : known.begin(), std::move(*fact));
  }
  if (!known.empty()) known.front().decides = known.front().verdict != Verdict::unknown;
  return known;
}

VetoOutcome outcome(const VetoRule& rule, const std::vector<KnownAnswer>& known) {
  if (known.empty()) return {rule.id, Verdict::unknown, {}};
  const KnownAnswer& first = known.front();
  return {rule.id, first.verdict, found_text(first), first.question_nl, first.question_en};
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
    for (const VetoRule& rule : profile.vetoes) {
      auto known = known_answers(sites, row, rule, given);
      result[row].vetoes.push_back(outcome(rule, known));
      std::move(known.begin(), known.end(), std::back_inserter(result[row].answers));
    }
    result[row].verdict = together(result[row].vetoes);
    result[row].completeness_share = completeness_share(sites, row, result[row].vetoes);
  }
  return result;
}

namespace {

core::Phrase where_of(const SiteAnswer& answer) {
  if (answer.line == 0) return answer.site;
  return {fmt::format("regel {}: {}", answer.line, answer.site), fmt::format("line {}: {}", answer.line, answer.site)};
}

core::Finding refused(const SiteAnswer& answer, const char* rule, std::string value, std::string remedy) {
  return {core::Severity::rejected,
          answer.file.empty() ? "answers" : answer.file,
          where_of(answer),
          rule,
          std::move(value),
          std::move(remedy),
          {}};
}

/// Sites by key and by folded name.
class SiteNames {
 public:
  explicit SiteNames(const model::Sites& sites) : keys_{sites.key.begin(), sites.key.end()} {
    for (std::size_t row = 0; row < sites.name.size(); ++row)
      by_name_[core::folded(sites.name[row])].push_back(sites.key[row]);
    words_ = sites.key;
    words_.insert(words_.end(), sites.name.begin(), sites.name.end());
  }
  /// Keys that may be meant; one is the site.
  [[nodiscard]] std::vector<std::string> find(const std::string& site) const {
    if (keys_.contains(site)) return {site};
    const auto named = by_name_.find(core::folded(site));
    return named == by_name_.end() ? std::vector<std::string>{} : named->second;
  }
  [[nodiscard]] std::string nearest(const std::string& site) const { return core::did_you_mean(site, words_); }

 private:
  std::set<std::string> keys_;
  std::map<std::string, std::vector<std::string>> by_name_;
  std::vector<std::string> words_;
};

std::string remedy_for(const core::Readings& readings) {
  const std::string whole = core::one_way_text(std::max(*readings.point, *readings.comma));
  const std::string part = core::one_way_text(std::min(*readings.point, *readings.comma));
  return fmt::format("it can be read as {0} and as {1}; write {0}, or {1}", whole, part);
}

std::optional<core::Finding> fault_of(const SiteAnswer& answer, const Profile& profile, const SiteNames& names,
                                      const std::vector<std::string>& keys) {
  if (keys.empty())
    return refused(answer, "unknown_site", answer.site,
                   "expected the key or the name of a site of this run" + names.nearest(answer.site));
  if (keys.size() > 1)
    return refused(answer, "answer_of_several", answer.site,
                   fmt::format("several sites have this name; give one of the keys {}", fmt::join(keys, ", ")));
  std::vector<std::string> ids;
  for (const VetoRule& rule : profile.vetoes) ids.push_back(rule.id);
  const auto rule = std::find(ids.begin(), ids.end(), answer.rule);
  if (rule == ids.end())
    return refused(answer, "unknown_rule", answer.rule,
                   fmt::format("expected one of {}{}", fmt::join(ids, ", "), core::did_you_mean(answer.rule, ids)));
  const VetoRule& asked = profile.vetoes[static_cast<std::size_t>(rule - ids.begin())];
  if (verdict_of(answer.value, asked) != Verdict::unknown) return std::nullopt;
  if (!(asked.threshold > 0.0)) return refused(answer, "unreadable_answer", answer.value, "expected yes or no");
  const auto readings = readings_of_answer(answer.value, asked.unit);
  if (readings.differ()) return refused(answer, "answer_of_two_numbers", answer.value, remedy_for(readings));
  return refused(answer, "unreadable_answer", answer.value,
                 fmt::format("expected yes, no, or a number in {}", asked.unit));
}

core::Finding outweighed(const SiteAnswer& answer, const KnownAnswer& by) {
  const std::string remedy =
      by.is_fact ? fmt::format(
                       "the layers say {} of rule {}, which goes before an answer; if they are wrong, correct "
                       "them, else remove the line",
                       found_text(by), answer.rule)
                 : fmt::format(
                       "another answer to rule {} goes before it: {}; the newest counts, of one date the one "
                       "that rules out; remove the line that does not hold",
                       answer.rule, found_text(by));
  core::Finding finding = refused(answer, "answer_outweighed", answer.value, remedy);
  finding.severity = core::Severity::note;
  return finding;
}

bool is_same(const KnownAnswer& known, const SiteAnswer& answer) {
  return !known.is_fact && known.value == answer.value && known.source == answer.source && known.date == answer.date;
}

/// Which answers to one rule of a site decide, say the same as what does, or are outweighed.
void weigh(const VetoRule& rule, const KnownAnswer& deciding, const std::vector<const SiteAnswer*>& answers,
           UsableAnswers& usable) {
  bool is_used = false;
  for (const SiteAnswer* const answer : answers) {
    core::Books& books = usable.books[answer->file];
    if (!is_used && is_same(deciding, *answer)) {
      is_used = true;
      ++books.used_count;
    } else if (verdict_of(answer->value, rule) == deciding.verdict) {
      ++books.joined_count;
    } else {
      ++books.left_out_count;
      usable.report.add(outweighed(*answer, deciding));
    }
  }
}

void weigh_all(const model::Sites& sites, const Profile& profile, UsableAnswers& usable) {
  const Answers given = by_site_and_rule(usable.answers);
  for (std::size_t row = 0; row < sites.size(); ++row) {
    for (const VetoRule& rule : profile.vetoes) {
      const auto answers = given.find({sites.key[row], rule.id});
      if (answers == given.end()) continue;
      weigh(rule, known_answers(sites, row, rule, given).front(), answers->second, usable);
    }
  }
}

}  // namespace

UsableAnswers usable_answers(const model::Sites& sites, const Profile& profile,
                             const std::vector<SiteAnswer>& answers) {
  const SiteNames names{sites};
  UsableAnswers result;
  for (const SiteAnswer& answer : answers) {
    const auto keys = names.find(answer.site);
    core::Books& books = result.books[answer.file];
    ++books.read_count;
    if (auto fault = fault_of(answer, profile, names, keys)) {
      ++books.rejected_count;
      result.report.add(std::move(*fault));
      continue;
    }
    result.answers.push_back(answer);
    result.answers.back().site = keys.front();
  }
  weigh_all(sites, profile, result);
  return result;
}

}  // namespace trek::reuse
