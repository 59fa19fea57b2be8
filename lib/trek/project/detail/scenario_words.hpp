#pragma once

#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/detail/facts.hpp"
#include "trek/project/detail/scenario_names.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/scenario_result.hpp"

namespace trek::project::detail {

/// What is otherwise in a scenario, in one line: "Opened: 'Erve Noord'. Planned: 120 dwellings ...". `dwellings` of its
/// plans.
[[nodiscard]] core::Phrase scenario_changes(const Scenario& scenario, const ScenarioRows& rows,
                                            const model::Sites& sites, const model::ExistingPlaces* places,
                                            double dwellings);

/// The options of each, with the keys of what is opened and closed.
void tell_scenarios(const Project& project, const std::vector<publish::ScenarioResult>& results,
                    const model::Sites& sites, const model::ExistingPlaces* places, Facts& facts);

}  // namespace trek::project::detail
