#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trek/core/number_readings.hpp"
#include "trek/model/estimate.hpp"
#include "trek/model/tables.hpp"
#include "trek/profile/outcome.hpp"
#include "trek/profile/rules.hpp"

/// What answers say, and which of them counts.
namespace trek::profile::detail {

/// By site and rule, in the order of the file.
using Answers = std::map<std::pair<std::string, std::string>, std::vector<const SiteAnswer*>>;
[[nodiscard]] Answers by_site_and_rule(const std::vector<SiteAnswer>& answers);

/// The number of "3,2 m", both ways in which it can be read.
[[nodiscard]] core::Readings readings_of_answer(std::string_view text, std::string_view unit);

/// To a question for a number, "yes" says that the threshold is met.
[[nodiscard]] Verdict verdict_of(const std::string& value, const Veto& veto);

/// "no (letter, 2026-01-01)"
[[nodiscard]] std::string found_text(const KnownAnswer& answer);

/// All that is known of a veto, what decides first: a fact that settles it; else the newest answer, of one date a fail
/// before a pass, so that the order of the file does not decide. A fact that settles nothing comes last.
[[nodiscard]] std::vector<KnownAnswer> known_answers(const model::Sites& sites, std::size_t row, const Veto& veto,
                                                     const Answers& answers);

/// What an answer says of a criterion; empty for what cannot be read.
struct CriterionAnswer {
  model::Range raw{};           // of a number
  std::optional<double> value;  // of a code
  friend bool operator==(const CriterionAnswer&, const CriterionAnswer&) = default;
};
[[nodiscard]] std::optional<CriterionAnswer> find_criterion_answer(const std::string& text,
                                                                   const ReuseCriterion& criterion);
/// The answer to a criterion that counts: the newest, of one date the one that is worth least. Null: none can be read.
[[nodiscard]] const SiteAnswer* find_deciding(const std::string& site, const ReuseCriterion& criterion,
                                              const Answers& answers);

/// What one criterion that reads a measure says of a site: between what it may be.
[[nodiscard]] CriterionOutcome measured_outcome(const ReuseCriterion& criterion, const model::Estimate& measured);

/// What one criterion says of a site.
[[nodiscard]] CriterionOutcome criterion_outcome(const model::Sites& sites, std::size_t row,
                                                 const ReuseCriterion& criterion, const Answers& answers);

}  // namespace trek::profile::detail
