#include "trek/geo/topology.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "support/shapes.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"

using namespace trek::geo;
using trek::test::square;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

MultiPolygon bowtie() { return {{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}, {}}}; }

bool is_oriented(const MultiPolygon& polygons) {
  for (const auto& polygon : polygons) {
    if (signed_area_m2(polygon.shell) <= 0.0) return false;
    for (const auto& hole : polygon.holes)
      if (signed_area_m2(hole) >= 0.0) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("find_invalidity: says why, and where", "[unit]") {
  CHECK_FALSE(find_invalidity(square(0, 0, 1)));
  CHECK_FALSE(find_invalidity({}));
  const auto crossing = find_invalidity(bowtie());
  REQUIRE(crossing);
  CHECK(crossing->find("Self-intersection") != std::string::npos);
  CHECK(crossing->find("1 1") != std::string::npos);
  CHECK(find_invalidity({{{{0, 0}, {kNan, 1}, {1, 1}, {0, 0}}, {}}}));
  CHECK(find_invalidity({{{{0, 0}, {1, 0}, {0, 0}}, {}}}));
  CHECK(find_invalidity({{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {}}}));
  CHECK(find_invalidity({Polygon{}}));
}

TEST_CASE("made_valid: a bowtie becomes two triangles", "[unit]") {
  const auto triangles = made_valid(bowtie());
  REQUIRE(triangles.size() == 2);
  CHECK(area_m2(triangles) == Approx(2.0));
  CHECK(triangles[0].shell.size() == 4);
  CHECK_FALSE(find_invalidity(triangles));
  CHECK(is_oriented(triangles));
}

TEST_CASE("made_valid: is valid or empty, also where points lie closer together than numbers can say", "[unit]") {
  const Polygon close{{{0, 0}, {3.2379e-319, 4.02237743297349e-270}, {9, 9}, {0, 9}, {4.0474e-320, 0}, {0, 0}},
                      {{{1.91062511647e-313, 1.0000008903443813},
                        {2, 1.010498046875},
                        {2, 2.000000037252903},
                        {1, 1},
                        {1.91062511647e-313, 1.0000008903443813}}}};
  const auto made = made_valid({close});
  CHECK((made.empty() || !find_invalidity(made)));
  const double far = 1.3e200;  // GEOS itself fails there
  CHECK(made_valid({{{{255'000, 470'000}, {255'000, 470'010}, {255'010, 470'000}, {far, far}, {255'000, 470'000}}, {}}})
            .size() <= 2);
}

TEST_CASE("made_valid: what cannot be read is left out, the rest stays", "[unit]") {
  CHECK(made_valid({}).empty());
  CHECK(made_valid({Polygon{}}).empty());
  CHECK(made_valid({{{{0, 0}, {1, 0}, {0, 0}}, {}}}).empty());
  CHECK(made_valid({{{{0, 0}, {1, 0}, {2, 0}, {0, 0}}, {}}}).empty());                  // no area
  CHECK(area_m2(made_valid({{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {}}})) == Approx(1.0));  // not closed
  CHECK(area_m2(made_valid({{{{0, 0}, {1, 0}, {kNan, 7}, {1, 1}, {0, 1}, {0, 0}}, {}}})) == Approx(1.0));
}

TEST_CASE("made_valid: overlapping parts become one", "[unit]") {
  auto parts = square(0, 0, 2);
  parts.push_back(square(1, 0, 2)[0]);
  CHECK(area_m2(made_valid(parts)) == Approx(6.0));
}

TEST_CASE("union_of: of neighbours is one polygon; of nothing, nothing", "[unit]") {
  const std::vector<MultiPolygon> cells{square(0, 0, 1), square(1, 0, 1), {}, square(5, 5, 1)};
  const auto all = union_of(cells);
  CHECK(all.size() == 2);
  CHECK(area_m2(all) == Approx(3.0));
  CHECK(union_of({}).empty());
  CHECK(union_of(std::vector<MultiPolygon>{{}, {}}).empty());
}

TEST_CASE("intersection and difference: two squares", "[unit]") {
  CHECK(area_m2(intersection(square(0, 0, 2), square(1, 1, 2))) == Approx(1.0));
  CHECK(area_m2(difference(square(0, 0, 2), square(1, 1, 2))) == Approx(3.0));
  CHECK(intersection(square(0, 0, 1), square(5, 5, 1)).empty());
  CHECK(intersection(square(0, 0, 1), square(1, 0, 1)).empty());  // a shared side has no area
  CHECK(difference(square(0, 0, 1), square(-1, -1, 4)).empty());
  CHECK(intersection({}, square(0, 0, 1)).empty());
  CHECK(area_m2(difference(square(0, 0, 1), {})) == 1.0);
  const auto ring = difference(square(0, 0, 10), square(4, 4, 1));
  REQUIRE(ring.size() == 1);
  CHECK(ring[0].holes.size() == 1);
  CHECK(is_oriented(ring));
}

TEST_CASE("intersection: repairs its inputs", "[unit]") {
  CHECK(area_m2(intersection(bowtie(), square(0, 0, 2))) == Approx(2.0));
  CHECK(area_m2(intersection({{{{0, 0}, {2, 0}, {2, 2}, {kNan, 0}, {0, 2}}, {}}}, square(0, 0, 1))) == Approx(1.0));
}

TEST_CASE("buffered_lines: a street of 100 m, 10 m to each side", "[unit]") {
  const std::vector<LineString> street{{{0, 0}, {100, 0}}};
  // Two half circles of regular 4q-gons: area 2 q r^2 sin(pi / 2q) together.
  const double caps_m2 = 2.0 * 4.0 * 100.0 * std::sin(std::numbers::pi / 8.0);
  CHECK(area_m2(buffered_lines(street, 10.0, 4)) == Approx(2000.0 + caps_m2));
  CHECK(buffered_lines({}, 10.0).empty());
}

TEST_CASE("buffered_lines: dots, empty lines and lost points", "[unit]") {
  const std::vector<LineString> lines{{}, {{5, 5}}, {{kNan, 1}}, {{7, 7}, {7, 7}}, {{20, 0}, {kNan, 0}, {30, 0}}};
  const auto result = buffered_lines(lines, 1.0);
  CHECK(result.size() == 3);
  CHECK_FALSE(find_invalidity(result));
}

TEST_CASE("buffered_lines: many lines give what one union of single buffers gives", "[unit]") {
  std::vector<LineString> lines;
  std::vector<MultiPolygon> singles;
  for (int i = 0; i < 100; ++i) {
    const double at = 10.0 * i;
    lines.push_back({{at, 0}, {at + 15.0, 40.0}});
    singles.push_back(buffered_lines(std::span{&lines.back(), 1}, 3.0));
  }
  const auto all = buffered_lines(lines, 3.0);
  CHECK(area_m2(all) == Approx(area_m2(union_of(singles))).epsilon(1e-9));
  CHECK_FALSE(find_invalidity(all));
}

TEST_CASE("buffered: outwards and inwards", "[unit]") {
  CHECK(area_m2(buffered(square(0, 0, 10), -1.0)) == Approx(64.0));
  CHECK(buffered(square(0, 0, 1), -1.0).empty());
  CHECK(area_m2(buffered(square(0, 0, 10), 1.0)) == Approx(140.0 + 2.0 * 8.0 * std::sin(std::numbers::pi / 16.0)));
}

TEST_CASE("simplified: drops what is nearer than the tolerance", "[unit]") {
  const MultiPolygon drawn{{{{0, 0}, {5, 0.01}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {}}};
  const auto plain = simplified(drawn, 0.1);
  REQUIRE(plain.size() == 1);
  CHECK(plain[0].shell.size() == 5);
}

TEST_CASE("without_small_holes and without_small_parts: at the limit they stay", "[unit]") {
  auto polygons = square(0, 0, 10);
  polygons[0].holes = {square(1, 1, 1)[0].shell, square(4, 4, 2)[0].shell};
  polygons.push_back(square(20, 20, 2)[0]);
  CHECK(without_small_holes(polygons, 4.0)[0].holes.size() == 1);
  for (Ring& hole : polygons[0].holes) std::reverse(hole.begin(), hole.end());  // whichever way they run
  CHECK(without_small_holes(polygons, 4.0)[0].holes.size() == 1);
  CHECK(without_small_parts(polygons, 4.0).size() == 2);
  CHECK(without_small_parts(polygons, 4.5).size() == 1);
}

TEST_CASE("inscribed_radius_m: of what one can draw", "[unit]") {
  constexpr double kTolerance = 0.01;
  const auto is_about = [&](const MultiPolygon& polygons, double radius_m) {
    const double found_m = inscribed_radius_m(polygons, kTolerance);
    return found_m <= radius_m + 1e-9 && found_m >= radius_m - kTolerance;
  };
  CHECK(inscribed_radius_m({}, kTolerance) == 0.0);
  CHECK(is_about({rectangle({0, 0, 60, 20})}, 10.0));
  CHECK(is_about({rectangle({0, 0, 8, 8}), rectangle({20, 0, 60, 20})}, 10.0));  // of two the larger
  // A court of 10 m in a block of 30 m leaves wings of 10 m, and the corners between them.
  Polygon block = rectangle({0, 0, 30, 30});
  block.holes.push_back(rectangle({10, 10, 20, 20}).shell);
  CHECK(is_about({block}, 10.0 * std::numbers::sqrt2 / (1.0 + std::numbers::sqrt2)));
}

TEST_CASE("inscribed_radius_m: no grid point lies farther from the walls", "[property]") {
  const auto seed = GENERATE(range(0U, 10U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  std::vector<Point> points;
  for (int i = 0; i < 7; ++i) points.push_back({random.uniform(0.0, 50.0), random.uniform(0.0, 30.0)});
  const MultiPolygon shape{convex_hull(points)};
  double best_m = 0.0;
  const Ring& shell = shape[0].shell;
  for (double x = 0.0; x <= 50.0; x += 0.25) {
    for (double y = 0.0; y <= 30.0; y += 0.25) {
      if (distance_m(shape, {x, y}) > 0.0) continue;
      double wall_m = std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i + 1 < shell.size(); ++i) {
        const double dx = shell[i + 1].x_m - shell[i].x_m;
        const double dy = shell[i + 1].y_m - shell[i].y_m;
        const double side_m = (dx * (y - shell[i].y_m) - dy * (x - shell[i].x_m)) / std::hypot(dx, dy);
        wall_m = std::min(wall_m, side_m);
      }
      best_m = std::max(best_m, wall_m);
    }
  }
  const double found_m = inscribed_radius_m(shape, 0.01);
  CHECK(found_m >= best_m - 0.01);
  CHECK(found_m <= best_m + 0.25);  // the grid misses the middle by that at most
}

TEST_CASE("interior_point: inside a horseshoe, whose centroid is not", "[unit]") {
  const auto horseshoe = difference(square(0, 0, 10), {rectangle({2, 2, 8, 10})});
  const Point inside = interior_point(horseshoe);
  CHECK(distance_m(horseshoe, inside) == 0.0);
  CHECK(distance_m(horseshoe, centroid(horseshoe)) > 0.0);
  CHECK(std::isnan(interior_point({}).x_m));
}

TEST_CASE("convex_hull: of a square's corners and middle is the square", "[unit]") {
  const std::vector<Point> points{{0, 0}, {1, 1}, {2, 0}, {2, 2}, {0, 2}, {kNan, 9}};
  CHECK(signed_area_m2(convex_hull(points).shell) == 4.0);
  CHECK(convex_hull({}).shell.empty());
  CHECK(convex_hull(std::vector<Point>{{0, 0}, {1, 1}, {2, 2}}).shell.empty());
}

TEST_CASE("distance_m: to a square with a yard", "[unit]") {
  auto yard = square(0, 0, 10);
  yard[0].holes = {square(4, 4, 2)[0].shell};
  CHECK(distance_m(yard, Point{1, 1}) == 0.0);
  CHECK(distance_m(yard, Point{5, 5}) == 1.0);
  CHECK(distance_m(yard, Point{13, 14}) == 5.0);
  CHECK(std::isinf(distance_m(MultiPolygon{}, Point{0, 0})));
  CHECK(std::isnan(distance_m(yard, Point{kNan, 0})));
}

TEST_CASE("topology: the same on any thread", "[parallel]") {
  std::vector<double> areas(4);
  {
    std::vector<std::jthread> threads;
    for (auto& area : areas)
      threads.emplace_back([&area] { area = area_m2(intersection(bowtie(), square(0.5, 0, 2))); });
  }
  for (const double area : areas) CHECK(area == areas.front());
}
