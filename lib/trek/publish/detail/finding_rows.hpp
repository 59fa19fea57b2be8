#pragma once

#include <cstddef>
#include <vector>

#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail {

/// The findings of a report that can be drawn, or those that cannot.
[[nodiscard]] std::vector<std::size_t> finding_rows(const Results& results, const MapHead& head, bool drawable);
/// What is said of a finding, on the map or off it.
void add_finding_fields(LayerTable& table, const core::Report& report, const Words& words);
/// The words for its severity and its rule.
[[nodiscard]] std::vector<ValueMap> finding_value_maps(const Words& words);

}  // namespace trek::publish::detail
