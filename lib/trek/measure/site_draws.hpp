#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/measure/settings.hpp"
#include "trek/measure/tables.hpp"
#include "trek/model/mode.hpp"

namespace trek::measure {

/// What an existing place loses to a site.
struct TakenFrom {
  std::uint32_t place = 0;    // row of the places
  double people = 0.0;        // of 20-40
  double share_before = 0.0;  // of all that it had, (0, 1]
};

/// From whom a site takes the people that it would draw by one mode, if it alone joined the existing places.
struct SiteDraw {
  model::Mode mode = model::Mode::bicycle;
  std::uint32_t site = 0;           // row of the sites
  bool size_assumed = false;        // its floor area is unknown, and taken to be ordinary
  double visitors = 0.0;            // of 20-40: the measure huff_visitors of the site
  double from_home = 0.0;           // of them, those who stayed home
  double from_nowhere = 0.0;        // and those whom nothing pulled before
  std::vector<TakenFrom> places{};  // and those of each place that loses any, most first
};

/// Of some sites, one a mode and site, in that order. A site that the mode does not reach is left out.
/// Empty   without a source of existing places.
/// Cost    as access::huff_draws: meant for the sites that are looked at.
[[nodiscard]] std::vector<SiteDraw> site_draws(const Settings& settings, const Tables& tables,
                                               const std::vector<ModeTravel>& travel,
                                               std::span<const std::uint32_t> sites, const core::Control& control);

}  // namespace trek::measure
