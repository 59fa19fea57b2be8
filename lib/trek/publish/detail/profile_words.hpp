#pragma once

#include <cstddef>
#include <string>

#include "trek/profile/assessment.hpp"
#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/results.hpp"

/// What a site is under a profile, in words.
namespace trek::publish::detail {

/// One site under one profile. Points into the results.
struct SiteProfile {
  const profile::Profile& profile;
  const profile::Assessment& assessment;
};

/// Which vetoes rule it out, with what says so; empty: none.
[[nodiscard]] std::string ruled_out_words(const SiteProfile& of, const Words& words);
/// What to find out for the vetoes; empty: all are settled.
[[nodiscard]] std::string veto_question_words(const SiteProfile& of, const Words& words);
/// What to find out for the criteria that count, the heaviest first.
[[nodiscard]] std::string criterion_question_words(const SiteProfile& of, const Words& words);
/// The criteria that are surely worth two thirds and more: "Maat 0,94 (3000 m2)"; what adds most first.
[[nodiscard]] std::string for_words(const SiteProfile& of, const Words& words);
/// Those that are worth at most a third; what costs most first.
[[nodiscard]] std::string against_words(const SiteProfile& of, const Words& words);
/// "0,62-0,82"
[[nodiscard]] std::string potential_words(const SiteProfile& of, const Words& words);

}  // namespace trek::publish::detail
