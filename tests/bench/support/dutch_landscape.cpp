#include "support/dutch_landscape.hpp"

#include <algorithm>
#include <cmath>

#include "trek/core/random.hpp"
#include "twente/noise.hpp"

namespace trek::bench {
namespace {

using core::Random;
using datasets::Noise;
using datasets::Warp;
using geo::Point;

constexpr Point kMiddle{155'000.0, 463'000.0};  // Amersfoort, the origin of RD before it was shifted
constexpr double kTownShare = 0.34;             // with it the density of junctions is Twente's
constexpr double kLandOfTown_m2 = 13.5e6;       // 2,500 towns and villages on the 34,000 km2 of the Netherlands
constexpr double kParkLevel = 0.50;             // of the noise: parks take about a tenth of a town
constexpr double kCellsOfIsland = 1'500.0;      // of the country
constexpr double kTau = 6.283185307179586;

enum Stream : std::uint64_t {
  town_sizes = 1,
  town_places,
  outline,
  parks,
  rivers,
  canals,
  bends,
  jitters,
  island_places,
  turns
};

double smoothstep(double t) noexcept {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

/// Rows and columns of a lattice with the given spacing that lie within `reach_m` of a place.
struct Window {
  std::uint32_t min_i = 0, max_i = 0, min_j = 0, max_j = 0;

  Window(Point p, double reach_m, double spacing_m, std::uint32_t last) {
    const auto line = [&](double at_m) {
      return static_cast<std::uint32_t>(std::clamp(at_m / spacing_m, 0.0, static_cast<double>(last)));
    };
    min_i = line(p.x_m - reach_m), max_i = line(p.x_m + reach_m);
    min_j = line(p.y_m - reach_m), max_j = line(p.y_m + reach_m);
  }
  template <class Visit>
  void each(Visit visit) const {
    for (std::uint32_t j = min_j; j <= max_j; ++j) {
      for (std::uint32_t i = min_i; i <= max_i; ++i) visit(i, j);
    }
  }
};

Point on_plan(std::uint32_t i, std::uint32_t j, double spacing_m) noexcept { return {i * spacing_m, j * spacing_m}; }

// ---- Towns

/// Log-normal areas, largest first, that together take the share of the land that is built up.
std::vector<double> town_areas_m2(double land_m2, std::uint64_t seed) {
  Random random{seed, town_sizes};
  const auto count = static_cast<std::size_t>(std::max(3.0, land_m2 / kLandOfTown_m2));
  std::vector<double> areas(count);
  double sum = 0.0;
  for (double& area : areas) sum += area = std::exp(1.1 * random.normal());
  for (double& area : areas) area *= kTownShare * land_m2 / sum;
  std::sort(areas.begin(), areas.end(), std::greater<>{});
  return areas;
}

bool is_free(const std::vector<Town>& towns, const Town& town) noexcept {
  return std::none_of(towns.begin(), towns.end(), [&](const Town& other) {
    return geo::distance_m(other.centre, town.centre) < 1.05 * (other.radius_m + town.radius_m);
  });
}

/// Each at the first place of some random ones that keeps its distance; a town that finds none is left out.
std::vector<Town> place_towns(double side_m, std::uint64_t seed) {
  Random random{seed, town_places};
  std::vector<Town> towns;
  for (const double area_m2 : town_areas_m2(side_m * side_m, seed)) {
    const double radius_m = std::sqrt(area_m2 / (kTau / 2.0));
    const double margin_m = std::min(radius_m, side_m / 2.0);
    for (int attempt = 0; attempt < 60; ++attempt) {
      const double x_m = random.uniform(margin_m, side_m - margin_m);
      const Town town{{x_m, random.uniform(margin_m, side_m - margin_m)}, radius_m};
      if (!is_free(towns, town)) continue;
      towns.push_back(town);
      break;
    }
  }
  return towns;
}

/// How far within a town each crossing lies, 1 at its centre; outlines fray by noise.
std::vector<float> town_depth(const Landscape& land) {
  const Noise wide{land.seed * 31 + outline, 2200.0};
  const Noise narrow{land.seed * 37 + outline, 600.0};
  std::vector<float> depth(land.lattice.crossing_count(), -1.0F);
  for (const Town& town : land.towns) {
    Window{town.centre, 2.0 * town.radius_m, Lattice::kBlock_m, land.lattice.side()}.each([&](auto i, auto j) {
      const Point p = on_plan(i, j, Lattice::kBlock_m);
      const double reach_m = town.radius_m * (1.0 + 0.45 * wide.at(p) + 0.25 * narrow.at(p));
      float& deepest = depth[land.lattice.crossing(i, j)];
      deepest = std::max(deepest, static_cast<float>(1.0 - geo::distance_m(p, town.centre) / reach_m));
    });
  }
  return depth;
}

/// The deepest crossings are the towns: exactly the share that is built up, whatever the outlines.
void build_towns(Landscape& land) {
  land.towns = place_towns(land.lattice.cell_count * Lattice::kCell_m, land.seed);
  const std::vector<float> depth = town_depth(land);
  std::vector<float> sorted = depth;
  const auto rank = static_cast<std::ptrdiff_t>((1.0 - kTownShare) * static_cast<double>(sorted.size()));
  std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.end());
  const float edge = sorted[static_cast<std::size_t>(rank)];
  land.in_town.resize(depth.size());
  std::transform(depth.begin(), depth.end(), land.in_town.begin(),
                 [&](float d) { return static_cast<std::uint8_t>(d > edge ? 1 : 0); });
}

// ---- Parks and water

/// Rivers and canals are the zero lines of two noises: a crossing is on one shore or the other.
void build_parks_and_water(Landscape& land) {
  const Noise park{land.seed * 41 + parks, 700.0};
  const Noise river{land.seed * 43 + rivers, 13'000.0};
  const Noise canal{land.seed * 47 + canals, 4'500.0};
  land.in_park.resize(land.lattice.crossing_count());
  land.shore.resize(land.lattice.crossing_count());
  for (std::uint32_t j = 0; j <= land.lattice.side(); ++j) {
    for (std::uint32_t i = 0; i <= land.lattice.side(); ++i) {
      const Point p = on_plan(i, j, Lattice::kBlock_m);
      const std::uint32_t row = land.lattice.crossing(i, j);
      land.in_park[row] = park.at(p) > kParkLevel ? 1 : 0;
      land.shore[row] = static_cast<std::uint8_t>((river.at(p) > 0.0 ? 1 : 0) + (canal.at(p) > 0.0 ? 2 : 0));
    }
  }
}

// ---- Islands

bool is_country(const Landscape& land, std::uint32_t a, std::uint32_t b) noexcept {
  for (std::uint32_t j = 0; j <= Lattice::kBlocks; ++j) {
    for (std::uint32_t i = 0; i <= Lattice::kBlocks; ++i) {
      if (land.in_town[land.lattice.crossing(a * Lattice::kBlocks + i, b * Lattice::kBlocks + j)] != 0) return false;
    }
  }
  return true;
}

/// At least two, however small the land.
void build_islands(Landscape& land) {
  land.cell_kind.assign(land.lattice.corner_count(), CellKind::town);
  std::vector<std::uint32_t> country;
  for (std::uint32_t b = 0; b < land.lattice.cell_count; ++b) {
    for (std::uint32_t a = 0; a < land.lattice.cell_count; ++a) {
      if (is_country(land, a, b)) country.push_back(land.lattice.corner(a, b));
    }
  }
  for (const std::uint32_t cell : country) land.cell_kind[cell] = CellKind::country;
  Random random{land.seed, island_places};
  random.shuffle(country);
  const double wanted = std::max(2.0, static_cast<double>(country.size()) / kCellsOfIsland);
  country.resize(std::min(country.size(), static_cast<std::size_t>(wanted)));
  for (const std::uint32_t cell : country) land.cell_kind[cell] = CellKind::island;
}

// ---- Where the plan lies

/// Every town is turned by its own angle, which dies out around it: no two towns have the same streets' directions.
void turn_towns(Landscape& land) {
  Random random{land.seed, turns};
  for (const Town& town : land.towns) {
    const double angle = random.uniform(-0.6, 0.6) * std::min(1.0, town.radius_m / 2500.0);
    Window{town.centre, 2.0 * town.radius_m, Lattice::kCell_m, land.lattice.cell_count}.each([&](auto a, auto b) {
      const Point p = on_plan(a, b, Lattice::kCell_m);
      const double ring = geo::distance_m(p, town.centre) / town.radius_m;
      const double turn = angle * (1.0 - smoothstep((ring - 0.8) / 1.2));
      const double x_m = p.x_m - town.centre.x_m;
      const double y_m = p.y_m - town.centre.y_m;
      Point& place = land.corner_place[land.lattice.corner(a, b)];
      place.x_m += x_m * (std::cos(turn) - 1.0) - y_m * std::sin(turn);
      place.y_m += x_m * std::sin(turn) + y_m * (std::cos(turn) - 1.0);
    });
  }
}

void place_corners(Landscape& land) {
  land.corner_place.resize(land.lattice.corner_count());
  for (std::uint32_t b = 0; b <= land.lattice.cell_count; ++b) {
    for (std::uint32_t a = 0; a <= land.lattice.cell_count; ++a) {
      land.corner_place[land.lattice.corner(a, b)] = on_plan(a, b, Lattice::kCell_m);
    }
  }
  turn_towns(land);
  const Chance chance{land.seed};
  const Warp wide{land.seed * 53 + bends, 9'000.0, 1'000.0};
  const Warp narrow{land.seed * 59 + bends, 2'300.0, 170.0};
  const double half_m = land.lattice.cell_count * Lattice::kCell_m / 2.0;
  for (std::size_t row = 0; row < land.corner_place.size(); ++row) {
    Point& p = land.corner_place[row];
    p = narrow(wide(p));
    p.x_m += kMiddle.x_m - half_m + 0.17 * Lattice::kCell_m * chance.either_way(2 * row, jitters);
    p.y_m += kMiddle.y_m - half_m + 0.17 * Lattice::kCell_m * chance.either_way(2 * row + 1, jitters);
  }
}

}  // namespace

Point Landscape::place(Point plan) const noexcept {
  const double last = lattice.cell_count;
  const double x = std::clamp(plan.x_m / Lattice::kCell_m, 0.0, last);
  const double y = std::clamp(plan.y_m / Lattice::kCell_m, 0.0, last);
  const auto a = std::min(static_cast<std::uint32_t>(x), lattice.cell_count - 1);
  const auto b = std::min(static_cast<std::uint32_t>(y), lattice.cell_count - 1);
  const double u = x - a;
  const double v = y - b;
  const auto blend = [&](auto coordinate) {
    const double low = (1 - u) * coordinate(a, b) + u * coordinate(a + 1, b);
    return (1 - v) * low + v * ((1 - u) * coordinate(a, b + 1) + u * coordinate(a + 1, b + 1));
  };
  return {blend([&](auto i, auto j) { return corner_place[lattice.corner(i, j)].x_m; }),
          blend([&](auto i, auto j) { return corner_place[lattice.corner(i, j)].y_m; })};
}

Point Landscape::place(std::uint32_t i, std::uint32_t j) const noexcept {
  Point p = place(on_plan(i, j, Lattice::kBlock_m));
  if (i % Lattice::kBlocks == 0 && j % Lattice::kBlocks == 0) return p;
  const Chance chance{seed};
  const std::uint64_t key = lattice.crossing(i, j);
  p.x_m += 0.16 * Lattice::kBlock_m * chance.either_way(2 * key, jitters + 100);
  p.y_m += 0.16 * Lattice::kBlock_m * chance.either_way(2 * key + 1, jitters + 100);
  return p;
}

Landscape build_landscape(std::uint32_t cell_count, std::uint64_t seed) {
  Landscape land;
  land.lattice.cell_count = cell_count;
  land.seed = seed;
  build_towns(land);
  build_parks_and_water(land);
  build_islands(land);
  place_corners(land);
  return land;
}

}  // namespace trek::bench
