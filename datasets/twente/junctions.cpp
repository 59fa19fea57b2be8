#include <algorithm>
#include <cmath>

#include "trek/core/random.hpp"
#include "twente/point_grid.hpp"
#include "twente/streams.hpp"
#include "twente/streets.hpp"

namespace trek::datasets {
namespace {

using core::Random;
using geo::Point;

constexpr double kCountrySpacing_m = 620.0;
constexpr double kTownLinkReach_m = 480.0;
constexpr double kCountryLinkReach_m = 1700.0;
constexpr double kTownLune = 1.4;  // blocks of four sides; 1 (Gabriel) in the countryside has more triangles

struct Spacing {
  double along_m;
  double across_m;
};
/// Block sizes, wider than real ones: one dwelling of two is drawn, along half of the streets.
Spacing spacing(Zone zone) {
  switch (zone) {
    case Zone::centre:
      return {95.0, 72.0};
    case Zone::old_town:
      return {135.0, 95.0};
    case Zone::suburb:
      return {165.0, 112.0};
    case Zone::industry:
      return {280.0, 190.0};
    case Zone::park:
      return {260.0, 220.0};
  }
  return {165.0, 112.0};
}

/// One district's lattice, turned into its direction and shaken; places beyond its own ground are left out.
class TownJunctions {
 public:
  TownJunctions(const std::vector<Town>& towns, std::size_t town, Junctions& target, std::uint64_t seed)
      : towns_{towns}, town_{towns[town]}, row_{town}, target_{target}, random_{seed, stream(Stage::junctions, town)} {
    add(town_.centre);
  }

  void fill() {
    fill_lattice(0, Zone::centre);
    for (std::size_t d = 0; d < town_.districts.size(); ++d) fill_lattice(d, town_.districts[d].zone);
  }

 private:
  void add(Point place) {
    grid_.add(place, static_cast<std::uint32_t>(target_.place.size()));
    target_.place.push_back(place);
    target_.town.push_back(static_cast<std::int32_t>(row_));
  }

  void fill_lattice(std::size_t district, Zone zone) {
    const auto [along_m, across_m] = spacing(zone);
    const double reach_m = zone == Zone::centre ? town_.centre_radius_m : reach_of(district);
    const auto columns = static_cast<int>(reach_m / along_m) + 1;
    const auto rows = static_cast<int>(reach_m / across_m) + 1;
    const double cosine = std::cos(town_.districts[district].direction_rad);
    const double sine = std::sin(town_.districts[district].direction_rad);
    for (int j = -rows; j <= rows; ++j) {
      for (int i = -columns; i <= columns; ++i) {
        const double u = i * along_m + random_.uniform(-0.13, 0.13) * along_m;
        const double v = j * across_m + random_.uniform(-0.13, 0.13) * across_m;
        const Point& seed = town_.districts[district].seed;
        consider({seed.x_m + u * cosine - v * sine, seed.y_m + u * sine + v * cosine}, district, zone, 0.6 * across_m);
      }
    }
  }

  void consider(Point place, std::size_t district, Zone zone, double smallest_gap_m) {
    if (town_.zone_at(place) != zone || (zone != Zone::centre && town_.district_at(place) != district)) return;
    if (find_town(towns_, place, -8.0) != row_ || grid_.any_within(place, smallest_gap_m)) return;
    add(place);
  }

  /// Half the distance to the farthest ground that can belong to the district; the outline bounds it.
  [[nodiscard]] double reach_of(std::size_t district) const {
    return town_.districts.size() == 1
               ? 1.6 * town_.radius_m
               : std::min(1.6 * town_.radius_m + geo::distance_m(town_.districts[district].seed, town_.centre), 2600.0);
  }

