#pragma once

#include <span>
#include <vector>

#include "trek/coverage/coverage.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/districts.hpp"
#include "trek/model/tables.hpp"

namespace trek::coverage {

/// Those of a source's districts that are of the region, in its order, each with its municipality.
struct RegionDistricts {
  model::Districts table;
  std::vector<model::MunicipalityIdx> municipality;  // one per district
};

/// A district is of the municipality that it names; where it names none, of the one that a point inside it lies in.
/// Those of no municipality of the table, and those without an area, are left out.
[[nodiscard]] RegionDistricts districts_of_region(const model::Districts& all,
                                                  const model::Municipalities& municipalities);

/// The district that each place lies in; of several, the first in the table. Cost  that of a PolygonLocator.
[[nodiscard]] std::vector<model::DistrictIdx> districts_at(const model::Districts& table,
                                                           std::span<const geo::Point> places);

/// People of the region by how many districts they live in.
struct DistrictDoubts {
  double inhabitants = 0.0;       // of the region
  double in_no_district = 0.0;    // of them
  double in_two_districts = 0.0;  // of them: or in more, as where two levels were read
};
[[nodiscard]] DistrictDoubts district_doubts(const model::Districts& table, const model::Demand& demand);

}  // namespace trek::coverage
