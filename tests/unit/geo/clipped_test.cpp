#include <vector>

#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/geo/topology.hpp"

using namespace trek::geo;

// A comb of two teeth, 10 wide and 20 high each, on a back of 30 x 10: the box cuts the teeth alone.
TEST_CASE("clipped: two teeth of a comb, and a hole", "[unit]") {
  const MultiPolygon comb{{{{0, 0}, {30, 0}, {30, 30}, {20, 30}, {20, 10}, {10, 10}, {10, 30}, {0, 30}, {0, 0}}, {}}};
  const Box teeth{-5, 20, 35, 40};
  CHECK(area_m2(clipped(comb, teeth)) == Approx(200.0));
  const auto apart = made_valid(clipped(comb, teeth));
  CHECK(apart.size() == 2);
  CHECK(area_m2(apart) == Approx(200.0));
  CHECK(clipped(comb, {12, 15, 18, 25}).empty());  // between them
  const MultiPolygon frame{{rectangle({0, 0, 30, 30}).shell, {rectangle({10, 10, 20, 20}).shell}}};
  CHECK(area_m2(clipped(frame, {0, 0, 15, 15})) == Approx(225.0 - 25.0));
  CHECK(area_m2(clipped(frame, {12, 12, 18, 18})) == Approx(0.0).margin(1e-9));  // in the hole
}

TEST_CASE("clipped: has the area of the overlay with the box", "[property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  MultiPolygon star;
  Ring ring;
  for (std::size_t i = 0; i < 24; ++i) ring.push_back(circle({0, 0}, random.uniform(5.0, 60.0), 24).shell[i]);
  ring.push_back(ring.front());
  star.push_back({ring, {circle({0, 0}, 3.0, 8).shell}});
  const double x_m = random.uniform(-60.0, 20.0);
  const double y_m = random.uniform(-60.0, 20.0);
  const Box box{x_m, y_m, x_m + random.uniform(1.0, 60.0), y_m + random.uniform(1.0, 60.0)};
  const double area = area_m2(intersection(star, {rectangle(box)}));
  CHECK(area_m2(clipped(star, box)) == Approx(area).margin(1e-6));
  CHECK(area_m2(made_valid(clipped(star, box))) == Approx(area).margin(1e-6));
}
