#include "twente/zones.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"
#include "twente/millimetres.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;

constexpr double kCutShare = 1.0 / 12.0;  // of the plots
constexpr std::string_view kOtherPart = "wonen";

/// What a kind of building is zoned for; each as likely as the other.
struct ZonedFor {
  Kind kind;
  std::array<std::string_view, 3> groups;
};
constexpr std::array<ZonedFor, 8> kZonedFor{{
    {Kind::factory, {"bedrijf", "bedrijventerrein", "gemengd"}},
    {Kind::warehouse, {"bedrijf", "bedrijventerrein", "bedrijf"}},
    {Kind::department_store, {"centrum", "centrum", "detailhandel"}},
    {Kind::shop, {"detailhandel", "gemengd", "wonen"}},
    {Kind::farm, {"agrarisch", "agrarisch met waarden", "wonen"}},
    {Kind::church, {"maatschappelijk", "maatschappelijk", "gemengd"}},
    {Kind::school, {"maatschappelijk", "maatschappelijk", "wonen"}},
    {Kind::country_house, {"cultuur en ontspanning", "maatschappelijk", "wonen"}},
}};

std::string_view group_of(const Building& building, const std::vector<Town>& towns, Random& random) {
  const auto draw = random.below(kZonedFor.front().groups.size());
  const bool in_centre = building.in_town && towns[building.settlement].zone_at(building.ground.middle) == Zone::centre;
  if (in_centre && building.kind == Kind::shop) return "centrum";
  const auto* const zoned = std::ranges::find(kZonedFor, building.kind, &ZonedFor::kind);
  return zoned == kZonedFor.end() ? "overig" : zoned->groups.at(draw);
}

/// All that lies beyond a line across the building, `beyond_m` from its middle.
geo::MultiPolygon far_side(const Placement& ground, double beyond_m) {
  constexpr double kFar_m = 1000.0;
  const auto at = [&](double along_m, double across_m) {
    return geo::Point{ground.middle.x_m + along_m * ground.along.x_m - across_m * ground.along.y_m,
                      ground.middle.y_m + along_m * ground.along.y_m + across_m * ground.along.x_m};
  };
  return {
      {{at(beyond_m, -kFar_m), at(kFar_m, -kFar_m), at(kFar_m, kFar_m), at(beyond_m, kFar_m), at(beyond_m, -kFar_m)},
       {}}};
}

geo::MultiPolygon zone_on_millimetres(geo::MultiPolygon area) {
  for (geo::Polygon& part : area) {
    for (geo::Point& point : part.shell) point = {rounded_mm(point.x_m), rounded_mm(point.y_m)};
    for (geo::Ring& hole : part.holes) {
      for (geo::Point& point : hole) point = {rounded_mm(point.x_m), rounded_mm(point.y_m)};
    }
  }
  return geo::made_valid(area);
}

}  // namespace

std::vector<ZoneArea> zones(const Construction& site, const std::vector<Town>& towns,
                            const std::vector<Parcel>& parcels, std::uint64_t seed) {
  std::vector<ZoneArea> result;
  const auto add = [&](std::string_view group, geo::MultiPolygon area) {
    if (!area.empty())
      result.push_back({fmt::format("NL.IMRO.verzonnen.{:06}", result.size() + 1), group, std::move(area)});
  };
  for (std::size_t row = 0; row < parcels.size(); ++row) {
    Random random{seed, stream(Stage::zoning, row)};
    const Building& building = site.buildings()[parcels[row].building];
    const std::string_view group = group_of(building, towns, random);
    const geo::MultiPolygon plot{parcels[row].outline};
    if (random.uniform() >= kCutShare || building.is_named) {
      add(group, plot);
      continue;
    }
    const auto cut = far_side(building.ground, random.uniform(0.05, 0.35) * building.ground.width_m);
    add(group, zone_on_millimetres(geo::difference(plot, cut)));
    add(kOtherPart, zone_on_millimetres(geo::intersection(plot, cut)));
  }
  return result;
}

}  // namespace trek::datasets
