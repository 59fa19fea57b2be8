#pragma once

#include <span>
#include <vector>

#include "trek/measure/detail/bounds.hpp"
#include "trek/measure/detail/mode_survey.hpp"

namespace trek::measure::detail {

/// What pulls people besides a site, and how they choose.
struct Choice {
  std::span<const double> pull;  // of the existing places together, a row of the demand
  access::Decay decay;
  double outside_option = 0.0;
  core::Deciseconds limit;
};

/// People of 20-40 whom each site would draw if it alone joined the existing places (Huff 1963): at the best estimates,
/// and at their bounds where these are asked for. Unknown where the site is not connected.
/// Cost  a pass over the streets, one more a bound.
[[nodiscard]] std::vector<Count> drawn_counts(const ModeSurvey& survey, const Choice& choice, bool bounded);

}  // namespace trek::measure::detail
