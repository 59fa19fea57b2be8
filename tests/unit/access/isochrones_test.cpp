#include "trek/access/isochrones.hpp"

#include <cstdint>
#include <numbers>
#include <vector>

#include "support/catch.hpp"
#include "support/holds.hpp"
#include "support/street_map.hpp"
#include "support/threads.hpp"
#include "trek/core/error.hpp"
#include "trek/geo/topology.hpp"
#include "trek/network/build_street_graph.hpp"

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

network::Snap in_the_middle(const test::StreetMap& map, char one, char other) {
  network::Snap snap;
  snap.edge = map.edge(one, other);
  snap.share = 0.5;
  snap.projected = geo::between(map.place(one), map.place(other), 0.5);
  return snap;
}

/// Takes streets as they are: small drawings have streets that would count as islands.
network::SnapOptions all_streets() {
  network::SnapOptions options;
  options.min_component_nodes = 0;
  return options;
}

}  // namespace

TEST_CASE("isochrones: a street cut at the limit, with the ground beside it", "[access][unit]") {
  // 2 km of street at 1 m/s, the site in the middle.
  const auto map = test::street_map("A---------B", core::Meters{200}, core::MetersPerSecond{1.0});
  const network::Snap snap = in_the_middle(map, 'A', 'B');
  const std::vector limits{Deciseconds{3000}, Deciseconds{6000}};
  const auto bands = access::isochrones(access::Router::on_streets(map.graph), one_site(snap), limits,
                                        Direction::to_sites, {}, threads(1));
  REQUIRE(bands.size() == 2);
  CHECK(bands[0].from == Deciseconds{0});
  CHECK(bands[0].to == Deciseconds{3000});
  CHECK(bands[1].from == Deciseconds{3000});
  // Beyond the end of what is reached the street nearest to a place is not reached: the end is cut straight.
  const auto inner = geo::bounds(bands[0].area);
  CHECK(inner.min_x_m == Approx(snap.projected.x_m - 300.0).margin(5.0));
  CHECK(inner.max_x_m == Approx(snap.projected.x_m + 300.0).margin(5.0));
  CHECK(inner.min_y_m == Approx(snap.projected.y_m - 75.0).margin(5.0));
  CHECK(geo::area_m2(bands[0].area) == Approx(600.0 * 150.0).epsilon(0.01));
  // The second band is the 300 m at either end that come with the second limit.
  CHECK(bands[1].area.size() == 2);
  CHECK(geo::area_m2(bands[1].area) == Approx(600.0 * 150.0).epsilon(0.01));
}

