#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/siting/location_result.hpp"
#include "trek/siting/location_task.hpp"
#include "trek/siting/served_part.hpp"

/// Sites that hold only so many. METHODS "Where the next places go".
namespace trek::siting {

struct CapacitatedLocation {
  Location location;              // `assigned`: the site that serves most of a row, of equals the lowest one
  std::vector<ServedPart> parts;  // by row, then site
  std::vector<double> served;     // one per site of the table: weight that it serves, at most its capacity
};

/// Capacitated maximal covering: the p sites that can serve most weight at a cost of at most `standard`, each at most
/// its capacity.
///
/// The people of a demand row may go to different sites. `capacity`: one per site, >= 0.
/// Shape    as max_covering; `gain` is what each site adds to those before it, with all parts moved about.
/// Errors   as max_covering, and Error{bad_argument}: not one capacity per site, one below 0 or no number.
/// Cost     `options.iteration_limit` evaluations of all entries within the standard.
/// Source   Current & Storbeck (1988); relaxation: Pirkul & Schilling (1991).
[[nodiscard]] CapacitatedLocation capacitated_covering(const LocationTask& task, std::uint32_t standard,
                                                       std::span<const double> capacity,
                                                       const LocationOptions& options = {},
                                                       const core::Control& control = {});

}  // namespace trek::siting
