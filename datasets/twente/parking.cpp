#include "twente/parking.hpp"

#include <cmath>

#include "trek/core/random.hpp"
#include "twente/streams.hpp"

namespace trek::datasets {
namespace {

using core::Random;

constexpr double kInhabitantsPerGround = 2500.0;
constexpr int kTries = 12;  // to find room for one
constexpr double kSetback_m = 7.0;
constexpr double kPlace_m2 = 24.0;
constexpr double kKnownCapacityShare = 0.6;
constexpr double kNotForAllShare = 0.2;
constexpr double kPointShare = 0.15;
constexpr double kUndergroundShare = 0.05;

bool has_curb(const Street& street) {
  return street.road == Road::residential || street.road == Road::tertiary || street.road == Road::unclassified;
}

std::vector<const Street*> streets_of(const StreetMap& map, std::size_t town) {
  std::vector<const Street*> streets;
  for (const Street& street : map.streets) {
    if (street.town == static_cast<std::int32_t>(town) && has_curb(street)) streets.push_back(&street);
  }
  return streets;
}

/// What a mapper wrote of it.
ParkingGround mapped_ground(const Placement& ground, Random& random) {
  ParkingGround result{ground};
  const bool is_known = random.uniform() < kKnownCapacityShare;
  const double of_whose = random.uniform();
  result.is_point = random.uniform() < kPointShare;
  const bool is_underground = random.uniform() < kUndergroundShare;
  const auto places = static_cast<int>(ground.width_m * ground.depth_m / kPlace_m2);
  if (is_known || is_underground) result.capacity = is_underground ? 3 * places : places;
  if (is_underground) result.kind = "underground";
  if (of_whose < kNotForAllShare) result.access = of_whose < kNotForAllShare / 2.0 ? "private" : "customers";
  return result;
}

}  // namespace

std::vector<ParkingGround> parking_grounds(const Construction& site, const std::vector<Town>& towns,
                                           const StreetMap& map, std::uint64_t seed) {
  std::vector<ParkingGround> result;
  Occupancy taken;
  for (std::size_t town = 0; town < towns.size(); ++town) {
    Random random{seed, stream(Stage::parking, town)};
    const auto streets = streets_of(map, town);
    const auto wanted = 1 + static_cast<int>(static_cast<double>(towns[town].inhabitants) / kInhabitantsPerGround);
    for (int attempt = 0, found = 0; !streets.empty() && found < wanted && attempt < kTries * wanted; ++attempt) {
      const Street& street = *streets[random.below(streets.size())];
      const double from_m = random.uniform() * length_m(map, street);
      const double width_m = random.uniform(20.0, 60.0);
      const double depth_m = random.uniform(16.0, 34.0);
      const Placement ground = beside(curb(map, street, from_m), random.uniform() < 0.5, kSetback_m, width_m, depth_m);
      if (!site.ground().is_free(ground, 0.5) || !taken.is_free(ground, 0.5)) continue;
      taken.add(ground);
      result.push_back(mapped_ground(ground, random));
      ++found;
    }
  }
  return result;
}

}  // namespace trek::datasets
