#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <optional>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/detail/cell_grid.hpp"
#include "trek/geo/detail/orientation.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"

using namespace trek::geo;
using trek::core::Random;

namespace {

constexpr auto kNoRow = std::numeric_limits<std::uint32_t>::max();

__extension__ using Wide = __int128;

/// Sign of the turn a-b-c in whole numbers.
int whole_turn(Point a, Point b, Point c) {
  const auto whole = [](double value) { return static_cast<Wide>(static_cast<std::int64_t>(value)); };
  const Wide turn = (whole(b.x_m) - whole(a.x_m)) * (whole(c.y_m) - whole(a.y_m)) -
                    (whole(b.y_m) - whole(a.y_m)) * (whole(c.x_m) - whole(a.x_m));
  return turn > 0 ? 1 : turn < 0 ? -1 : 0;
}

bool whole_on_edge(Point a, Point b, Point p) {
  Box box;
  box.add(a);
  box.add(b);
  return box.contains(p) && whole_turn(a, b, p) == 0;
}

/// Even-odd by a ray straight up (the library's goes right), in whole numbers; the boundary counts as inside.
bool whole_covers(const MultiPolygon& polygons, Point p) {
  bool inside = false;
  const auto cross = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Point a = ring[i];
      const Point b = ring[i + 1];
      if (whole_on_edge(a, b, p)) return true;
      if ((a.x_m > p.x_m) != (b.x_m > p.x_m) && whole_turn(a, b, p) == (a.x_m < b.x_m ? -1 : 1)) inside = !inside;
    }
    return false;
  };
  for (const auto& polygon : polygons) {
    if (cross(polygon.shell)) return true;
    for (const auto& hole : polygon.holes)
      if (cross(hole)) return true;
  }
  return inside;
}

/// A star around a whole-numbered centre with whole-numbered corners; may cross itself.
Ring star(Random& random, Point centre, double radius_m, std::size_t corner_count) {
  Ring ring;
  for (std::size_t i = 0; i < corner_count; ++i) {
    const double angle = 2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corner_count);
    const double reach_m = radius_m * random.uniform(0.5, 1.0);
    ring.push_back(
        {std::round(centre.x_m + reach_m * std::cos(angle)), std::round(centre.y_m + reach_m * std::sin(angle))});
  }
  ring.push_back(ring.front());
  return ring;
}

MultiPolygon random_polygons(Random& random) {
  MultiPolygon polygons;
  for (std::uint64_t part = random.below(3); part-- > 0;) {
    const Point centre{static_cast<double>(10 + random.below(40)), static_cast<double>(10 + random.below(40))};
    const double radius_m = random.uniform(3.0, 20.0);
    Polygon polygon{star(random, centre, radius_m, 3 + random.below(200)), {}};
    if (random.below(2) == 0) polygon.holes.push_back(star(random, centre, radius_m / 3.0, 3 + random.below(20)));
    polygons.push_back(polygon);
  }
  return polygons;
}

}  // namespace

TEST_CASE("orientation: equals whole numbers on points that nearly line up", "[property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  Random random{seed};
  const auto whole = [&random](double limit) { return std::floor(random.uniform(-limit, limit)); };
  std::size_t straight = 0;
  for (int i = 0; i < 2000; ++i) {
    const double limit = i % 2 == 0 ? 0x1.0p50 : 0x1.0p20;
    const Point a{whole(limit), whole(limit)};
    const Point b{whole(limit), whole(limit)};
    const double share = static_cast<double>(random.below(5)) / 4.0;
    const Point c{std::floor(a.x_m + share * (b.x_m - a.x_m)) + static_cast<double>(random.below(3)) - 1.0,
                  std::floor(a.y_m + share * (b.y_m - a.y_m)) + static_cast<double>(random.below(3)) - 1.0};
    const int expected = whole_turn(a, b, c);
    straight += expected == 0 ? 1 : 0;
    REQUIRE(detail::orientation(a, b, c) == expected);
    REQUIRE(detail::orientation(b, a, c) == -expected);
    REQUIRE(detail::orientation(c, a, b) == expected);
  }
  CHECK(straight > 0);
}

TEST_CASE("PolygonLocator: equals crossing counts in whole numbers, boundary included", "[property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  Random random{seed};
  std::vector<MultiPolygon> features;
  PolygonColumn column;
  for (int i = 0; i < 6; ++i) {
    features.push_back(random_polygons(random));
    column.append(features.back());
  }
  const PolygonLocator locator{column};
  for (int x = 0; x < 60; x += 1 + static_cast<int>(seed % 3)) {
    for (int y = 0; y < 60; ++y) {
      const Point place{static_cast<double>(x), static_cast<double>(y)};
      std::vector<std::uint32_t> expected;
      for (std::uint32_t row = 0; row < features.size(); ++row)
        if (whole_covers(features[row], place)) expected.push_back(row);
      const auto first = expected.empty() ? kNoRow : expected.front();
      if (locator.all(place) == expected && locator.find(place).value_or(kNoRow) == first) continue;
      CAPTURE(x, y);
      FAIL("not the rows that whole numbers give");
    }
  }
}

TEST_CASE("PolygonLocator: equals GEOS' distance on valid polygons, at any point", "[property]") {
  const auto seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  Random random{seed};
  const auto feature = made_valid(random_polygons(random));
  PolygonColumn column;
  column.append(feature);
  const PolygonLocator locator{column};
  for (int i = 0; i < 100; ++i) {
    const Point place{random.uniform(0.0, 60.0), random.uniform(0.0, 60.0)};
    CHECK(locator.find(place).has_value() == (distance_m(feature, place) == 0.0));
  }
}

