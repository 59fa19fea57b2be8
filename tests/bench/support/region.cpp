#include "bench/support/region.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "trek/core/random.hpp"
#include "twente/boundaries.hpp"
#include "twente/noise.hpp"

namespace bench {
namespace {

using trek::core::Random;
using trek::geo::Box;
using trek::geo::MultiPolygon;
using trek::geo::Point;
using trek::geo::Ring;

constexpr Point kCorner{235'000.0, 455'000.0};
constexpr double kSide_m = 37'500.0;
constexpr double kLot_m = 60.0;  // a terrace fits its lot at any angle

Point anywhere(Random& random) {
  return {kCorner.x_m + random.uniform(0.0, kSide_m), kCorner.y_m + random.uniform(0.0, kSide_m)};
}

std::int32_t nearest(const std::vector<Point>& seats, Point place) {
  const auto nearer = [place](Point a, Point b) {
    return trek::geo::distance_m(place, a) < trek::geo::distance_m(place, b);
  };
  return static_cast<std::int32_t>(std::ranges::min_element(seats, nearer) - seats.begin());
}

/// Places around a corner point, turned by an angle. The same place gives the same bits: neighbours share their walls.
struct Turned {
  Point origin;
  double cosine;
  double sine;
  [[nodiscard]] Point at(double along_m, double across_m) const {
    const auto mm = [](double value_m) { return std::round(value_m * 1000.0) / 1000.0; };
    return {mm(origin.x_m + along_m * cosine - across_m * sine), mm(origin.y_m + along_m * sine + across_m * cosine)};
  }
};

MultiPolygon rectangle(const Turned& turned, double from_m, double to_m, double depth_m) {
  const Point start = turned.at(from_m, 0.0);
  return {{Ring{start, turned.at(to_m, 0.0), turned.at(to_m, depth_m), turned.at(from_m, depth_m), start}, {}}};
}

MultiPolygon l_shape(const Turned& turned, double size_m) {
  const Point start = turned.at(0.0, 0.0);
  const double half_m = size_m / 2.0;
  return {{Ring{start, turned.at(size_m, 0.0), turned.at(size_m, half_m), turned.at(half_m, half_m),
                turned.at(half_m, size_m), turned.at(0.0, size_m), start},
           {}}};
}

void add_houses(std::vector<MultiPolygon>& houses, Random& random, Point middle) {
  const double angle = random.uniform(0.0, std::numbers::pi);
  const std::uint64_t count = 1 + random.below(6);
  const double width_m = random.uniform(5.0, 7.0);
  const double half_m = static_cast<double>(count) * width_m / 2.0;
  const Turned turned{
      {middle.x_m - half_m * std::cos(angle), middle.y_m - half_m * std::sin(angle)}, std::cos(angle), std::sin(angle)};
  if (count == 1) {
    houses.push_back(l_shape(turned, random.uniform(8.0, 16.0)));
    return;
  }
  const double depth_m = random.uniform(8.0, 11.0);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto place = static_cast<double>(i);
    houses.push_back(rectangle(turned, place * width_m, (place + 1.0) * width_m, depth_m));
  }
}

/// Lots in order of how much they are in town, with some chance: the first ones are built on.
std::vector<Point> lots(Random& random) {
  std::vector<Point> towns;
  for (int i = 0; i < 60; ++i) towns.push_back(anywhere(random));
  std::vector<std::pair<double, Point>> ranked;
  for (double y = kLot_m / 2.0; y < kSide_m; y += kLot_m) {
    for (double x = kLot_m / 2.0; x < kSide_m; x += kLot_m) {
      const Point middle{kCorner.x_m + x, kCorner.y_m + y};
      const Point town = towns[static_cast<std::size_t>(nearest(towns, middle))];
      ranked.emplace_back(trek::geo::distance_m(middle, town) * (0.3 + random.exponential()), middle);
    }
  }
  std::ranges::sort(ranked);
  std::vector<Point> result;
  for (const auto& [rank, middle] : ranked) result.push_back(middle);
  return result;
}

}  // namespace

Box region() { return {kCorner.x_m, kCorner.y_m, kCorner.x_m + kSide_m, kCorner.y_m + kSide_m}; }

std::vector<MultiPolygon> municipalities(std::size_t count, std::uint64_t seed) {
  constexpr double kCell_m = 10.0;  // of the grid that is traced: gives about 5,000 points a municipality
  constexpr double kBend_m = 500.0;
  Random random{seed};
  std::vector<Point> seats;
  for (std::size_t i = 0; i < count; ++i) seats.push_back(anywhere(random));
  const trek::datasets::Noise east{seed + 1, 2500.0};
  const trek::datasets::Noise north{seed + 2, 2500.0};
  trek::datasets::LabelGrid grid;
  grid.corner = kCorner;
  grid.cell_m = kCell_m;
  grid.column_count = static_cast<int>(kSide_m / kCell_m);
  grid.row_count = grid.column_count;
  grid.label.resize(static_cast<std::size_t>(grid.column_count) * static_cast<std::size_t>(grid.row_count));
  for (int row = 0; row < grid.row_count; ++row) {
    for (int column = 0; column < grid.column_count; ++column) {
      const Point place = grid.middle(column, row);
      grid.cell(column, row) =
          nearest(seats, {place.x_m + kBend_m * east.at(place), place.y_m + kBend_m * north.at(place)});
    }
  }
  return trek::datasets::traced_areas(grid, count, seed);
}

std::vector<MultiPolygon> buildings(std::size_t count, std::uint64_t seed) {
  Random random{seed};
  std::vector<MultiPolygon> houses;
  for (const Point lot : lots(random)) {
    if (houses.size() >= count) break;
    add_houses(houses, random, lot);
  }
  houses.resize(std::min(houses.size(), count));
  random.shuffle(houses);  // a register has no order in space
  return houses;
}

std::vector<Point> addresses(const std::vector<MultiPolygon>& buildings, std::size_t count, std::uint64_t seed) {
  Random random{seed};
  std::vector<Point> result(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Box box = trek::geo::bounds(buildings[random.below(buildings.size())]);
    const Box around = box.grown(0.1 * std::max(box.max_x_m - box.min_x_m, box.max_y_m - box.min_y_m));
    result[i] = i % 2 == 0 ? anywhere(random)
                           : Point{random.uniform(around.min_x_m, around.max_x_m),
                                   random.uniform(around.min_y_m, around.max_y_m)};
  }
  random.shuffle(result);
  return result;
}

std::vector<Point> anywhere(std::size_t count, std::uint64_t seed) {
  Random random{seed};
  std::vector<Point> result(count);
  for (auto& place : result) place = anywhere(random);
  return result;
}

std::vector<Point> corners(const std::vector<MultiPolygon>& shapes, std::size_t count, std::uint64_t seed) {
  Random random{seed};
  std::vector<Point> result(count);
  for (auto& place : result) {
    const Ring& shell = shapes[random.below(shapes.size())].front().shell;
    place = shell[random.below(shell.size())];
  }
  return result;
}

}  // namespace bench
