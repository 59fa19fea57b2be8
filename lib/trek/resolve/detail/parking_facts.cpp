#include "trek/resolve/detail/parking_facts.hpp"

#include <algorithm>
#include <cmath>

#include "trek/geo/topology.hpp"

namespace trek::resolve::detail {
namespace {

constexpr double kParkingAround_m = 250.0;  // as the transformatiepotentiemeter has it

/// Another ground holds its point: of two that hold each other's the larger stays, of equal ones the first.
bool lies_in_other(const model::Parking& table, const geo::PolygonLocator& grounds, std::uint32_t row) {
  const double own_m2 = geo::area_m2(table.area.feature(row));
  const auto holding = grounds.all(table.place[row]);
  return std::ranges::any_of(holding, [&](std::uint32_t other) {
    const double other_m2 = geo::area_m2(table.area.feature(other));
    return other != row && (other_m2 > own_m2 || (other_m2 == own_m2 && other < row));
  });
}

}  // namespace

double farthest_corner_m(const geo::MultiPolygon& footprint, geo::Point place) {
  double reach_m = 0.0;
  for (const geo::Polygon& part : footprint) {
    for (const geo::Point corner : part.shell) reach_m = std::max(reach_m, geo::distance_m(place, corner));
  }
  return reach_m;
}

ParkingAround::ParkingAround(const model::Parking& table) : table_{table} {
  const geo::PolygonLocator grounds{table.area};
  std::vector<geo::Point> places;
  for (std::uint32_t row = 0; row < table.size(); ++row) {
    if (lies_in_other(table, grounds, row)) continue;
    rows_.push_back(row);
    places.push_back(table.place[row]);
  }
  index_.emplace(places);
}

std::vector<std::uint32_t> ParkingAround::near(const geo::MultiPolygon& footprint, geo::Point place) const {
  std::vector<std::uint32_t> found;
  for (const auto& hit : index_->within(place, kParkingAround_m + farthest_corner_m(footprint, place))) {
    const std::uint32_t row = rows_[hit.row];
    const double distance_m = footprint.empty() ? hit.distance_m : geo::distance_m(footprint, table_.place[row]);
    if (distance_m <= kParkingAround_m) found.push_back(row);
  }
  return found;
}

void ParkingAround::add(std::uint32_t row, Places& places) const {
  if (table_.capacity[row]) {
    places.count += std::floor(*table_.capacity[row]);
    return;
  }
  const double by_area = std::floor(geo::area_m2(table_.area.feature(row)) / kParkingPlace_m2);
  places.count += by_area;
  places.by_area += by_area;
}

}  // namespace trek::resolve::detail
