#pragma once

#include <span>
#include <variant>

#include "verb.hpp"

namespace trek::cli {

/// What the words of a command ask of these verbs: the work to do, or where there is none (help, the version, words
/// that are wrong), the exit code. Of that all is printed here.
[[nodiscard]] std::variant<Action, ExitCode> parsed_command(std::span<const Verb> verbs, int argc,
                                                            const char* const* argv);

}  // namespace trek::cli
