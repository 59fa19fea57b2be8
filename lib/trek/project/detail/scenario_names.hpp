#pragma once

#include <cstdint>
#include <vector>

#include "trek/model/tables.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// What a scenario names, as rows. Each once, in the order in which they are named.
struct ScenarioRows {
  std::vector<std::uint32_t> open;   // of the sites
  std::vector<std::uint32_t> close;  // of the existing places; all rows of a key
};

/// Errors  Error{config}: a name that no site or place has (the nearest is given), or that several have (these are
/// listed, with their keys).
[[nodiscard]] ScenarioRows scenario_rows(const Project& project, const Scenario& scenario, const model::Sites& sites,
                                         const model::ExistingPlaces* places);

}  // namespace trek::project::detail
