#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/profile/detail/site_columns.hpp"
#include "trek/profile/detail/weighing.hpp"

namespace trek::profile::detail {
namespace {

using model::Range;

/// Of "A++" that of "A", where the finer class has none of its own.
std::optional<double> value_of_code(const ReuseCriterion& criterion, std::string_view code) {
  auto found = criterion.values.find(std::string{code});
  while (found == criterion.values.end() && code.ends_with('+')) {
    code.remove_suffix(1);
    found = criterion.values.find(std::string{code});
  }
  return found == criterion.values.end() ? std::nullopt : std::optional{found->second};
}

/// The code, or its Dutch word, in any spelling.
std::optional<double> value_of_words(const ReuseCriterion& criterion, const std::string& text) {
  const std::string sought = core::folded(text);
  for (const auto& [code, value] : criterion.values) {
    if (core::folded(code) == sought) return value;
    const auto words = criterion.words_nl.find(code);
    if (words != criterion.words_nl.end() && core::folded(words->second) == sought) return value;
  }
  return std::nullopt;
}

/// Over all codes that it may be; one that has no value may be worth anything.
Range value_of_codes(const ReuseCriterion& criterion, const std::vector<std::string>& codes) {
  Range range{1.0, 0.0};
  for (const std::string& code : codes) {
    const auto value = value_of_code(criterion, code);
    if (!value) return {0.0, 1.0};
    range = {std::min(range.low, *value), std::max(range.high, *value)};
  }
  return range;
}

/// How many are needed on this floor; empty: the number counts by itself, or nobody knows the floor.
std::optional<Range> need_of(const model::Sites& sites, std::size_t row, const ReuseCriterion& criterion) {
  if (!criterion.per_100m2 || row >= sites.floor_area_m2.size() || !sites.floor_area_m2[row]) return std::nullopt;
  Range floor_m2{*sites.floor_area_m2[row], *sites.floor_area_m2[row]};
  if (row < sites.ranges.size()) floor_m2 = sites.ranges[row].floor_area_m2.value_or(floor_m2);
  const double for_each_m2 = *criterion.per_100m2 / 100.0;
  return Range{floor_m2.low * for_each_m2, floor_m2.high * for_each_m2};
}

/// 0 of 0 is enough; of a need without end nobody knows the share.
double share_of(double number, double need) noexcept {
  if (std::isinf(need)) return 0.0;
  return need > 0.0 ? number / need : std::numeric_limits<double>::infinity();
}

Range value_of_number(const ReuseCriterion& criterion, Range raw, const std::optional<Range>& need) {
  if (criterion.per_100m2 && !need) return {0.0, 1.0};
  if (need) raw = {share_of(raw.low, need->high), share_of(raw.high, need->low)};
  const auto [low, high] = criterion.value->range(raw.low, raw.high);
  return {low, high};
}

/// What a column of the site is worth.
std::optional<CriterionOutcome> of_column(const model::Sites& sites, std::size_t row, const ReuseCriterion& criterion) {
  const SiteColumn* const column = find_site_column(criterion.column);
  const auto fact = column == nullptr ? std::nullopt : column->of(sites, row, criterion.unit);
  if (!fact) return std::nullopt;
  const Range value = criterion.value ? value_of_number(criterion, fact->between, need_of(sites, row, criterion))
                                      : value_of_codes(criterion, fact->codes);
  return CriterionOutcome{criterion.id, value, fact->value};
}

Range worth_of(const CriterionAnswer& answer, const ReuseCriterion& criterion, const std::optional<Range>& need) {
  return answer.value ? Range{*answer.value, *answer.value} : value_of_number(criterion, answer.raw, need);
}

/// "Hoeveel parkeerplaatsen zijn er? (nodig: 90)"
core::Phrase question_of(const ReuseCriterion& criterion, const std::optional<Range>& need) {
  if (!need || std::isinf(need->high)) return criterion.question;
  const std::string number = fmt::format("{:.0f}", std::ceil(need->high - 1e-9));
  return {fmt::format("{} (nodig: {})", criterion.question.dutch(), number),
          fmt::format("{} (needed: {})", criterion.question.en, number)};
}

}  // namespace

std::optional<CriterionAnswer> find_criterion_answer(const std::string& text, const ReuseCriterion& criterion) {
  if (!criterion.value) {
    const auto value = value_of_words(criterion, text);
    return value ? std::optional{CriterionAnswer{{}, value}} : std::nullopt;
  }
  const auto readings = readings_of_answer(text, criterion.unit);
  if (readings.none() || readings.differ()) return std::nullopt;
  const double number = *readings.preferring(core::DecimalMark::point);
  return CriterionAnswer{{number, number}, std::nullopt};
}

const SiteAnswer* find_deciding(const std::string& site, const ReuseCriterion& criterion, const Answers& answers) {
  const SiteAnswer* best = nullptr;
  const auto key_of = [&](const SiteAnswer& answer) {
    const auto said = find_criterion_answer(answer.value, criterion);
    const double worth = said->value ? *said->value : (*criterion.value)(said->raw.low);
    return std::tuple{std::string_view{answer.date}, -worth, std::string_view{answer.value},
                      std::string_view{answer.source}};
  };
  for (const std::string& rule : {criterion.id, criterion.answered_by}) {
    const auto given = answers.find({site, rule});
    if (given == answers.end()) continue;
    for (const SiteAnswer* const answer : given->second) {
      if (!find_criterion_answer(answer->value, criterion)) continue;
      if (best == nullptr || key_of(*best) < key_of(*answer)) best = answer;
    }
  }
  return best;
}

CriterionOutcome measured_outcome(const ReuseCriterion& criterion, const model::Estimate& measured) {
  CriterionOutcome outcome{criterion.id};
  if (measured.is_known()) {
    const Range between{measured.low, measured.high};
    outcome.value = value_of_number(criterion, between, std::nullopt);
    outcome.found = number_text(measured.best, between, criterion.unit);
  }
  if (!outcome.is_known()) outcome.question = criterion.question;
  return outcome;
}

CriterionOutcome criterion_outcome(const model::Sites& sites, std::size_t row, const ReuseCriterion& criterion,
                                   const Answers& answers) {
  auto outcome = of_column(sites, row, criterion);
  const auto need = need_of(sites, row, criterion);
  const bool is_settled = outcome && outcome->is_known() && !criterion.answer_replaces;
  if (!is_settled) {
    if (const SiteAnswer* const answer = find_deciding(sites.key[row], criterion, answers)) {
      const auto said = find_criterion_answer(answer->value, criterion);
      outcome = CriterionOutcome{criterion.id, worth_of(*said, criterion, need), answer->value, {}, true};
    }
  }
  if (!outcome) outcome = CriterionOutcome{criterion.id};
  if (!outcome->is_known()) outcome->question = question_of(criterion, need);
  return *outcome;
}

}  // namespace trek::profile::detail
