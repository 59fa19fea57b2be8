#pragma once

#include <cstddef>
#include <string>

#include "trek/model/tables.hpp"
#include "trek/publish/detail/layer_table.hpp"

/// What the facts of a site rest on, in words.
namespace trek::publish::detail {

/// "0.50 (register R1, 2022-05-01; 1.00 when new)", joined by "; ".
[[nodiscard]] std::string vacancy_evidence_text(const model::Sites& sites, std::size_t site, const Words& words);
/// "in use, demolition permit granted"; empty where no building is known.
[[nodiscard]] std::string building_status_text(const model::Sites& sites, std::size_t site, const Words& words);
/// Which facts rest on a link in doubt, and between what they may lie; empty where none does.
[[nodiscard]] std::string doubt_text(const model::Sites& sites, std::size_t site, const Words& words);

/// Columns of what a fact is at least and at most: beside it.
void add_floor_area_ends(LayerTable& table, const model::Sites& sites, const Words& words);
void add_vacancy_ends(LayerTable& table, const model::Sites& sites, const Words& words);
/// Columns of what the evidence rests on.
void add_evidence(LayerTable& table, const model::Sites& sites, const Words& words);
[[nodiscard]] std::vector<ValueMap> evidence_value_maps(const Words& words);

}  // namespace trek::publish::detail
