#pragma once

#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/geo/point.hpp"
#include "trek/measure/extent.hpp"
#include "trek/project/project.hpp"

/// Where data end within the reach of a site, that is told: how many sites reach beyond them in each mode, and on which
/// side. METHODS "Where the data end". What it does to the measures: `measure`.
namespace trek::project::detail {

/// Of a run: `extent` with its streets as they were read.
[[nodiscard]] core::Report beyond_findings(const Project& project, const measure::DataExtent& extent,
                                           const std::vector<geo::Point>& sites);

/// Before a run: streets go as far as their extracts' bounds.
[[nodiscard]] core::Report stated_beyond_findings(const Project& project, const measure::DataExtent& extent,
                                                  const std::vector<geo::Point>& sites, const core::Control& control);

}  // namespace trek::project::detail
