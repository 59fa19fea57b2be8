#include "twente/towns.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "trek/core/random.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;
using geo::Point;

constexpr double kDistrictArea_m2 = 0.5e6;
constexpr std::int64_t kSmallestWithIndustry = 2500;  // inhabitants
constexpr double kIndustryShare = 0.17;
constexpr double kParkShare = 0.05;

Point random_place_in(const Town& town, Random& random) {
  const double angle = random.uniform(0.0, 2 * std::numbers::pi);
  const Point direction{town.centre.x_m + std::cos(angle), town.centre.y_m + std::sin(angle)};
  const double radius_m = town.radius_towards_m(direction) * std::sqrt(random.uniform()) * 0.97;
  return {town.centre.x_m + radius_m * std::cos(angle), town.centre.y_m + radius_m * std::sin(angle)};
}

double distance_to_seeds_m(const std::vector<District>& districts, Point place) {
  double nearest_m = 1e9;
  for (const auto& district : districts) nearest_m = std::min(nearest_m, geo::distance_m(district.seed, place));
  return nearest_m;
}

/// The best of ten random places: far from the other seeds (Mitchell's best candidate).
Point spread_seed(const Town& town, Random& random) {
  Point best = random_place_in(town, random);
  for (int i = 0; i < 9; ++i) {
    const Point other = random_place_in(town, random);
    if (distance_to_seeds_m(town.districts, other) > distance_to_seeds_m(town.districts, best)) best = other;
  }
  return best;
}

void draw_outline(Town& town, Random& random) {
  for (std::size_t k = 0; k < town.amplitude.size(); ++k) {
    town.amplitude[k] = random.uniform(0.3, 1.0) * 0.16 / (1.0 + 0.7 * static_cast<double>(k));
    town.phase_rad[k] = random.uniform(0.0, 2 * std::numbers::pi);
  }
}

void place_districts(Town& town, double area_m2, Random& random) {
  const auto count = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(area_m2 / kDistrictArea_m2)));
  town.districts.push_back({town.centre, Zone::old_town, random.uniform(0.0, std::numbers::pi)});
  while (town.districts.size() < count) {
    town.districts.push_back({spread_seed(town, random), Zone::suburb, random.uniform(0.0, std::numbers::pi)});
  }
  for (auto& district : town.districts) {
    if (geo::distance_m(district.seed, town.centre) < 0.42 * town.radius_m) district.zone = Zone::old_town;
  }
}

/// Industry lies together on one side at the edge; large towns have a second side.
void assign_industry(Town& town, Random& random) {
  if (town.inhabitants < kSmallestWithIndustry || town.districts.size() < 3) return;
  const double side_rad = random.uniform(0.0, 2 * std::numbers::pi);
  const Point pull{town.centre.x_m + 1.1 * town.radius_m * std::cos(side_rad),
                   town.centre.y_m + 1.1 * town.radius_m * std::sin(side_rad)};
  const Point other{2 * town.centre.x_m - pull.x_m, 2 * town.centre.y_m - pull.y_m};
  const auto count = static_cast<std::size_t>(std::ceil(kIndustryShare * static_cast<double>(town.districts.size())));
  for (std::size_t i = 0; i < count; ++i) {
    const Point& from = town.inhabitants > 50'000 && i % 3 == 2 ? other : pull;
    District* nearest = nullptr;
    for (auto& district : town.districts) {
      if (district.zone != Zone::suburb) continue;
      if (nearest == nullptr || geo::distance_m(district.seed, from) < geo::distance_m(nearest->seed, from))
        nearest = &district;
    }
    if (nearest != nullptr) nearest->zone = Zone::industry;
  }
}

void assign_parks(Town& town, Random& random) {
  for (std::size_t i = 1; i < town.districts.size(); ++i) {
    if (town.districts[i].zone == Zone::suburb && random.uniform() < kParkShare) town.districts[i].zone = Zone::park;
  }
}

Town town_of(const Facts& facts, std::size_t settlement, std::uint64_t seed) {
  const auto& fact = facts.settlements[settlement];
  Random random{seed, stream(Stage::towns, settlement)};
  Town town;
  town.settlement = settlement;
  town.municipality = fact.municipality;
  town.inhabitants = fact.inhabitants;
  town.centre = fact.place;
  town.radius_m = std::sqrt(fact.built_up_m2 / std::numbers::pi);
  town.centre_radius_m = std::max(0.13 * town.radius_m, std::min(90.0, 0.4 * town.radius_m));
  draw_outline(town, random);
  place_districts(town, fact.built_up_m2, random);
  assign_industry(town, random);
  assign_parks(town, random);
  return town;
}

}  // namespace

double Town::radius_towards_m(Point place) const noexcept {
  const double angle = std::atan2(place.y_m - centre.y_m, place.x_m - centre.x_m);
  double share = 1.0;
  for (std::size_t k = 0; k < amplitude.size(); ++k) {
    share += amplitude[k] * std::cos(static_cast<double>(k + 2) * angle + phase_rad[k]);
  }
  return radius_m * std::max(0.5, share);
}

double Town::distance_outside_m(Point place) const noexcept {
  return geo::distance_m(place, centre) - radius_towards_m(place);
}

std::size_t Town::district_at(Point place) const noexcept {
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < districts.size(); ++i) {
    if (geo::distance_m(districts[i].seed, place) < geo::distance_m(districts[nearest].seed, place)) nearest = i;
  }
  return nearest;
}

Zone Town::zone_at(Point place) const noexcept {
  if (geo::distance_m(place, centre) < centre_radius_m) return Zone::centre;
  return districts[district_at(place)].zone;
}

std::vector<Town> towns(const Facts& facts, std::uint64_t seed) {
  std::vector<Town> result;
  for (std::size_t i = 0; i < facts.settlements.size(); ++i) result.push_back(town_of(facts, i, seed));
  return result;
}

std::optional<std::size_t> find_town(const std::vector<Town>& towns, Point place, double margin_m) noexcept {
  std::optional<std::size_t> deepest;
  double depth_m = margin_m;
  for (std::size_t i = 0; i < towns.size(); ++i) {
    if (geo::distance_m(place, towns[i].centre) > 1.6 * towns[i].radius_m + margin_m) continue;
    const double outside_m = towns[i].distance_outside_m(place);
    if (outside_m > depth_m) continue;
    depth_m = outside_m;
    deepest = i;
  }
  return deepest;
}

}  // namespace trek::datasets
