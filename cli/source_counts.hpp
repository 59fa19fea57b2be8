#pragma once

#include <string>

#include "trek/model/source.hpp"

namespace trek::cli {

/// What became of the features of a source: "10 read = 7 used + 2 rejected + 1 left out"; what is 0 is not named.
[[nodiscard]] std::string source_counts(const model::SourceRecord& source);

}  // namespace trek::cli
