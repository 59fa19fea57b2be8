#pragma once

#include <string>
#include <string_view>

#include "trek/access/measures.hpp"

namespace trek::cli {

struct NamedDecay {
  std::string kind;  // "exponential"
  access::Decay decay;
};

/// "exponential:half_life_min=12", "log_logistic:median_min=12,shape=3"; every parameter is given, and above 0.
/// Errors  Error{bad_argument} that names what there is.
[[nodiscard]] NamedDecay parsed_decay(std::string_view text);
/// The kinds and their parameters, for help and messages.
[[nodiscard]] std::string decay_kinds();

}  // namespace trek::cli
