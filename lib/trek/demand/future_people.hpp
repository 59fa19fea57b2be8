#pragma once

#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/model/planned_dwellings.hpp"
#include "trek/model/tables.hpp"

namespace trek::demand {

/// Who is held to live in a planned dwelling: stated by who asks, never measured.
struct FutureHouseholds {
  double persons_per_dwelling = 2.1;
  double target_share = 0.25;  // of them of 20-40
};

/// People who are not there yet.
struct FuturePeople {
  model::Demand demand;    // keys "planned/KEY..."; the target is as stated: an assumption, without bounds of its own
  core::Report report;     // plans without a number of dwellings, which are in no sum
  double dwellings = 0.0;  // of all plans with a number
};

/// Puts the people of planned dwellings where these are planned: of a point on it, of an area on the middles of the
/// 100 m squares in it, evenly, as build_demand spreads an area without built-up places.
///
/// Units   persons = dwellings * persons_per_dwelling, of an area in hundredths so that its parts add up.
/// Empty   no plans: no rows. A plan of 0 dwellings has no row.
/// Errors  Error{bad_argument}: persons below 0 or not finite, a share outside [0, 1].
/// Cost    of build_demand.
[[nodiscard]] FuturePeople future_people(const model::PlannedDwellings& planned, const FutureHouseholds& households,
                                         const model::Municipalities& municipalities, const core::Control& control);

}  // namespace trek::demand