  const std::vector<Town>& towns_;
  const Town& town_;
  std::size_t row_;
  Junctions& target_;
  Random random_;
  PointGrid grid_{150.0};
};

void add_country_junctions(Junctions& target, const std::vector<Town>& towns, const LabelGrid& region,
                           std::uint64_t seed) {
  Random random{seed, stream(Stage::junctions, 1000)};
  const double width_m = region.column_count * region.cell_m;
  const double height_m = region.row_count * region.cell_m;
  const double row_step_m = kCountrySpacing_m * 0.87;
  for (double y = 0.0; y < height_m; y += row_step_m) {
    const double shift_m = std::fmod(y / row_step_m, 2.0) < 1.0 ? 0.0 : 0.5 * kCountrySpacing_m;
    for (double x = shift_m; x < width_m; x += kCountrySpacing_m) {
      const Point place{region.corner.x_m + x + random.uniform(-0.36, 0.36) * kCountrySpacing_m,
                        region.corner.y_m + y + random.uniform(-0.36, 0.36) * kCountrySpacing_m};
      if (region.label_at(place) < 0 || find_town(towns, place, 140.0)) continue;
      target.place.push_back(place);
      target.town.push_back(-1);
    }
  }
}

using Near = std::vector<std::pair<double, std::uint32_t>>;

Near near_junctions(const Junctions& junctions, const PointGrid& grid, std::uint32_t row) {
  Near near;
  const bool country = junctions.town[row] < 0;
  grid.for_each_within(junctions.place[row], country ? kCountryLinkReach_m : kTownLinkReach_m,
                       [&](std::uint32_t other, double distance_m) {
                         if (other != row) near.emplace_back(distance_m, other);
                       });
  std::ranges::sort(near);
  return near;
}

/// No third junction lies in the lune of the pair. Any lune from 1 to 2 leaves the minimum spanning tree whole.
bool is_linked(const Junctions& junctions, std::uint32_t row, std::size_t candidate, const Near& near) {
  const auto [length_m, other] = near[candidate];
  const Point a = junctions.place[row];
  const Point b = junctions.place[other];
  const bool in_town = junctions.town[row] >= 0 && junctions.town[row] == junctions.town[other];
  const double half = 0.5 * (in_town ? kTownLune : 1.0);
  const Point near_a{(1 - half) * a.x_m + half * b.x_m, (1 - half) * a.y_m + half * b.y_m};
  const Point near_b{(1 - half) * b.x_m + half * a.x_m, (1 - half) * b.y_m + half * a.y_m};
  for (std::size_t i = 0; i < candidate; ++i) {
    const Point third = junctions.place[near[i].second];
    if (geo::distance_m(third, near_a) < half * length_m && geo::distance_m(third, near_b) < half * length_m)
      return false;
  }
  return true;
}

}  // namespace

Junctions junctions(const std::vector<Town>& towns, const LabelGrid& region, std::uint64_t seed) {
  Junctions result;
  for (std::size_t t = 0; t < towns.size(); ++t) {
    result.town_centre.push_back(static_cast<std::uint32_t>(result.place.size()));
    TownJunctions{towns, t, result, seed}.fill();
  }
  add_country_junctions(result, towns, region, seed);
  return result;
}

std::vector<Link> links_between(const Junctions& junctions) {
  PointGrid grid{250.0};
  for (std::uint32_t row = 0; row < junctions.place.size(); ++row) grid.add(junctions.place[row], row);
  std::vector<Link> links;
  for (std::uint32_t row = 0; row < junctions.place.size(); ++row) {
    const auto near = near_junctions(junctions, grid, row);
    for (std::size_t i = 0; i < near.size(); ++i) {
      const auto other = near[i].second;
      // A pair within both reaches is found from both ends: the lower row reports it, a country junction its town ones.
      const bool seen_from_other = geo::distance_m(junctions.place[row], junctions.place[other]) <=
                                   (junctions.town[other] < 0 ? kCountryLinkReach_m : kTownLinkReach_m);
      if (seen_from_other && other < row) continue;
      if (is_linked(junctions, row, i, near)) links.push_back({row, other, near[i].first});
    }
  }
  return links;
}

}  // namespace trek::datasets
