#pragma once

#include <string>
#include <vector>

#include "verb.hpp"

namespace trek::test {

/// What keeps a verb from being all that parser, help and pages need: nothing, of a good one. Its examples are parsed
/// as a command of `verbs`.
[[nodiscard]] std::vector<std::string> faults_of(const cli::Verb& verb, const std::vector<cli::Verb>& verbs,
                                                 const std::string& outer = "trek");

/// The words of a command, as a shell parts them: 'in quotes' is one.
[[nodiscard]] std::vector<std::string> words_of(const std::string& command);

/// Whether a command asks for work.
[[nodiscard]] bool is_understood(const std::vector<cli::Verb>& verbs, const std::vector<std::string>& words);

}  // namespace trek::test
