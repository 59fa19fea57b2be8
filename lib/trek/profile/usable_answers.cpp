#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/profile/assessment.hpp"
#include "trek/profile/detail/weighing.hpp"

namespace trek::profile {
namespace {

using detail::Answers;

/// What profiles ask, each rule as the first of them has it.
class AskedRules {
 public:
  explicit AskedRules(std::span<const Profile> profiles) {
    for (const Profile& profile : profiles) {
      for (const Veto& veto : profile.vetoes) add(veto, vetoes_);
      for (const ReuseCriterion& criterion : profile.criteria) {
        if (criterion.measure.empty()) add(criterion, criteria_);
      }
    }
  }
  [[nodiscard]] const Veto* find_veto(const std::string& id) const { return find(id, vetoes_); }
  [[nodiscard]] const ReuseCriterion* find_criterion(const std::string& id) const { return find(id, criteria_); }
  [[nodiscard]] const std::vector<std::string>& ids() const noexcept { return ids_; }

 private:
  template <class Rule>
  using ById = std::map<std::string, const Rule*, std::less<>>;
  template <class Rule>
  void add(const Rule& rule, ById<Rule>& rules) {
    if (rules.emplace(rule.id, &rule).second) ids_.push_back(rule.id);
  }
  template <class Rule>
  static const Rule* find(const std::string& id, const ById<Rule>& rules) {
    const auto found = rules.find(id);
    return found == rules.end() ? nullptr : found->second;
  }