TEST_CASE("isochrones: round the end of a street the ground is as wide as beside it", "[access][unit]") {
  const auto map = test::street_map("A--B", core::Meters{200}, core::MetersPerSecond{1.0});
  const auto bands = access::isochrones(access::Router::on_streets(map.graph), one_site(in_the_middle(map, 'A', 'B')),
                                        std::vector{Deciseconds{36'000}}, Direction::to_sites, {}, threads(1));
  REQUIRE(bands.size() == 1);
  CHECK(geo::area_m2(bands[0].area) == Approx(600.0 * 150.0 + std::numbers::pi * 75.0 * 75.0).epsilon(0.01));
}

TEST_CASE("isochrones: on a one-way street the two directions differ", "[access][unit]") {
  const auto map = test::street_map("A---->----B", core::Meters{200}, core::MetersPerSecond{1.0});
  const network::Snap snap = in_the_middle(map, 'A', 'B');
  const std::vector limits{Deciseconds{3000}};
  const auto router = access::Router::on_streets(map.graph, all_streets());
  const auto away = access::isochrones(router, one_site(snap), limits, Direction::from_sites, {}, threads(1));
  const auto towards = access::isochrones(router, one_site(snap), limits, Direction::to_sites, {}, threads(1));
  CHECK(geo::bounds(away[0].area).max_x_m == Approx(snap.projected.x_m + 300.0).margin(5.0));
  CHECK(geo::bounds(away[0].area).min_x_m == Approx(snap.projected.x_m).margin(5.0));
  CHECK(geo::bounds(towards[0].area).max_x_m == Approx(snap.projected.x_m).margin(5.0));
  CHECK(geo::bounds(towards[0].area).min_x_m == Approx(snap.projected.x_m - 300.0).margin(5.0));
}

TEST_CASE("isochrones: small holes without a street are filled, large ones stay", "[access][unit]") {
  // A square of streets; what is farther than 75 m from all of them is 150 m by 150 m: 2.25 ha.
  const auto map = test::street_map(R"(
      A--B
      |  |
      |  |
      C--D )",
                                    core::Meters{100}, core::MetersPerSecond{1.0});
  const auto hole_count = [&](double largest_m2) {
    access::IsochroneOptions options;
    options.largest_filled_hole = core::SquareMeters{largest_m2};
    const auto bands = access::isochrones(access::Router::on_streets(map.graph), one_site(in_the_middle(map, 'A', 'B')),
                                          std::vector{Deciseconds{36'000}}, Direction::to_sites, options, threads(1));
    return bands.at(0).area.at(0).holes.size();
  };
  CHECK(hole_count(10'000.0) == 1);
  CHECK(hole_count(30'000.0) == 0);
}

TEST_CASE("isochrones: a hole with a street that is not reached stays", "[access][unit]") {
  // From E one can only come out: nobody reaches it from the square round it.
  const auto map = test::street_map(R"(
      A----B
      |    |
      |E>--F
      |    |
      C----D )",
                                    core::Meters{100}, core::MetersPerSecond{1.0});
  const auto bands =
      access::isochrones(access::Router::on_streets(map.graph, all_streets()), one_site(in_the_middle(map, 'A', 'B')),
                         std::vector{Deciseconds{36'000}}, Direction::from_sites, {}, threads(1));
  REQUIRE(bands.size() == 1);
  const geo::Point on_it = geo::between(map.place('E'), map.place('F'), 0.5);
  CHECK_FALSE(test::holds(bands[0].area, on_it));
  CHECK(test::holds(bands[0].area, geo::between(map.place('A'), map.place('C'), 0.5)));
}

TEST_CASE("isochrones: a site's own way gives way to a street that nobody reaches", "[access][unit]") {
  // 2 km of street that nothing joins; 15 m north of its middle a site, which is connected to another street far off.
  std::vector<network::Street> streets;
  for (int i = 0; i < 80; ++i) {
    const double x_m = -1000.0 + 25.0 * i;
    const auto from = static_cast<std::uint64_t>(i);
    streets.push_back({from, from + 1, {{x_m, 1000.0}, {x_m + 25.0, 1000.0}}, 250, 250, 1});
  }
  streets.push_back({100, 101, {{1100.0, -1100.0}, {1100.0, -200.0}}, 9000, 9000, 2});
  const auto graph = network::build_street_graph(trek::model::Mode::foot, streets);
  auto all = all_streets();
  all.max_distance = core::Meters{2000.0};
  const geo::Point place{0.0, 1015.0};
  network::Snap snap;
  snap.projected = {1100.0, -200.0};
  for (std::uint32_t edge = 0; edge < graph.edge_count(); ++edge) {
    if (graph.edge_way[edge] == 2) snap.edge = network::EdgeIdx{edge};
  }
  snap.share = graph.shape(snap.edge).front() == snap.projected ? 0.0 : 1.0;
  snap.distance_m = geo::distance_m(place, snap.projected);
  access::IsochroneOptions options;
  options.ground = core::Meters{60.0};
  options.step = core::Meters{4.0};
  options.simplify_tolerance = core::Meters{1.0};
  const auto bands = access::isochrones(access::Router::on_streets(graph, all), {{place}, {snap}},
                                        std::vector{Deciseconds{36'000}}, Direction::to_sites, options, threads(1));
  REQUIRE(bands.size() == 1);
  CHECK(test::holds(bands[0].area, geo::between(place, snap.projected, 0.5)));
  // The way crosses the street at x = 13.6. 16 m to the east it is 12 m off, well within the 20 m beside it.
  CHECK_FALSE(test::holds(bands[0].area, {29.6, 1000.0}));
}

TEST_CASE("isochrones: a canal parts the area halfway between its banks", "[access][unit]") {
  // The two banks are 100 m apart and joined 2 km away only; three minutes along the southern one.
  const auto map = test::street_map(R"(
      A--------------------B
                           |
      C--------------------D )",
                                    core::Meters{50}, core::MetersPerSecond{10.0});
  network::Snap snap = in_the_middle(map, 'C', 'D');
  snap.share = 0.1;
  snap.projected = geo::between(map.place('C'), map.place('D'), 0.1);
  const auto bands = access::isochrones(access::Router::on_streets(map.graph), one_site(snap),
                                        std::vector{Deciseconds{600}}, Direction::from_sites, {}, threads(1));
  REQUIRE(bands.size() == 1);
  const auto box = geo::bounds(bands[0].area);
  CHECK(box.max_y_m == Approx(map.place('C').y_m + 50.0).margin(3.0));
  CHECK(box.min_y_m == Approx(map.place('C').y_m - 75.0).margin(5.0));
}

TEST_CASE("isochrones: what is travelled where nobody gets off is not reached", "[access][unit]") {
  // Over the water by ferry: the streets on either side are reached, the water between is not.
  auto map = test::street_map("A--B----------C--D", core::Meters{100}, core::MetersPerSecond{5.0});
  std::vector<std::uint8_t> flags(map.graph.edge_count(), 0);
  flags[map.edge('B', 'C').value()] = network::kNoEntry;
  map.graph.edge_flags = flags;
  const auto bands = access::isochrones(access::Router::on_streets(map.graph), one_site(in_the_middle(map, 'A', 'B')),
                                        std::vector{Deciseconds{36'000}}, Direction::from_sites, {}, threads(1));
  REQUIRE(bands.size() == 1);
  CHECK(bands[0].area.size() == 2);
  CHECK(test::holds(bands[0].area, geo::between(map.place('C'), map.place('D'), 0.5)));
  CHECK_FALSE(test::holds(bands[0].area, geo::between(map.place('B'), map.place('C'), 0.5)));
  CHECK(geo::area_m2(bands[0].area) == Approx(2.0 * (300.0 * 150.0 + std::numbers::pi * 75.0 * 75.0)).epsilon(0.02));
}

TEST_CASE("isochrones: a site far from its street is joined to its area by its own way", "[access][unit]") {
  const auto map = test::street_map("A---------B", core::Meters{200}, core::MetersPerSecond{1.0});
  network::Snap snap = in_the_middle(map, 'A', 'B');
  snap.distance_m = 200.0;
  snap.connector_ds = 1500;
  const geo::Point place{snap.projected.x_m, snap.projected.y_m + 200.0};
  const auto bands = access::isochrones(access::Router::on_streets(map.graph), {{place}, {snap}},
                                        std::vector{Deciseconds{3000}}, Direction::to_sites, {}, threads(1));
  REQUIRE(bands.size() == 1);
  CHECK(bands[0].area.size() == 1);
  CHECK(test::holds(bands[0].area, place));
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
