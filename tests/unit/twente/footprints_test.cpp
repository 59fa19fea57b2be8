#include "twente/footprints.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/topology.hpp"

using namespace trek;
using datasets::Placement;
using datasets::Shape;

namespace {

Placement turned(geo::Point middle, double angle, double width_m, double depth_m) {
  return {middle, {std::cos(angle), std::sin(angle)}, width_m, depth_m};
}

}  // namespace

TEST_CASE("footprint: closed, counter-clockwise, valid, of the right area", "[twente][unit]") {
  const auto place = turned({250000, 480000}, 0.7, 20, 10);
  for (const auto& [shape, area_m2] :
       {std::pair{Shape::rectangle, 200.0}, std::pair{Shape::l_shape, 150.5}, std::pair{Shape::t_shape, 141.5}}) {
    const auto ring = datasets::footprint(place, shape);
    CHECK(ring.front() == ring.back());
    CHECK(geo::signed_area_m2(ring) == Approx(area_m2).epsilon(0.001));
    CHECK_FALSE(geo::find_invalidity({{ring, {}}}));
  }
}

TEST_CASE("overlap: equals GEOS on random rectangles", "[twente][unit]") {
  const auto seed = GENERATE(range(0U, 300U));
  CAPTURE(seed);
  core::Random random{seed};
  const auto a = turned({1000, 1000}, random.uniform(0, 6.3), random.uniform(2, 30), random.uniform(2, 30));
  const auto b = turned({1000 + random.uniform(-30, 30), 1000 + random.uniform(-30, 30)}, random.uniform(0, 6.3),
                        random.uniform(2, 30), random.uniform(2, 30));
  const geo::MultiPolygon first{{datasets::footprint(a, Shape::rectangle), {}}};
  const geo::MultiPolygon second{{datasets::footprint(b, Shape::rectangle), {}}};
  CHECK(datasets::overlap(a, b, 0.0) == (geo::area_m2(geo::intersection(first, second)) > 0.0));
}

TEST_CASE("Occupancy: what was added is taken, ground beside it is free", "[twente][unit]") {
  datasets::Occupancy ground;
  ground.add(turned({250000, 480000}, 0.0, 100, 20));
  CHECK_FALSE(ground.is_free(turned({250045, 480005}, 0.3, 8, 8), 0.0));
  CHECK(ground.is_free(turned({250000, 480020}, 0.0, 8, 8), 5.0));
  CHECK_FALSE(ground.is_free(turned({250000, 480020}, 0.0, 8, 8), 7.0));
}
