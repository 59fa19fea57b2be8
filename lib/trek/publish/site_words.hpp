#pragma once

#include <string>
#include <string_view>

#include "trek/model/words.hpp"
#include "trek/publish/explanation.hpp"

/// What is said of a site and its criteria, in words.
namespace trek::publish {

/// A name as people say it: "Berkengaarde 1, Enschede" of an address with its postcode ("7511AB Enschede" behind a
/// comma), which would push other names aside.
[[nodiscard]] std::string without_postcode(std::string_view name);

/// Digits that a measured number is worth, by its unit.
[[nodiscard]] int decimals_of(const std::string& unit, double value);

/// "1250 m2"; "unknown" for NaN.
[[nodiscard]] std::string measure_text(double value, const std::string& unit, const model::Words& words);

/// What one criterion would have to be: "Walk to the station: 11.3 min or less, now 15.2 min (3.9 min less)".
[[nodiscard]] std::string change_text(const ReadCriterion& criterion, const score::Counterfactual& change,
                                      const model::Words& words);

/// What the vetoes come to: in the output it is a code.
[[nodiscard]] std::string veto_text(const std::string& verdict, const model::Words& words);

/// "3 of 27 (order not firm within 2-5)"; that it has no rank.
[[nodiscard]] std::string rank_text(const ReadSite& site, int ranked_count, const model::Words& words);

/// What the pillar of that name is called; the name itself where another trek wrote it.
[[nodiscard]] std::string pillar_text(std::string_view name, const model::Words& words);

}  // namespace trek::publish
