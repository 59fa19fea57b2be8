#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/core/yes_or_no.hpp"
#include "trek/profile/detail/site_columns.hpp"
#include "trek/profile/detail/weighing.hpp"

namespace trek::profile::detail {
namespace {

Verdict fails_if(bool fails) noexcept { return fails ? Verdict::fail : Verdict::pass; }

Verdict verdict_of_number(double number, double at_least) noexcept { return fails_if(number < at_least); }

Verdict verdict_of_column(double value, const Veto& veto) noexcept {
  if (veto.at_least) return verdict_of_number(value, *veto.at_least);
  return fails_if((value > 0.0) == veto.column_fails_when.value_or(veto.fails_when == true));
}

/// What a column of the site says, where the veto names one. A number that may lie on either side of the threshold, and
/// a building that goes or is not yet there, settle nothing; nor does one that passes where the column only disproves.
std::optional<KnownAnswer> find_fact(const model::Sites& sites, std::size_t row, const Veto& veto) {
  const SiteColumn* const column = find_site_column(veto.column);
  auto fact = column == nullptr ? std::nullopt : column->of(sites, row, veto.unit);
  if (!fact) return std::nullopt;
  const Verdict at_low = verdict_of_column(fact->between.low, veto);
  Verdict verdict = at_low == verdict_of_column(fact->between.high, veto) ? at_low : Verdict::unknown;
  if (veto.only_disproves && verdict == Verdict::pass) verdict = Verdict::unknown;
  return KnownAnswer{veto.id, verdict, std::move(fact->value),   std::move(fact->source), "",
                     true,    false,   std::move(fact->question)};
}

}  // namespace

Answers by_site_and_rule(const std::vector<SiteAnswer>& answers) {
  Answers result;
  for (const SiteAnswer& answer : answers) result[{answer.site, answer.rule}].push_back(&answer);
  return result;
}

core::Readings readings_of_answer(std::string_view text, std::string_view unit) {
  std::string_view number = core::trimmed(text);
  if (!unit.empty() && number.ends_with(unit)) number.remove_suffix(unit.size());
  return core::readings_of(core::trimmed(number));
}

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

std::string found_text(const KnownAnswer& answer) {
  if (answer.source.empty() && answer.date.empty()) return answer.value.en;
  const char* const comma = answer.source.empty() || answer.date.empty() ? "" : ", ";
  return fmt::format("{} ({}{}{})", answer.value.en, answer.source, comma, answer.date);
}

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

}  // namespace trek::profile::detail
