#pragma once

#include <optional>
#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/core/control.hpp"
#include "trek/coverage/coverage.hpp"
#include "trek/coverage/gaps.hpp"
#include "trek/model/tables.hpp"

namespace trek::coverage {

/// Who has one place within the norm and no other: whom its closing would leave without.
struct Reliance {
  double people = 0.0;
  double target = 0.0;  // of 20-40, where it is known
};

struct ModeReliance {
  model::Mode mode = model::Mode::bicycle;
  core::Deciseconds norm{};
  std::vector<std::optional<Reliance>> places;  // one per place; empty: it does not count for the norm, or is not
                                                // connected
};

/// Of each place, at the norm of `access`. People outside all municipalities are not counted, as in the coverage; a
/// place beyond the data that may serve somebody is not known, so that these are at most. `travel` leads to the places.
///
/// Errors  Error{bad_argument}: a column of another length than its table. Error{cancelled}.
/// Cost    a sweep for 32 places, or a bounded search a place; the pairs of 64 places at a time are in memory.
[[nodiscard]] ModeReliance reliance(const model::Demand& demand, const ServingPlaces& places,
                                    const access::ModeAccess& access, const SiteTravel& travel,
                                    const core::Control& control = {});

}  // namespace trek::coverage
