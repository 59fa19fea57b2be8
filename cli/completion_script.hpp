#pragma once

#include <span>
#include <string>

#include "verb.hpp"

/// Scripts by which a shell completes verbs, options, choices, files and folders. They hold all that they need: the
/// program is not asked while somebody types.
namespace trek::cli {

[[nodiscard]] std::string bash_completion(std::span<const Verb> verbs);
[[nodiscard]] std::string zsh_completion(std::span<const Verb> verbs);
[[nodiscard]] std::string fish_completion(std::span<const Verb> verbs);

}  // namespace trek::cli
