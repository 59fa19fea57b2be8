#pragma once

#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/geo/point.hpp"
#include "trek/measure/measured.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/project.hpp"

/// Whether the streets are those of the region: asked of an extract's bounds, before anything long.
namespace trek::project::detail {

struct StreetExtent {
  const model::Source* network = nullptr;
  geo::Box degrees;  // x = longitude
};

/// One an extract, in the order of the modes. A file that is not there is passed over.
/// Errors  as extract_bounds, unless `on_error` takes them.
[[nodiscard]] std::vector<StreetExtent> street_extents(const Project& project, const core::Control& control,
                                                       const OnSourceError& on_error = {});

/// The same from the graphs of a run: what is really there.
[[nodiscard]] std::vector<StreetExtent> street_extents(const Project& project,
                                                       const std::vector<measure::ModeTravel>& travel);

/// One sentence, with both boxes and what to do, where the streets do not touch the region's box (in degrees too);
/// empty where they do. A point as far from the bounds as it may be from a street still touches.
[[nodiscard]] std::string elsewhere(const Project& project, const StreetExtent& streets, const geo::Box& region);

/// Throws Error{data} where any extract lies elsewhere than the municipalities; what cannot be read, others tell.
void check_streets_meet(const Project& project, const core::Control& control);

/// A warning an extract for people of the region and sites beyond its bounds, with their share.
[[nodiscard]] core::Report street_doubts(const Project& project, const std::vector<StreetExtent>& streets,
                                         const model::Demand& demand, const model::Sites& sites);

/// The box of all municipalities, in degrees; empty without any.
[[nodiscard]] geo::Box region_degrees(const Project& project, const model::Municipalities& municipalities);

}  // namespace trek::project::detail
