#pragma once

#include "trek/publish/results.hpp"

namespace trek::test {

/// Small made-up results with rows for every layer: 14 squares as municipalities, 30 sites, cells, isochrones,
/// findings.
[[nodiscard]] publish::Results sample_results();
[[nodiscard]] publish::MapHead sample_head(model::Language language = model::Language::nl);

}  // namespace trek::test
