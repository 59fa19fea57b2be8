#include "twente/heights.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "trek/core/random.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;

constexpr double kKnownHeightShare = 0.9;
constexpr double kWithoutStoreysShare = 0.06;
constexpr double kWithoutVolumeShare = 0.04;
constexpr int kMostStoreys = 5;      // that 3DBAG estimates
constexpr double kWallShare = 0.88;  // of the height over the footprint that is inside: roofs slope
/// The ground rises to the east, from some 8 m in the west of the region to 45 m.
constexpr double kLowGround_m = 8.0;
constexpr double kWestEdge_m = 215'000.0;
constexpr double kRise = 37.0 / 58'000.0;

/// How high a storey is, and the roof over the last one.
struct Heights {
  double storey_m = 0.0;
  double roof_m = 0.0;
  std::string_view roof;
};

std::optional<Heights> heights_of(Kind kind) {
  switch (kind) {
    case Kind::factory:
      return Heights{6.5, 2.0, "multiple horizontal"};
    case Kind::warehouse:
      return Heights{5.0, 2.0, "slanted"};
    case Kind::department_store:
      return Heights{4.3, 1.0, "multiple horizontal"};
    case Kind::shop:
    case Kind::school:
      return Heights{3.4, 3.0, "slanted"};
    case Kind::office:
    case Kind::town_hall:
    case Kind::care:
      return Heights{3.3, 0.8, "horizontal"};
    case Kind::church:
      return Heights{9.0, 7.0, "slanted"};
    case Kind::sport:
      return Heights{7.5, 0.8, "horizontal"};
    case Kind::farm:
      return Heights{3.0, 5.5, "slanted"};
    case Kind::barn:
      return Heights{4.2, 3.0, "slanted"};
    case Kind::country_house:
      return Heights{3.8, 4.5, "slanted"};
    case Kind::house:
    case Kind::flats:
    case Kind::shed:
      break;
  }
  return std::nullopt;
}

double footprint_m2(const Building& building) {
  return geo::area_m2({{footprint(building.ground, building.shape), {}}});
}

double rounded(double value, double step) { return std::round(value / step) * step; }

double ground_m(const Building& building) {
  return rounded(kLowGround_m + kRise * (building.ground.middle.x_m - kWestEdge_m), 0.01);
}

/// Floor over footprint; a building without units has one storey.
int storeys_of(const Construction& site, const Building& building) {
  double floor_m2 = 0.0;
  for (std::uint32_t unit = 0; unit < building.unit_count; ++unit)
    floor_m2 += site.units()[building.first_unit + unit].area_m2;
  return std::max(1, static_cast<int>(std::lround(floor_m2 / footprint_m2(building))));
}

BuildingHeight height_of(const Building& building, std::uint32_t row, int storeys, double height_m,
                         std::string_view roof) {
  BuildingHeight result;
  result.building = row;
  result.ground_m = ground_m(building);
  result.roof_top_m = rounded(result.ground_m + height_m, 0.01);
  if (storeys <= kMostStoreys) result.storeys = storeys;
  result.volume_m3 = rounded(footprint_m2(building) * height_m * kWallShare, 0.1);
  result.roof = roof;
  return result;
}

}  // namespace

std::vector<BuildingHeight> building_heights(const Construction& site, const std::vector<NamedSite>& named,
                                             std::uint64_t seed) {
  std::map<std::uint32_t, const NamedPart*> parts;
  for (const NamedSite& one : named) {
    for (const NamedPart& part : one.parts) parts[part.building] = &part;
  }
  Random random{seed, stream(Stage::heights)};
  std::vector<BuildingHeight> result;
  for (std::uint32_t row = 0; row < site.buildings().size(); ++row) {
    const Building& building = site.buildings()[row];
    if (const auto part = parts.find(row); part != parts.end()) {
      result.push_back(height_of(building, row, part->second->storeys, part->second->height_m, part->second->roof));
      continue;
    }
    const auto kind = heights_of(building.kind);
    if (!kind) continue;
    const double known = random.uniform();
    const double gaps = random.uniform();
    const double size = random.uniform(0.85, 1.2);
    if (known >= kKnownHeightShare) continue;
    const int storeys = storeys_of(site, building);
    BuildingHeight height =
        height_of(building, row, storeys, size * (storeys * kind->storey_m + kind->roof_m), kind->roof);
    if (gaps < kWithoutStoreysShare) height.storeys.reset();
    if (gaps >= 1.0 - kWithoutVolumeShare) height.volume_m3.reset();
    result.push_back(height);
  }
  return result;
}

}  // namespace trek::datasets
