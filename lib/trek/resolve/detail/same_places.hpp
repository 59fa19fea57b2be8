#pragma once

#include <vector>

#include "trek/core/report.hpp"
#include "trek/resolve/detail/draft.hpp"

namespace trek::resolve::detail {

/// Names of each site the others with the same whole address, with the same name within a yard (`gap_m`), or of one
/// complex within `complex_m`: one place, or neighbours that a person must tell apart. Not those that a decision
/// tells apart. A warning a site. Keys must be final.
void mark_same_places(double gap_m, double complex_m, const DecisionBook& decisions, std::vector<Draft>& sites,
                      core::Report& report);

}  // namespace trek::resolve::detail
