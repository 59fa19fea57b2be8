#pragma once

#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/results.hpp"

namespace trek::publish::detail {

/// Of each pillar the sub-score of a site, with what it is at least and at most; NULL where the project judges none of
/// its measures.
void add_pillars(LayerTable& table, const Results& results, const Words& words);

}  // namespace trek::publish::detail
