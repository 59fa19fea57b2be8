#include "twente/cbs_districts.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <span>
#include <string_view>

#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"
#include "twente/millimetres.hpp"

namespace trek::datasets {
namespace {

constexpr std::int64_t kFourSides = 15'000;  // inhabitants from which a town has sides of its own
constexpr std::int64_t kEightSides = 60'000;
constexpr double kSideAt = 0.75;  // of the radius of the town

constexpr std::array<std::string_view, 8> kSides{"Oost", "Noordoost", "Noord", "Noordwest",
                                                 "West", "Zuidwest",  "Zuid",  "Zuidoost"};

/// The point that a district lies nearest to.
struct DistrictSeed {
  std::string name;
  geo::Point place;
};

void add_sides(const Town& town, const std::string& name, std::vector<DistrictSeed>& seeds) {
  const std::size_t count = town.inhabitants >= kEightSides ? 8 : 4;
  for (std::size_t side = 0; side < kSides.size(); side += kSides.size() / count) {
    const double angle_rad = static_cast<double>(side) * std::numbers::pi / 4.0;
    const double distance_m = kSideAt * town.radius_m;
    seeds.push_back({fmt::format("{} {}", name, kSides.at(side)),
                     {rounded_mm(town.centre.x_m + distance_m * std::cos(angle_rad)),
                      rounded_mm(town.centre.y_m + distance_m * std::sin(angle_rad))}});
  }
}

std::vector<DistrictSeed> seeds_of(std::size_t municipality, const Facts& facts, const std::vector<Town>& towns) {
  std::vector<DistrictSeed> seeds;
  for (const Town& town : towns) {
    if (town.municipality != municipality) continue;
    const std::string& name = facts.settlements[town.settlement].name;
    const bool has_sides = town.inhabitants >= kFourSides;
    seeds.push_back({has_sides ? name + " Centrum" : name, town.centre});
    if (has_sides) add_sides(town, name, seeds);
  }
  return seeds;
}

/// The part of a convex ring (not closed) that is nearer to one point than to the other.
std::vector<geo::Point> nearer_part(const std::vector<geo::Point>& ring, geo::Point to, geo::Point than) {
  const double dx_m = than.x_m - to.x_m;
  const double dy_m = than.y_m - to.y_m;
  const geo::Point middle{(to.x_m + than.x_m) / 2.0, (to.y_m + than.y_m) / 2.0};
  const auto beyond = [&](geo::Point p) { return (p.x_m - middle.x_m) * dx_m + (p.y_m - middle.y_m) * dy_m; };
  std::vector<geo::Point> part;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::Point from = ring[i];
    const geo::Point next = ring[(i + 1) % ring.size()];
    const double at_from = beyond(from);
    const double at_next = beyond(next);
    if (at_from <= 0.0) part.push_back(from);
    if ((at_from < 0.0 && at_next > 0.0) || (at_from > 0.0 && at_next < 0.0)) {
      const double share = at_from / (at_from - at_next);
      part.push_back({from.x_m + share * (next.x_m - from.x_m), from.y_m + share * (next.y_m - from.y_m)});
    }
  }
  return part;
}

/// The ground nearest to one of the points, within a box.
geo::MultiPolygon nearest_ground(std::span<const DistrictSeed> seeds, std::size_t own, const geo::Box& box) {
  std::vector<geo::Point> ring{
      {box.min_x_m, box.min_y_m}, {box.max_x_m, box.min_y_m}, {box.max_x_m, box.max_y_m}, {box.min_x_m, box.max_y_m}};
  for (std::size_t other = 0; other < seeds.size(); ++other) {
    if (other != own) ring = nearer_part(ring, seeds[own].place, seeds[other].place);
  }
  if (ring.size() < 3) return {};
  ring.push_back(ring.front());
  return {{ring, {}}};
}

void round_ring(geo::Ring& ring) {
  for (geo::Point& point : ring) point = {rounded_mm(point.x_m), rounded_mm(point.y_m)};
}

geo::MultiPolygon to_millimetres(geo::MultiPolygon area) {
  for (geo::Polygon& part : area) {
    round_ring(part.shell);
    for (geo::Ring& hole : part.holes) round_ring(hole);
  }
  return geo::made_valid(area);
}

void count_people(const std::vector<PeopleCell>& cells, std::vector<CbsDistrict>& districts) {
  geo::PolygonColumn areas;
  for (const CbsDistrict& district : districts) areas.append(district.area);
  const geo::PolygonLocator locator{areas};
  for (const PeopleCell& cell : cells) {
    const auto found = locator.find({100.0 * cell.column + 50.0, 100.0 * cell.row + 50.0});
    if (!found) continue;
    CbsDistrict& district = districts[*found];
    district.inhabitants += cell.inhabitants;
    for (std::size_t band = 0; band < kAgeBandCount; ++band) district.by_age[band] += cell.by_age[band];
  }
}

}  // namespace

std::vector<CbsDistrict> cbs_districts(const Facts& facts, const std::vector<Town>& towns, const Boundaries& boundaries,
                                       const std::vector<PeopleCell>& cells) {
  constexpr double kMargin_m = 100.0;
  std::vector<CbsDistrict> districts;
  for (std::size_t m = 0; m < facts.municipalities.size(); ++m) {
    const auto seeds = seeds_of(m, facts, towns);
    const geo::Box box = geo::bounds(boundaries.area[m]).grown(kMargin_m);
    int number = 0;
    for (std::size_t own = 0; own < seeds.size(); ++own) {
      auto area = to_millimetres(geo::intersection(boundaries.area[m], nearest_ground(seeds, own, box)));
      if (area.empty()) continue;
      const std::string digits = facts.municipalities[m].code.substr(2);
      districts.push_back({fmt::format("WK{}{:02}", digits, number++), seeds[own].name, m, std::move(area), 0, {}});
    }
  }
  count_people(cells, districts);
  return districts;
}

}  // namespace trek::datasets
