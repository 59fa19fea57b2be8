#pragma once

#include "trek/core/report.hpp"
#include "trek/coverage/districts.hpp"
#include "trek/measure/measured.hpp"
#include "trek/project/detail/facts.hpp"
#include "trek/project/detail/inputs.hpp"

namespace trek::project::detail {

/// The districts of the region, and what of the run lies in which.
struct DistrictStage {
  coverage::RegionDistricts districts;
  coverage::DistrictRows rows;
};

/// Nothing without a source of districts. `facts` receives how many people live in none of them.
[[nodiscard]] DistrictStage district_stage(const Inputs& inputs, const measure::Tables& points, Facts& facts);

/// People of the region who live in no district, or in several; districts of other municipalities alone. Nothing
/// without a source of them.
[[nodiscard]] core::Report district_findings(const Inputs& inputs, const model::Demand& demand);

}  // namespace trek::project::detail
