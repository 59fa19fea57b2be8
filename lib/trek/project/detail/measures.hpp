#pragma once

#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/detail/travel.hpp"
#include "trek/project/project.hpp"
#include "trek/publish/delivery.hpp"
#include "trek/siting/coverage.hpp"

namespace trek::project::detail {

/// A measure of the sites, and whether the delivery needs a column for it (facts have one already).
struct SiteMeasure {
  publish::Measure measure;
  bool column = true;
};

/// Ids, labels and units of what is measured; values are filled in by `measure`.
[[nodiscard]] std::vector<SiteMeasure> measure_list(const Project& project);
[[nodiscard]] publish::Measure people(const TravelSettings& settings, std::uint32_t limit_min, bool target);
[[nodiscard]] publish::Measure potential(const TravelSettings& settings, const access::Decay& decay);
[[nodiscard]] publish::Measure huff_visitors(const TravelSettings& settings);
[[nodiscard]] publish::Measure huff_share(const TravelSettings& settings);
[[nodiscard]] publish::Measure gap(const TravelSettings& settings);
[[nodiscard]] publish::Measure unconnected(const TravelSettings& settings);
[[nodiscard]] publish::Measure station_time(const TravelSettings& settings);
[[nodiscard]] publish::Measure nearest_place_time(const TravelSettings& settings);
[[nodiscard]] publish::Measure hospitality();

struct DataExtent;

struct Measured {
  std::vector<SiteMeasure> sites;  // in the order of measure_ids(project)
  std::vector<publish::Measure> demand;
  std::vector<siting::ModeAccess> access;  // to the existing third places, one per mode; empty without them
};

/// Everything that is measured of sites and demand, mode by mode.
///
/// A site that a mode does not reach has no number there (NaN), not 0. Order, labels and units: METHODS "Measures".
/// `extent`, with its streets: who may be served by a place beyond it is not surely without one. Null: not asked.
[[nodiscard]] Measured measure(const Project& project, const TravelInputs& inputs,
                               const std::vector<ModeTravel>& travel, const DataExtent* extent,
                               const core::Control& control);

}  // namespace trek::project::detail
