#pragma once

#include <optional>
#include <string>

#include "trek/core/phrase.hpp"
#include "trek/core/report.hpp"
#include "trek/resolve/detail/draft.hpp"

namespace trek::resolve::detail {

/// Why a group of records is no candidate.
struct Exclusion {
  std::string rule;
  core::Phrase value;
  std::string remedy;
  core::Severity severity = core::Severity::note;
  std::string summary{};  // what the summary groups by: of a type its name
};

/// `in_region`: whether the site lies in a municipality; empty without a table of them.
[[nodiscard]] std::optional<Exclusion> find_exclusion(const Evidence& evidence, const CandidateRule& rule,
                                                      const Group& group, const Draft& site,
                                                      std::optional<bool> in_region);

/// One finding for each record that is left out with its site.
void report_exclusion(const Evidence& evidence, const Group& group, const Draft& site, const Exclusion& exclusion,
                      core::Report& report);

/// Counts sites that are left out, by reason, and keeps the first few as examples.
void count_left_out(const Draft& site, const Exclusion& exclusion, std::vector<LeftOut>& left_out);
/// The user's own records first, then by number, then by rule.
void order_left_out(std::vector<LeftOut>& left_out);

}  // namespace trek::resolve::detail