  ById<Veto> vetoes_;
  ById<ReuseCriterion> criteria_;
  std::vector<std::string> ids_;
};

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

/// Why a number, in `unit`, cannot be read; `otherwise` says what else was expected.
core::Finding number_fault(const SiteAnswer& answer, const std::string& unit, std::string_view otherwise) {
  const auto readings = detail::readings_of_answer(answer.value, unit);
  if (readings.differ()) return refused(answer, "answer_of_two_numbers", answer.value, remedy_for(readings));
  const std::string in_unit = unit.empty() ? std::string{} : fmt::format(" in {}", unit);
  return refused(answer, "unreadable_answer", answer.value, fmt::format("expected {}a number{}", otherwise, in_unit));
}

std::optional<core::Finding> fault_of(const SiteAnswer& answer, const Veto& asked) {
  if (detail::verdict_of(answer.value, asked) != Verdict::unknown) return std::nullopt;
  if (!asked.at_least) return refused(answer, "unreadable_answer", answer.value, "expected yes or no");
  return number_fault(answer, asked.unit, "yes, no, or ");
}

std::optional<core::Finding> fault_of(const SiteAnswer& answer, const ReuseCriterion& asked) {
  if (detail::find_criterion_answer(answer.value, asked)) return std::nullopt;
  if (asked.value) return number_fault(answer, asked.unit, "");
  std::vector<std::string> words;
  for (const auto& [code, value] : asked.values) {
    words.push_back(code);
    if (const auto dutch = asked.words_nl.find(code); dutch != asked.words_nl.end()) words.push_back(dutch->second);
  }
  return refused(answer, "unreadable_answer", answer.value,
                 fmt::format("expected one of {}{}", fmt::join(words, ", "), core::did_you_mean(answer.value, words)));
}

std::optional<core::Finding> fault_of(const SiteAnswer& answer, const AskedRules& rules, const SiteNames& names,
                                      const std::vector<std::string>& keys) {
  if (keys.empty())
    return refused(answer, "unknown_site", answer.site,
                   "expected the key or the name of a site of this run" + names.nearest(answer.site));
  if (keys.size() > 1)
    return refused(answer, "answer_of_several", answer.site,
                   fmt::format("several sites have this name; give one of the keys {}", fmt::join(keys, ", ")));
  if (const Veto* const veto = rules.find_veto(answer.rule)) return fault_of(answer, *veto);
  if (const ReuseCriterion* const criterion = rules.find_criterion(answer.rule)) return fault_of(answer, *criterion);
  return refused(
      answer, "unknown_rule", answer.rule,
      fmt::format("expected one of {}{}", fmt::join(rules.ids(), ", "), core::did_you_mean(answer.rule, rules.ids())));
}

core::Finding outweighed(const SiteAnswer& answer, const KnownAnswer& by) {
  const std::string remedy =
      by.is_fact ? fmt::format(
                       "the layers say {} of rule {}, which goes before an answer; if they are wrong, correct "
                       "them, else remove the line",
                       detail::found_text(by), answer.rule)
                 : fmt::format(
                       "another answer to rule {} goes before it: {}; the newest counts, of one date the one "
                       "that rules out; remove the line that does not hold",
                       answer.rule, detail::found_text(by));
  core::Finding finding = refused(answer, "answer_outweighed", answer.value, remedy);
  finding.severity = core::Severity::note;
  return finding;
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

bool is_same(const KnownAnswer& known, const SiteAnswer& answer) {
  return !known.is_fact && known.value == answer.value && known.source == answer.source && known.date == answer.date;
}

/// Books of what became of the answers to one rule of a site: of those that say what counts one decides.
template <class SaysTheSame>
void weigh(const KnownAnswer& deciding, const std::vector<const SiteAnswer*>& answers, const SaysTheSame& says_the_same,
           UsableAnswers& usable) {
  bool is_used = false;
  for (const SiteAnswer* const answer : answers) {
    core::Books& books = usable.books[answer->file];
    if (!is_used && is_same(deciding, *answer)) {
      is_used = true;
      ++books.used_count;
    } else if (says_the_same(*answer)) {
      ++books.joined_count;
    } else {
      ++books.left_out_count;
      usable.report.add(outweighed(*answer, deciding));
    }
  }
}

void weigh(const model::Sites& sites, std::size_t row, const Veto& veto, const Answers& given,
           const std::vector<const SiteAnswer*>& answers, UsableAnswers& usable) {
  const KnownAnswer deciding = detail::known_answers(sites, row, veto, given).front();
  weigh(
      deciding, answers,
      [&](const SiteAnswer& answer) { return detail::verdict_of(answer.value, veto) == deciding.verdict; }, usable);
}

void weigh(const model::Sites& sites, std::size_t row, const ReuseCriterion& criterion, const Answers& given,
           const std::vector<const SiteAnswer*>& answers, UsableAnswers& usable) {
  const CriterionOutcome outcome = detail::criterion_outcome(sites, row, criterion, given);
  KnownAnswer deciding{criterion.id, Verdict::unknown, outcome.found, "", "", true};
  std::optional<detail::CriterionAnswer> said;
  if (outcome.is_answer) {
    const SiteAnswer& best = *detail::find_deciding(sites.key[row], criterion, given);
    deciding = {criterion.id, Verdict::unknown, best.value, best.source, best.date};
    said = detail::find_criterion_answer(best.value, criterion);
  }
  weigh(
      deciding, answers,
      [&](const SiteAnswer& answer) { return said && detail::find_criterion_answer(answer.value, criterion) == said; },
      usable);
}

void weigh_all(const model::Sites& sites, const AskedRules& rules, UsableAnswers& usable) {
  const Answers given = detail::by_site_and_rule(usable.answers);
  for (std::size_t row = 0; row < sites.size(); ++row) {
    for (const std::string& rule : rules.ids()) {
      const auto answers = given.find({sites.key[row], rule});
      if (answers == given.end()) continue;
      const Veto* const veto = rules.find_veto(rule);
      if (veto != nullptr)
        weigh(sites, row, *veto, given, answers->second, usable);
      else
        weigh(sites, row, *rules.find_criterion(rule), given, answers->second, usable);
    }
  }
}

}  // namespace

UsableAnswers usable_answers(const model::Sites& sites, std::span<const Profile> profiles,
                             const std::vector<SiteAnswer>& answers) {
  const SiteNames names{sites};
  const AskedRules rules{profiles};
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
    if (auto fault = fault_of(answer, rules, names, keys)) {
      ++books.rejected_count;
      result.report.add(std::move(*fault));
      continue;
    }
    result.answers.push_back(answer);
    result.answers.back().site = keys.front();
  }
  for (const auto& [file, count] : open_count) result.report.add(still_open(file.empty() ? "answers" : file, count));
  weigh_all(sites, rules, result);
  return result;
}

}  // namespace trek::profile
