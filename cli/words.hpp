#pragma once

#include "trek/model/words.hpp"

namespace trek::cli {

/// What a verb says, in the language that was asked for.
using Words = model::Words;

}  // namespace trek::cli
