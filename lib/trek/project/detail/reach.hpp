#pragma once

#include "trek/access/measures.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// The farthest that anybody gets as the crow flies in a number of minutes: no road is faster than the mode's fastest
/// class. METHODS "Where the data end".
[[nodiscard]] double reach_m(const TravelSettings& settings, double minutes);

/// As far as a mode is measured: see `horizon`.
[[nodiscard]] double horizon_min(const TravelSettings& settings, const access::Decay& decay);

/// The same of what a criterion asks for: the horizon where that is a potential or Huff, else limits and norm.
[[nodiscard]] double judged_min(const Project& project, const TravelSettings& settings);

/// Of all modes within what they are measured for: nothing farther from a site can count for it.
[[nodiscard]] double farthest_reach_m(const Project& project);

}  // namespace trek::project::detail
