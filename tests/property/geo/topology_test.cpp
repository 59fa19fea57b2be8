#include "trek/geo/topology.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/spatial_index.hpp"

using namespace trek::geo;
using trek::core::Random;

namespace {

/// Any ring at all: crossing itself, turning back, doubled points.
Ring scribble(Random& random) {
  Ring ring;
  for (std::uint64_t i = 3 + random.below(12); i-- > 0;) {
    const Point point{random.uniform(0.0, 100.0), random.uniform(0.0, 100.0)};
    ring.push_back(random.below(3) == 0 ? Point{std::floor(point.x_m / 10.0) * 10.0, std::floor(point.y_m)} : point);
  }
  ring.push_back(ring.front());
  return ring;
}
MultiPolygon scribbles(Random& random) {
  MultiPolygon polygons;
  for (std::uint64_t i = 1 + random.below(3); i-- > 0;) polygons.push_back({scribble(random), {}});
  return polygons;
}

/// Share of the points of a fine grid over the 100 x 100 window that `covers` holds for, as an area.
template <class Covers>
double sampled_area_m2(const Covers& covers) {
  constexpr int kSide = 150;
  int count = 0;
  for (int x = 0; x < kSide; ++x)
    for (int y = 0; y < kSide; ++y) count += covers({(x + 0.5) * 100.0 / kSide, (y + 0.5) * 100.0 / kSide}) ? 1 : 0;
  return 10'000.0 * count / (kSide * kSide);
}

/// A little over the error of the sampling: the boundary's length times a cell's side.
constexpr double kSampling_m2 = 120.0;

}  // namespace

TEST_CASE("overlay: areas obey inclusion-exclusion, and results are valid", "[property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  Random random{seed};
  const auto a = made_valid(scribbles(random));
  const auto b = made_valid(scribbles(random));
  const auto both = intersection(a, b);
  const auto either = union_of(std::vector{a, b});
  const auto only_a = difference(a, b);
  CHECK(area_m2(either) == Approx(area_m2(a) + area_m2(b) - area_m2(both)).epsilon(1e-9).margin(1e-6));
  CHECK(area_m2(only_a) == Approx(area_m2(a) - area_m2(both)).epsilon(1e-9).margin(1e-6));
  for (const auto& result : {a, b, both, either, only_a, simplified(a, 3.0), buffered(a, 2.0), buffered(a, -2.0)}) {
    CHECK(find_invalidity(result).value_or("") == "");
    for (const auto& polygon : result) CHECK(signed_area_m2(polygon.shell) > 0.0);
  }
}

TEST_CASE("overlay: areas equal counting points of a grid", "[property]") {
  const auto seed = GENERATE(range(0U, 12U));
  CAPTURE(seed);
  Random random{seed};
  const auto a = made_valid(scribbles(random));
  const auto b = made_valid(scribbles(random));
  PolygonColumn column;
  column.append(a);
  column.append(b);
  const PolygonLocator locator{column};
  const auto in = [&locator](Point place, std::uint32_t row) {
    for (const auto found : locator.all(place))
      if (found == row) return true;
    return false;
  };
  CHECK(std::abs(area_m2(a) - sampled_area_m2([&](Point p) { return in(p, 0); })) < kSampling_m2);
  CHECK(std::abs(area_m2(intersection(a, b)) - sampled_area_m2([&](Point p) { return in(p, 0) && in(p, 1); })) <
        kSampling_m2);
  CHECK(std::abs(area_m2(union_of(std::vector{a, b})) -
                 sampled_area_m2([&](Point p) { return in(p, 0) || in(p, 1); })) < kSampling_m2);
  CHECK(std::abs(area_m2(difference(a, b)) - sampled_area_m2([&](Point p) { return in(p, 0) && !in(p, 1); })) <
        kSampling_m2);
}

TEST_CASE("made_valid: keeps valid polygons as they are, and whatever it gives is valid", "[property]") {
  const auto seed = GENERATE(range(0U, 200U));
  CAPTURE(seed);
  Random random{seed};
  auto drawn = scribbles(random);
  if (random.below(2) == 0) drawn[0].holes.push_back(scribble(random));
  const auto repaired = made_valid(drawn);
  CHECK_FALSE(find_invalidity(repaired));
  CHECK(area_m2(made_valid(repaired)) == area_m2(repaired));
  CHECK(area_m2(repaired) <= area_m2({{convex_hull(drawn[0].shell)}}) + 10'000.0);
}

TEST_CASE("centroid: equals the mean of grid points inside", "[property]") {
  const auto seed = GENERATE(range(0U, 12U));
  CAPTURE(seed);
  Random random{seed};
  const auto polygons = made_valid(scribbles(random));
  PolygonColumn column;
  column.append(polygons);
  const PolygonLocator locator{column};
  Point sum;
  double count = 0.0;
  (void)sampled_area_m2([&](Point p) {
    if (!locator.find(p)) return false;
    sum = {sum.x_m + p.x_m, sum.y_m + p.y_m};
    count += 1.0;
    return true;
  });
  const Point c = centroid(polygons);
  CHECK(c.x_m == Approx(sum.x_m / count).margin(1.0));
  CHECK(c.y_m == Approx(sum.y_m / count).margin(1.0));
}

TEST_CASE("interior_point: is inside, distances to it are zero", "[property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  Random random{seed};
  const auto polygons = made_valid(scribbles(random));
  PolygonColumn column;
  column.append(polygons);
  CHECK(PolygonLocator{column}.find(interior_point(polygons)) == 0U);
  CHECK(distance_m(polygons, interior_point(polygons)) == 0.0);
}

TEST_CASE("buffered_lines: covers what lies within the distance", "[property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  Random random{seed};
  std::vector<LineString> lines(1 + random.below(60));
  std::vector<Segment> segments;
  for (auto& line : lines) {
    line = {{random.uniform(0, 100), random.uniform(0, 100)}, {random.uniform(0, 100), random.uniform(0, 100)}};
    segments.push_back({line[0], line[1]});
  }
  PolygonColumn column;
  column.append(buffered_lines(lines, 5.0, 8));
  const PolygonLocator locator{column};
  const SegmentIndex index{segments};
  const double chord_m = 5.0 * std::cos(std::numbers::pi / 32.0);  // where the middle of a chord lies
  for (int i = 0; i < 300; ++i) {
    const Point place{random.uniform(-10, 110), random.uniform(-10, 110)};
    const double distance = index.find_nearest(place, 1e9)->distance_m;
    if (distance < chord_m - 1e-6) CHECK(locator.find(place));
    if (distance > 5.0 + 1e-6) CHECK_FALSE(locator.find(place));
  }
}

TEST_CASE("Transformation: there and back over the Netherlands is less than a centimetre off", "[property]") {
  const auto degrees = GENERATE(as<std::string>{}, "EPSG:4326", "EPSG:4258", "EPSG:3857", "EPSG:3035");
  CAPTURE(degrees);
  const Transformation out{kRdNew, degrees};
  const Transformation back{degrees, kRdNew};
  std::vector<double> x;
  std::vector<double> y;
  for (double east_m = 0; east_m <= 300'000; east_m += 10'000) {
    for (double north_m = 300'000; north_m <= 625'000; north_m += 10'000) {
      x.push_back(east_m);
      y.push_back(north_m);
    }
  }
  auto moved_x = x;
  auto moved_y = y;
  out.apply(moved_x, moved_y);
  back.apply(moved_x, moved_y);
  double worst_m = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    worst_m = std::max(worst_m, distance_m(Point{x[i], y[i]}, Point{moved_x[i], moved_y[i]}));
  }
  CHECK(worst_m < 0.01);
}
