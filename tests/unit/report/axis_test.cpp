#include "trek/report/detail/axis.hpp"

#include <limits>

#include "support/catch.hpp"
#include "trek/report/detail/area_drawing.hpp"

using namespace trek::report::detail;
using trek::geo::Box;
using trek::geo::Point;

TEST_CASE("axis: numbers have their place, also from right to left", "[report][unit]") {
  const Axis axis{10.0, 30.0, 100.0, 300.0};
  CHECK(axis.at(10.0) == 100.0);
  CHECK(axis.at(15.0) == 150.0);
  CHECK(axis.at(30.0) == 300.0);
  const Axis down{0.0, 1.0, 200.0, 0.0};
  CHECK(down.at(0.25) == 150.0);
  CHECK(Axis{5.0, 5.0, 0.0, 80.0}.at(5.0) == 40.0);  // without length: in the middle
}

TEST_CASE("axis: ticks are round and lie on it", "[report][unit]") {
  CHECK(Axis{0.0, 1.0, 0.0, 1.0}.ticks(5) == std::vector<double>{0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0});
  CHECK(Axis{0.0, 47000.0, 0.0, 1.0}.ticks(5) == std::vector<double>{0.0, 10000.0, 20000.0, 30000.0, 40000.0});
  CHECK(Axis{3.0, 9.0, 0.0, 1.0}.ticks(3) == std::vector<double>{4.0, 6.0, 8.0});
  CHECK(Axis{0.0, 1.0, 0.0, 1.0}.decimals(5) == 1);
  CHECK(Axis{0.0, 47000.0, 0.0, 1.0}.decimals(5) == 0);
  CHECK(Axis{0.61, 0.66, 0.0, 1.0}.decimals(5) == 2);
  CHECK(Axis{1.0, 1.0, 0.0, 1.0}.ticks(5).empty());
}

TEST_CASE("axis: units are the same text everywhere", "[report][unit]") {
  CHECK(units(12.0) == "12");
  CHECK(units(12.5) == "12.5");
  CHECK(units(12.346) == "12.35");
  CHECK(units(-0.001) == "0");
  CHECK(units(std::numeric_limits<double>::quiet_NaN()) == "0");
}

TEST_CASE("area_drawing: north is up and a metre is as long both ways", "[report][unit]") {
  // 20 km across and 10 km up, drawn 200 by 200: a unit is 100 m, and 50 units are free above and below
  const AreaDrawing map{Box{0.0, 0.0, 20'000.0, 10'000.0}, 200.0, 200.0};
  CHECK(map.at({0.0, 0.0}) == std::pair{0.0, 150.0});
  CHECK(map.at({20'000.0, 10'000.0}) == std::pair{200.0, 50.0});
  CHECK(map.at({10'000.0, 5'000.0}) == std::pair{100.0, 100.0});
  const trek::geo::MultiPolygon square{{{{0, 0}, {1000, 0}, {1000, 10}, {1000, 1000}, {0, 1000}, {0, 0}}, {}}};
  CHECK(map.path(square) == "M0 150L10 150L10 140L0 140Z");  // the point 10 m further is left out
}

TEST_CASE("area_drawing: a box without size is drawn as a square kilometre", "[report][unit]") {
  const AreaDrawing map{Box{5.0, 5.0, 5.0, 5.0}, 100.0, 100.0};
  CHECK(map.at({5.0, 5.0}) == std::pair{50.0, 50.0});
  CHECK(map.at({505.0, 5.0}) == std::pair{100.0, 50.0});
  CHECK(AreaDrawing{Box{}, 100.0, 100.0}.at({0.0, 0.0}) == std::pair{50.0, 50.0});
}
