#pragma once

#include <string>

#include "trek/profile/assessment.hpp"
#include "trek/publish/detail/layer_table.hpp"

namespace trek::publish::detail {

/// What is asked, in words; the rule's id where the profile does not know it.
[[nodiscard]] std::string question_words(const profile::Profile& profile, const std::string& rule, const Words& words);
/// What was answered: a fact in words, an answer as it was given.
[[nodiscard]] std::string answer_words(const profile::KnownAnswer& answer, const Words& words);
/// Who says so; empty where nobody is named.
[[nodiscard]] std::string source_words(const profile::KnownAnswer& answer, const Words& words);

}  // namespace trek::publish::detail
