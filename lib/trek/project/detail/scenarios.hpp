#pragma once

#include <optional>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/coverage/coverage.hpp"
#include "trek/measure/measured.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/detail/judgement.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/scenario_result.hpp"

namespace trek::project::detail {

/// The run as it is: what scenarios depart from. All is borrowed.
struct ScenarioBase {
  const Project& project;
  const Inputs& inputs;
  const model::Sites& sites;
  const model::Demand& demand;
  const std::vector<measure::ModeTravel>& travel;
  const measure::DataExtent& extent;  // where the data end: what would be otherwise moves no end of them
  const measure::Measured& measured;
  const Judgement& judgement;
};

/// Where the existing places lie, and which count for the norm.
[[nodiscard]] coverage::ServingPlaces serving_places(const model::ExistingPlaces& places,
                                                     const model::Municipalities& municipalities);

/// Each scenario of the project, in its order: the measures that rest on what it changes, the scores that follow, and
/// who is served. A scenario that changes nothing gives the numbers of the run.
///
/// `report` receives plans that count for nobody.
/// Errors  Error{config}: those of scenario_rows. Error{cancelled}.
/// Cost    weights: none to speak of; places: a search a mode and the measures that rest on places; norms and people:
///         a pass a mode, as the run's own for what is judged.
[[nodiscard]] std::vector<publish::ScenarioResult> scenarios(const ScenarioBase& base, core::Report& report,
                                                             const core::Control& control);

}  // namespace trek::project::detail