TEST_CASE("PolygonLocator: corners of a division of the plane are never lost", "[property]") {
  // Neighbours share their corners: each corner belongs to the lowest row that has it, and every point to some row.
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  Random random{seed};
  constexpr std::size_t kSide = 8;
  std::vector<Point> corners;
  for (std::size_t i = 0; i < (kSide + 1) * (kSide + 1); ++i) {
    const auto column = static_cast<double>(i % (kSide + 1));
    const auto row = static_cast<double>(i / (kSide + 1));
    corners.push_back({200'000.0 + column + random.uniform(-0.3, 0.3), 470'000.0 + row + random.uniform(-0.3, 0.3)});
  }
  PolygonColumn column;
  for (std::size_t cell = 0; cell < kSide * kSide; ++cell) {
    const std::size_t at = cell / kSide * (kSide + 1) + cell % kSide;
    const Ring ring{corners[at], corners[at + 1], corners[at + kSide + 2], corners[at + kSide + 1], corners[at]};
    column.append({{ring, {}}});
  }
  const PolygonLocator locator{column};
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const std::size_t x = i % (kSide + 1);
    const std::size_t y = i / (kSide + 1);
    const auto lowest = (y > 0 ? y - 1 : 0) * kSide + (x > 0 ? x - 1 : 0);
    CHECK(locator.find(corners[i]) == static_cast<std::uint32_t>(lowest));
  }
  for (int i = 0; i < 500; ++i) {
    CHECK(locator.find({random.uniform(200'000.5, 200'007.5), random.uniform(470'000.5, 470'007.5)}).has_value());
  }
}

TEST_CASE("PolygonLocator: small, large, far and crowded features together", "[property]") {
  // All that decides how a row is found: many small ones, long and large ones over many cells, a crowd of more than a
  // cell lists, and, in every second field, a feature so far off that all others share a cell.
  const auto seed = GENERATE(range(0U, 24U));
  CAPTURE(seed);
  Random random{seed};
  const auto whole = [&random](std::uint64_t below) { return static_cast<double>(random.below(below)); };
  std::vector<MultiPolygon> features;
  for (int i = 0; i < 150; ++i) {
    const Point corner{whole(200), whole(200)};
    features.push_back({rectangle({corner.x_m, corner.y_m, corner.x_m + 1.0 + whole(6), corner.y_m + 1.0 + whole(6)})});
  }
  for (int i = 0; i < 6; ++i) {
    const Point first{whole(200), whole(200)};
    features.push_back({{Ring{first, {whole(200), whole(200)}, {whole(200), whole(200)}, first}, {}}});
    features.push_back({{star(random, {whole(200), whole(200)}, 60.0, 3 + random.below(120)), {}}});
  }
  if (seed % 3 == 0) {
    for (int i = 0; i < 100; ++i) features.push_back({rectangle({90.0, 90.0, 100.0 + whole(20), 100.0 + whole(20)})});
  }
  if (seed % 2 == 0) features.push_back({rectangle({1e9, 1e9, 1e9 + 1.0, 1e9 + 1.0})});
  random.shuffle(features);
  PolygonColumn column;
  for (const auto& feature : features) column.append(feature);
  const PolygonLocator locator{column};
  std::size_t found = 0;
  std::vector<Point> places;
  std::vector<std::optional<std::uint32_t>> rows;
  for (int i = 0; i < 1500; ++i) {
    const Point place{whole(220) - 10.0, whole(220) - 10.0};
    std::vector<std::uint32_t> expected;
    for (std::uint32_t row = 0; row < features.size(); ++row)
      if (whole_covers(features[row], place)) expected.push_back(row);
    found += expected.empty() ? 0U : 1U;
    CAPTURE(place.x_m, place.y_m);
    REQUIRE(locator.all(place) == expected);
    REQUIRE(locator.find(place).value_or(kNoRow) == (expected.empty() ? kNoRow : expected.front()));
    places.push_back(place);
    rows.push_back(locator.find(place));
  }
  CHECK(locator.find(places) == rows);
  CHECK(locator.find(std::vector<Point>{}).empty());
  CHECK(found > 300);
}

TEST_CASE("CellGrid: an edge touches the cells of all its points", "[property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  Random random{seed};
  const double width_m = std::pow(10.0, random.uniform(-3.0, 6.0));
  const double height_m = seed % 5 == 0 ? width_m * 1e-4 : width_m * random.uniform(0.1, 10.0);
  const Box box{240'000.0, 470'000.0, 240'000.0 + width_m, 470'000.0 + height_m};
  const detail::CellGrid grid{box, 1 + random.below(40'000)};
  for (int i = 0; i < 60; ++i) {
    const auto anywhere = [&] {
      return Point{random.uniform(box.min_x_m, box.max_x_m), random.uniform(box.min_y_m, box.max_y_m)};
    };
    const Point from = anywhere();
    Point to = anywhere();
    if (i % 3 == 0) to = {to.x_m, from.y_m + (i % 2 == 0 ? 0.0 : 1e-9)};  // along a row of cells, or nearly
    if (i % 3 == 1) to = {from.x_m, to.y_m};
    to.y_m = std::min(to.y_m, box.max_y_m);
    Box own;
    own.add(from);
    own.add(to);
    std::vector<bool> touched(grid.cell_count());
    grid.for_each_touched(from, to, grid.range_of(own), [&](auto cell) { touched[grid.index(cell)] = true; });
    for (int step = 0; step <= 1000; ++step) {
      const double share = step / 1000.0;
      const Point on{from.x_m + share * (to.x_m - from.x_m), from.y_m + share * (to.y_m - from.y_m)};
      if (own.contains(on)) REQUIRE(touched[grid.index(grid.cell_of(on))]);
    }
  }
}
