#include "trek/geo/polygon.hpp"

#include <numbers>

#include "support/catch.hpp"

using namespace trek::geo;

namespace {

Polygon square_part(double x_m, double y_m, double side_m) { return rectangle({x_m, y_m, x_m + side_m, y_m + side_m}); }

/// 10 x 10 with a hole of 2 x 2 near its right side.
MultiPolygon holed_square() {
  auto polygon = square_part(0, 0, 10);
  polygon.holes.push_back(square_part(7, 4, 2).shell);
  return {polygon};
}

}  // namespace

TEST_CASE("area_m2: shells minus holes, whatever their orientation", "[unit]") {
  auto polygons = holed_square();
  CHECK(area_m2(polygons) == 96.0);
  std::reverse(polygons[0].shell.begin(), polygons[0].shell.end());
  CHECK(area_m2(polygons) == 96.0);
  CHECK(signed_area_m2(polygons[0].shell) == -100.0);
  polygons.push_back(square_part(100, 100, 3));
  CHECK(area_m2(polygons) == 105.0);
  CHECK(area_m2({}) == 0.0);
}

TEST_CASE("signed_area_m2: keeps its digits far from the origin", "[unit]") {
  CHECK(signed_area_m2(square_part(254'321.0, 471'234.0, 0.5).shell) == 0.25);
}

TEST_CASE("centroid: weighs area, and a hole counts against it", "[unit]") {
  const Point c = centroid(holed_square());
  CHECK(c.x_m == Approx((100.0 * 5.0 - 4.0 * 8.0) / 96.0));
  CHECK(c.y_m == Approx(5.0));
  auto clockwise = holed_square();
  std::reverse(clockwise[0].shell.begin(), clockwise[0].shell.end());
  CHECK(centroid(clockwise).x_m == Approx(c.x_m));
}

TEST_CASE("centroid: without area, the mean of the points", "[unit]") {
  const MultiPolygon line{{{{0, 0}, {4, 0}, {2, 0}, {0, 0}}, {}}};
  CHECK(centroid(line) == Point{2, 0});
}

TEST_CASE("oriented: shells counter-clockwise, holes clockwise", "[unit]") {
  auto polygons = holed_square();
  std::reverse(polygons[0].shell.begin(), polygons[0].shell.end());
  const auto result = oriented(polygons);
  CHECK(signed_area_m2(result[0].shell) == 100.0);
  CHECK(signed_area_m2(result[0].holes[0]) == -4.0);
  CHECK(result[0].shell.front() == result[0].shell.back());
}

TEST_CASE("circle: closed, counter-clockwise, of the regular polygon's area", "[unit]") {
  const auto polygon = circle({1000, 2000}, 50.0, 64);
  REQUIRE(polygon.shell.size() == 65);
  CHECK(polygon.shell.front() == polygon.shell.back());
  CHECK(signed_area_m2(polygon.shell) == Approx(32.0 * 2500.0 * std::sin(2.0 * std::numbers::pi / 64.0)));
}

TEST_CASE("rectangle: of an empty box is empty", "[unit]") {
  CHECK(rectangle(Box{}).shell.empty());
  CHECK(signed_area_m2(square_part(0, 0, 2).shell) == 4.0);
}

TEST_CASE("bounds: of nothing is empty", "[unit]") {
  CHECK(bounds(MultiPolygon{}).empty());
  const Box box = bounds(holed_square());
  CHECK(box.max_x_m == 10.0);
  CHECK(box.min_y_m == 0.0);
}

TEST_CASE("PolygonColumn: gives back what was put in", "[unit]") {
  auto two_parts = holed_square();
  two_parts.push_back(square_part(20, 20, 1));
  PolygonColumn column;
  column.append(two_parts);
  column.append({});
  column.append({square_part(5, 5, 1)});
  REQUIRE(column.size() == 3);
  REQUIRE(column.ring_count(0) == 3);
  CHECK(column.is_shell(0, 0));
  CHECK_FALSE(column.is_shell(0, 1));
  CHECK(column.is_shell(0, 2));
  CHECK(column.ring(0, 1).size() == 5);
  CHECK(column.ring_count(1) == 0);
  CHECK(column.box(1).empty());
  CHECK(column.feature(1).empty());
  const auto copy = column.feature(0);
  REQUIRE(copy.size() == 2);
  REQUIRE(copy[0].holes.size() == 1);
  CHECK(copy[0].shell == two_parts[0].shell);
  CHECK(copy[0].holes[0] == two_parts[0].holes[0]);
  CHECK(copy[1].shell == two_parts[1].shell);
  CHECK(column.ring(2, 0).front() == Point{5, 5});
}
