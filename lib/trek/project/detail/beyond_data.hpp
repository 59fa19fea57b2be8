#pragma once

#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/project/detail/data_extent.hpp"
#include "trek/project/detail/measures.hpp"
#include "trek/project/detail/travel.hpp"
#include "trek/project/project.hpp"

namespace trek::project::detail {

/// Where data end within the reach of a site or a person, the run says so:
///
/// - a column a mode, `beyond_data_share_<mode>`: of what lies within the largest limit;
/// - the estimates of the measures that a criterion asks for hold what may lie beyond, and their known share falls.
///
/// `extent` with its streets. Whom a place beyond the data may serve is known from `measure`.
/// Returns the findings that `beyond_findings` would give, with the streets as they were read.
/// Source  METHODS "Where the data end". Cost  a look a line of squares, site and measure.
[[nodiscard]] core::Report weigh_beyond(const Project& project, const DataExtent& extent, const TravelInputs& inputs,
                                        const std::vector<ModeTravel>& travel, Measured& measured,
                                        const core::Control& control);

/// Before a run: how many sites reach beyond the data in each mode, and on which side. Streets go as far as their
/// extracts' bounds.
[[nodiscard]] core::Report beyond_findings(const Project& project, const DataExtent& extent,
                                           const std::vector<geo::Point>& sites, const core::Control& control);

}  // namespace trek::project::detail
