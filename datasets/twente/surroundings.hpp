#pragma once

#include <cstdint>
#include <vector>

#include "trek/geo/polygon.hpp"
#include "twente/boundaries.hpp"
#include "twente/inhabitants.hpp"
#include "twente/places.hpp"
#include "twente/streets.hpp"

namespace trek::datasets {

/// A cell of the European grid, in hundreds of metres of EPSG:3035.
struct EuropeanCell {
  std::int64_t north = 0;
  std::int64_t east = 0;
  std::int64_t inhabitants = 0;
};

/// What lies around the region, all of it made up: villages in a ring of 15 km, Dutch to the north, west and south and
/// German to the east, so that sites near the border have people on its other side.
struct Surroundings {
  std::vector<PeopleCell> dutch_cells;     // by row and column
  std::vector<EuropeanCell> german_cells;  // likewise
  std::vector<Place> places;
  std::vector<geo::MultiPolygon> dutch_area;   // one: the ring without its German part
  std::vector<geo::MultiPolygon> german_area;  // one
};

/// Draws them, and adds their streets to the map: a lattice a village, roads to its neighbours and into the region.
/// Streets and people of the region stay as they were.
[[nodiscard]] Surroundings surroundings(const Boundaries& boundaries, StreetMap& map, double scale, std::uint64_t seed);

}  // namespace trek::datasets
