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
#include "trek/profile/assessment.hpp"
#include "trek/profile/detail/site_columns.hpp"

namespace trek::profile {
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

Verdict fails_if(bool fails) noexcept { return fails ? Verdict::fail : Verdict::pass; }

Verdict verdict_of_number(double number, double at_least) noexcept { return fails_if(number < at_least); }

Verdict verdict_of_column(double value, const Veto& veto) noexcept {
  if (veto.at_least) return verdict_of_number(value, *veto.at_least);
  return fails_if((value > 0.0) == veto.column_fails_when.value_or(veto.fails_when == true));
}

/// To a question for a number, "yes" says that the threshold is met.
Verdict verdict_of(const std::string& value, const Veto& veto) {
  if (veto.at_least) {
    const auto readings = readings_of_answer(value, veto.unit);
    if (readings.differ()) return Verdict::unknown;  // refused where answers are read
    if (!readings.none()) return verdict_of_number(*readings.preferring(core::DecimalMark::point), *veto.at_least);
  }
  const auto yes = core::find_yes_or_no(value);
  if (!yes) return Verdict::unknown;
  return fails_if(*yes == veto.fails_when.value_or(false));
}

/// "no (letter, 2026-01-01)"
std::string found_text(const KnownAnswer& answer) {
  if (answer.source.empty() && answer.date.empty()) return answer.value.en;
  const char* const comma = answer.source.empty() || answer.date.empty() ? "" : ", ";
  return fmt::format("{} ({}{}{})", answer.value.en, answer.source, comma, answer.date);
}

/// What a column of the site says, where the veto names one. A number that may lie on either side of the threshold, and
/// a building that goes or is not yet there, settle nothing.
std::optional<KnownAnswer> find_fact(const model::Sites& sites, std::size_t row, const Veto& veto) {
  const detail::SiteColumn* const column = detail::find_site_column(veto.column);
  auto fact = column == nullptr ? std::nullopt : column->of(sites, row, veto.unit);
  if (!fact) return std::nullopt;
  const Verdict at_low = verdict_of_column(fact->between.low, veto);
  const Verdict verdict = at_low == verdict_of_column(fact->between.high, veto) ? at_low : Verdict::unknown;
  return KnownAnswer{veto.id, verdict, std::move(fact->value),   std::move(fact->source), "",
                     true,    false,   std::move(fact->question)};
}

/// All that is known of a rule, what decides first: a fact that settles it; else the newest answer, of one date a fail
/// before a pass, so that the order of the file does not decide. A fact that settles nothing comes last.
std::vector<KnownAnswer> known_answers(const model::Sites& sites, std::size_t row, const Veto& veto,
                                       const Answers& answers) {
  std::vector<KnownAnswer> known;
  if (const auto given = answers.find({sites.key[row], veto.id}); given != answers.end()) {
    for (const SiteAnswer* const answer : given->second) {
      const Verdict verdict = verdict_of(answer->value, veto);
      if (verdict != Verdict::unknown)
        known.push_back({veto.id, verdict, answer->value, answer->source, answer->date, false, false});
    }
  }
  std::sort(known.begin(), known.end(), [](const KnownAnswer& a, const KnownAnswer& b) {
    return std::make_tuple(b.date, a.verdict == Verdict::pass, found_text(a)) <
           std::make_tuple(a.date, b.verdict == Verdict::pass, found_text(b));
  });
  if (auto fact = find_fact(sites, row, veto)) {
    known.insert(fact->verdict == Verdict::unknown ? known.end() : known.begin(), std::move(*fact));
  }
  if (!known.empty()) known.front().decides = known.front().verdict != Verdict::unknown;
  return known;
}

VetoOutcome outcome(const Veto& veto, const std::vector<KnownAnswer>& known) {
  if (known.empty()) return {veto.id, Verdict::unknown, veto.question};
  const KnownAnswer& first = known.front();
  return {veto.id, first.verdict, first.question.empty() ? veto.question : first.question};
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

std::string_view name_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

std::vector<Assessment> assess(const model::Sites& sites, const Profile& profile,
                               const std::vector<SiteAnswer>& answers) {
  const Answers given = by_site_and_rule(answers);
  std::vector<Assessment> result(sites.size());
  for (std::size_t row = 0; row < sites.size(); ++row) {
    for (const Veto& veto : profile.vetoes) {
      auto known = known_answers(sites, row, veto, given);
      result[row].vetoes.push_back(outcome(veto, known));
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
  const auto asked = std::ranges::find(profile.vetoes, answer.rule, &Veto::id);
  if (asked == profile.vetoes.end()) {
    std::vector<std::string> ids;
    for (const Veto& veto : profile.vetoes) ids.push_back(veto.id);
    return refused(answer, "unknown_rule", answer.rule,
                   fmt::format("expected one of {}{}", fmt::join(ids, ", "), core::did_you_mean(answer.rule, ids)));
  }
  if (verdict_of(answer.value, *asked) != Verdict::unknown) return std::nullopt;
  if (!asked->at_least) return refused(answer, "unreadable_answer", answer.value, "expected yes or no");
  const auto readings = readings_of_answer(answer.value, asked->unit);
  if (readings.differ()) return refused(answer, "answer_of_two_numbers", answer.value, remedy_for(readings));
  return refused(answer, "unreadable_answer", answer.value,
                 fmt::format("expected yes, no, or a number in {}", asked->unit));
}

/// Rows of a file that ask and do not answer: one note for all of them.
core::Finding still_open(const std::string& file, std::uint64_t count) {
  return {core::Severity::note,
          file,
          {fmt::format("{} regels", count), fmt::format("{} rows", count)},
          "question_open",
          std::to_string(count),
          "they name a site and a rule, and no value; fill in what is found out",
          {}};
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
void weigh(const Veto& veto, const KnownAnswer& deciding, const std::vector<const SiteAnswer*>& answers,
           UsableAnswers& usable) {
  bool is_used = false;
  for (const SiteAnswer* const answer : answers) {
    core::Books& books = usable.books[answer->file];
    if (!is_used && is_same(deciding, *answer)) {
      is_used = true;
      ++books.used_count;
    } else if (verdict_of(answer->value, veto) == deciding.verdict) {
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
    for (const Veto& veto : profile.vetoes) {
      const auto answers = given.find({sites.key[row], veto.id});
      if (answers == given.end()) continue;
      weigh(veto, known_answers(sites, row, veto, given).front(), answers->second, usable);
    }
  }
}

}  // namespace

UsableAnswers usable_answers(const model::Sites& sites, const Profile& profile,
                             const std::vector<SiteAnswer>& answers) {
  const SiteNames names{sites};
  UsableAnswers result;
  std::map<std::string, std::uint64_t> open_count;  // by file
  for (const SiteAnswer& answer : answers) {
    core::Books& books = result.books[answer.file];
    ++books.read_count;
    if (answer.value.empty()) {
      ++books.left_out_count;
      ++open_count[answer.file];
      continue;
    }
    const auto keys = names.find(answer.site);
    if (auto fault = fault_of(answer, profile, names, keys)) {
      ++books.rejected_count;
      result.report.add(std::move(*fault));
      continue;
    }
    result.answers.push_back(answer);
    result.answers.back().site = keys.front();
  }
  for (const auto& [file, count] : open_count) result.report.add(still_open(file.empty() ? "answers" : file, count));
  weigh_all(sites, profile, result);
  return result;
}

}  // namespace trek::profile
