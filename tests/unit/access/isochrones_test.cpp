#include "trek/access/isochrones.hpp"

#include <numbers>
#include <vector>

#include "support/catch.hpp"
#include "support/street_map.hpp"
#include "support/threads.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/topology.hpp"

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name
namespace core = trek::core;
namespace geo = trek::geo;
namespace network = trek::network;
namespace test = trek::test;
using access::Direction;
using core::Deciseconds;

access::Endpoints one_site(const network::Snap& snap) { return {{snap.projected}, {snap}}; }

}  // namespace

TEST_CASE("isochrones: a street cut at the limit, with the buffer round it", "[access][unit]") {
  // 2 km of street at 1 m/s, the site in the middle.
  const auto map = test::street_map("A---------B", core::Meters{200}, core::MetersPerSecond{1.0});
  network::Snap snap;
  snap.edge = map.edge('A', 'B');
  snap.share = 0.5;
  snap.projected = {(map.place('A').x_m + map.place('B').x_m) / 2.0, map.place('A').y_m};
  const std::vector limits{Deciseconds{3000}, Deciseconds{6000}};
  const auto bands = access::isochrones(access::Router::on_streets(map.graph), one_site(snap), limits,
                                        Direction::to_sites, {}, threads(1));
  REQUIRE(bands.size() == 2);
  CHECK(bands[0].from == Deciseconds{0});
  CHECK(bands[0].to == Deciseconds{3000});
  CHECK(bands[1].from == Deciseconds{3000});
  const auto inner = geo::bounds(bands[0].area);
  CHECK(inner.min_x_m == Approx(snap.projected.x_m - 375.0).margin(12.0));
  CHECK(inner.max_x_m == Approx(snap.projected.x_m + 375.0).margin(12.0));
  CHECK(inner.min_y_m == Approx(snap.projected.y_m - 75.0).margin(12.0));
  CHECK(geo::area_m2(bands[0].area) == Approx(600.0 * 150.0 + std::numbers::pi * 75.0 * 75.0).epsilon(0.03));
  // The second band is the 300 m at either end that come with the second limit.
  CHECK(bands[1].area.size() == 2);
  CHECK(geo::area_m2(bands[1].area) == Approx(600.0 * 150.0).epsilon(0.05));
}

TEST_CASE("isochrones: on a one-way street the two directions differ", "[access][unit]") {
  const auto map = test::street_map("A---->----B", core::Meters{200}, core::MetersPerSecond{1.0});
  network::Snap snap;
  snap.edge = map.edge('A', 'B');
  snap.share = 0.5;
  snap.projected = {(map.place('A').x_m + map.place('B').x_m) / 2.0, map.place('A').y_m};
  const std::vector limits{Deciseconds{3000}};
  const auto router = access::Router::on_streets(map.graph);
  const auto away = access::isochrones(router, one_site(snap), limits, Direction::from_sites, {}, threads(1));
  const auto towards = access::isochrones(router, one_site(snap), limits, Direction::to_sites, {}, threads(1));
  CHECK(geo::bounds(away[0].area).max_x_m == Approx(snap.projected.x_m + 375.0).margin(12.0));
  CHECK(geo::bounds(away[0].area).min_x_m == Approx(snap.projected.x_m - 75.0).margin(12.0));
  CHECK(geo::bounds(towards[0].area).max_x_m == Approx(snap.projected.x_m + 75.0).margin(12.0));
  CHECK(geo::bounds(towards[0].area).min_x_m == Approx(snap.projected.x_m - 375.0).margin(12.0));
}

TEST_CASE("isochrones: small holes are filled, large ones stay", "[access][unit]") {
  // A square of streets; what is farther than 75 m from all of them is 150 m by 150 m: 2.25 ha.
  const auto map = test::street_map(R"(
      A--B
      |  |
      |  |
      C--D )",
                                    core::Meters{100}, core::MetersPerSecond{1.0});
  network::Snap snap;
  snap.edge = map.edge('A', 'B');
  snap.share = 0.5;
  snap.projected = {(map.place('A').x_m + map.place('B').x_m) / 2.0, map.place('A').y_m};
  const auto hole_count = [&](double smallest_hole_m2) {
    access::IsochroneOptions options;
    options.smallest_hole = core::SquareMeters{smallest_hole_m2};
    const std::vector limits{Deciseconds{36'000}};
    const auto bands = access::isochrones(access::Router::on_streets(map.graph), one_site(snap), limits,
                                          Direction::to_sites, options, threads(1));
    return bands.at(0).area.at(0).holes.size();
  };
  CHECK(hole_count(10'000.0) == 1);
  CHECK(hole_count(30'000.0) == 0);
}

TEST_CASE("isochrones: rings round a straight line's site", "[access][unit]") {
  const auto router =
      access::Router::as_the_crow_flies({trek::model::Mode::bicycle, core::kilometers_per_hour(18.0), 1.25});
  const std::vector<geo::Point> site{{1000.0, 2000.0}};
  const std::vector limits{Deciseconds{3000}, Deciseconds{6000}};  // 1200 m and 2400 m
  const auto bands = access::isochrones(router, router.endpoints(site), limits, Direction::to_sites, {}, threads(1));
  REQUIRE(bands.size() == 2);
  CHECK(geo::area_m2(bands[0].area) == Approx(std::numbers::pi * 1200.0 * 1200.0).epsilon(0.002));
  CHECK(geo::area_m2(bands[1].area) == Approx(std::numbers::pi * 3.0 * 1200.0 * 1200.0).epsilon(0.002));
  CHECK(geo::bounds(bands[1].area).max_x_m == Approx(3400.0));
  for (const auto& band : bands) CHECK_FALSE(geo::find_invalidity(band.area).has_value());
  CHECK(geo::area_m2(geo::intersection(bands[0].area, bands[1].area)) < 1e-6);
}

TEST_CASE("isochrones: limits must ascend; no limits and no sites give no bands", "[access][unit]") {
  const auto router =
      access::Router::as_the_crow_flies({trek::model::Mode::bicycle, core::kilometers_per_hour(18.0), 1.25});
  const auto site = router.endpoints(std::vector<geo::Point>{{0.0, 0.0}});
  const std::vector falling{Deciseconds{2}, Deciseconds{1}};
  const std::vector equal{Deciseconds{2}, Deciseconds{2}};
  CHECK_THROWS_AS(access::isochrones(router, site, falling, Direction::to_sites, {}, threads(1)), core::Error);
  CHECK_THROWS_AS(access::isochrones(router, site, equal, Direction::to_sites, {}, threads(1)), core::Error);
  CHECK(access::isochrones(router, site, {}, Direction::to_sites, {}, threads(1)).empty());
  CHECK(access::isochrones(router, {}, std::vector{Deciseconds{2}}, Direction::to_sites, {}, threads(1)).empty());
}
