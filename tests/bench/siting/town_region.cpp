#include "town_region.hpp"

#include <algorithm>
#include <cmath>

#include "trek/core/random.hpp"

namespace trek::bench {
namespace {

constexpr double kSide_m = 40'000.0;
constexpr std::size_t kTownCount = 14;

struct Place {
  double x = 0.0;
  double y = 0.0;
};

struct Town {
  Place centre;
  double spread_m = 0.0;
  double share_up_to = 0.0;  // of the people, this town and those before it
};

std::vector<Town> towns(core::Random& random) {
  std::vector<Town> result;
  double sum = 0.0;
  for (std::size_t rank = 1; rank <= kTownCount; ++rank) {
    const double size = std::pow(static_cast<double>(rank), -0.9);
    sum += size;
    const double x = random.uniform(0.1, 0.9) * kSide_m;
    const double y = random.uniform(0.1, 0.9) * kSide_m;
    result.push_back({{x, y}, 600.0 + 2'500.0 * size, sum});
  }
  for (Town& town : result) town.share_up_to /= sum;
  return result;
}

Place place(core::Random& random, const std::vector<Town>& towns, double rural_share) {
  if (random.uniform() < rural_share) {
    const double x = random.uniform(0.0, kSide_m);
    return {x, random.uniform(0.0, kSide_m)};
  }
  const double drawn = random.uniform();
  auto town = towns.begin();
  while (town + 1 != towns.end() && town->share_up_to < drawn) ++town;
  const double x = town->centre.x + town->spread_m * random.normal();
  return {x, town->centre.y + town->spread_m * random.normal()};
}

std::uint32_t time_ds(core::Random& random, Place a, Place b) {
  const double speed_m_per_ds = 15.0 / 36.0;
  const double ride_ds = std::hypot(a.x - b.x, a.y - b.y) * 1.3 / speed_m_per_ds;
  return 300 + static_cast<std::uint32_t>(ride_ds * random.uniform(0.95, 1.05));
}

}  // namespace

TownRegion town_region(std::size_t site_count, std::size_t row_count, std::uint64_t seed) {
  core::Random random{seed};
  TownRegion region;
  const std::vector<Town> all_towns = towns(random);
  std::vector<Place> rows;
  for (std::size_t row = 0; row < row_count; ++row) {
    rows.push_back(place(random, all_towns, 0.2));
    region.weight.push_back(std::round(100.0 * (5.0 + 40.0 * random.exponential())) / 100.0);
  }
  std::vector<std::uint32_t> times(row_count * site_count);
  for (std::size_t site = 0; site < site_count; ++site) {
    const Place here = place(random, all_towns, 0.4);
    for (std::size_t row = 0; row < row_count; ++row) {
      const std::uint32_t time = time_ds(random, here, rows[row]);
      region.longest_ds = std::max(region.longest_ds, time);
      times[row * site_count + site] = time;
    }
  }
  region.table = siting::CostTable::dense(std::move(times), row_count, site_count);
  return region;
}

}  // namespace trek::bench
