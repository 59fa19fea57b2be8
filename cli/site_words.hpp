#pragma once

#include <string>
#include <vector>

#include "trek/publish/explanation.hpp"
#include "words.hpp"

/// What is said of a site and its criteria, in words.
namespace trek::cli {

/// Digits that a measured number is worth, by its unit.
[[nodiscard]] int decimals_of(const std::string& unit, double value);

/// "1250 m2"; "unknown" for NaN.
[[nodiscard]] std::string measure_text(double value, const std::string& unit, const Words& words);

/// What one criterion would have to be: "Walk to the station: 11.3 min or less, now 15.2 min (3.9 min less)".
[[nodiscard]] std::string change_text(const publish::ReadCriterion& criterion, const score::Counterfactual& change,
                                      const Words& words);

/// What the vetoes come to: in the output it is a code.
[[nodiscard]] std::string veto_text(const std::string& verdict, const Words& words);

/// "3 of 27 (order not firm within 2-5)"; that it has no rank.
[[nodiscard]] std::string rank_text(const publish::ReadSite& site, int ranked_count, const Words& words);

}  // namespace trek::cli
