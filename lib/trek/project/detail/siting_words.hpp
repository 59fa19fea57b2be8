#pragma once

#include <string_view>

#include "trek/core/phrase.hpp"
#include "trek/project/project.hpp"

/// What a question of siting asks, in words.
namespace trek::project::detail {

/// "15 min fietsen", "15 min by bicycle"
[[nodiscard]] core::Phrase norm_words(const SitingReach& reach);
/// All that is asked, in one sentence.
[[nodiscard]] core::Phrase asked_words(const SitingSettings& settings);
/// What the objective counts.
[[nodiscard]] core::Phrase unit_words(const SitingSettings& settings);
/// Adds a sentence to others.
void add_sentence(core::Phrase& text, const core::Phrase& sentence, std::string_view between = " ");

}  // namespace trek::project::detail
