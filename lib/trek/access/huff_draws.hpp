#pragma once

#include <span>
#include <vector>

#include "trek/access/catchments.hpp"

namespace trek::access {

/// From whom a new site takes the people that it draws.
struct HuffDraw {
  double visitors = 0.0;           // all whom it draws, as huff() has it
  double from_home = 0.0;          // of them, those who stayed home: the outside option
  double from_nowhere = 0.0;       // and those whom nothing pulled, not even home: no place within reach
  std::vector<double> from_place;  // and those who went to each existing place
};
struct HuffDraws {
  std::vector<double> visitors_before;  // of each existing place, without any of the sites
  std::vector<HuffDraw> draws;          // one per site, each alone beside the existing places
};

/// Huff (1963) without and with each site. Before, row i goes to place l with chance S_l f_il / (S_0 + pull_i); with a
/// site of pull o_i the denominator is o_i more, so that each place, and home, loses the same share of what it has of
/// row i.
///
/// Strengths, demand and options are as in huff(): NaN demand counts nowhere, a place of strength NaN pulls nobody.
/// Property  visitors = from_home + from_nowhere + the sum of from_place.
/// Empty    a site that reaches nobody, is not connected or has strength NaN: 0; the caller marks the latter two.
/// Errors   as weighted_sums and huff.
/// Cost     searches from sites and places, and a column of the demand a site: meant for the few that are looked at.
[[nodiscard]] HuffDraws huff_draws(const Router& router, const Endpoints& sites, std::span<const double> site_strength,
                                   const Endpoints& places, std::span<const double> place_strength,
                                   const Endpoints& others, std::span<const double> weight, const Decay& decay,
                                   const HuffOptions& options, const Trips& trips, const core::Control& control);

}  // namespace trek::access
