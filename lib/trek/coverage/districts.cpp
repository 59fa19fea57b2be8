#include "trek/coverage/districts.hpp"

#include <map>
#include <optional>
#include <string>

#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "trek/model/columns.hpp"

namespace trek::coverage {

RegionDistricts districts_of_region(const model::Districts& all, const model::Municipalities& municipalities) {
  std::map<std::string, model::MunicipalityIdx> by_code;
  for (std::size_t m = 0; m < municipalities.size(); ++m)
    by_code.emplace(municipalities.code[m], model::MunicipalityIdx{m});
  const geo::PolygonLocator locator{municipalities.area};
  const auto find_municipality = [&](std::size_t row) -> std::optional<model::MunicipalityIdx> {
    if (const std::string& code = all.municipality_code[row]; !code.empty()) {
      const auto named = by_code.find(code);
      return named == by_code.end() ? std::nullopt : std::optional{named->second};
    }
    const auto at = locator.find(geo::interior_point(all.area.feature(row)));
    return at ? std::optional{model::MunicipalityIdx{*at}} : std::nullopt;
  };
  RegionDistricts result;
  for (std::size_t row = 0; row < all.size(); ++row) {
    if (all.area.ring_count(row) == 0) continue;
    const auto municipality = find_municipality(row);
    if (!municipality) continue;
    model::append_row(result.table, all, row);
    result.municipality.push_back(*municipality);
  }
  return result;
}

std::vector<model::DistrictIdx> districts_at(const model::Districts& table, std::span<const geo::Point> places) {
  const geo::PolygonLocator locator{table.area};
  std::vector<model::DistrictIdx> result;
  for (const auto& row : locator.find(places)) result.push_back(row ? model::DistrictIdx{*row} : model::DistrictIdx{});
  return result;
}

DistrictDoubts district_doubts(const model::Districts& table, const model::Demand& demand) {
  const geo::PolygonLocator locator{table.area};
  DistrictDoubts doubts;
  for (std::size_t row = 0; row < demand.size(); ++row) {
    if (!demand.municipality[row].valid()) continue;
    const std::size_t count = locator.all(demand.place[row]).size();
    doubts.inhabitants += demand.inhabitants[row];
    if (count == 0) doubts.in_no_district += demand.inhabitants[row];
    if (count > 1) doubts.in_two_districts += demand.inhabitants[row];
  }
  return doubts;
}

}  // namespace trek::coverage
