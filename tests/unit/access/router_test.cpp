#include "trek/access/router.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/street_map.hpp"
#include "support/threads.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"
#include "trek/network/build_street_graph.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace network = trek::network;
namespace test = trek::test;
using trek::access::Direction;

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name

constexpr auto kNone = access::kUnreachable_ds;

access::Endpoints points(const std::vector<network::Snap>& snaps) {
  return {std::vector<geo::Point>(snaps.size()), snaps};
}

/// Time from one point to another; kUnreachable_ds when it is not reached within an hour.
std::uint32_t time_ds(const test::StreetMap& map, const network::Snap& from, const network::Snap& to,
                      Direction direction = Direction::from_sites, std::uint32_t limit_ds = 36'000) {
  const auto router = access::Router::on_streets(map.graph);
  const bool forward = direction == Direction::from_sites;
  const auto table = router.travel_table(points({forward ? from : to}), points({forward ? to : from}),
                                         core::Deciseconds{limit_ds}, direction, threads(1));
  return table[0].empty() ? kNone : table[0][0].time_ds;
}

access::Router bicycle_line(double detour = 1.3) {
  return access::Router::as_the_crow_flies({trek::model::Mode::bicycle, core::kilometers_per_hour(18.0), detour});
}

}  // namespace

TEST_CASE("travel times: the shorter way round, counted from inside the streets", "[access][unit]") {
  const auto map = test::street_map(R"(
      A-----B
      |     |
      |     |
      C-----D     E-F )",
                                    core::Meters{10}, core::MetersPerSecond{1.0});  // one character = 10 m = 100 ds
  const auto from = map.on('A', 'B', 0.5);
  CHECK(time_ds(map, from, map.on('A', 'C', 0.5)) == 300 + 150);
  CHECK(time_ds(map, from, map.on('C', 'D', 0.75)) == 300 + 300 + 150);
  CHECK(time_ds(map, from, map.on('E', 'F', 0.5)) == kNone);
  CHECK(time_ds(map, map.on('A', 'B', 0.5, 40), map.on('A', 'C', 0.5, 7)) == 40 + 450 + 7);
}

TEST_CASE("travel times: at exactly the limit is reached, a decisecond less is not", "[access][unit]") {
  const auto map = test::street_map("A-----B", core::Meters{10}, core::MetersPerSecond{1.0});
  const auto from = map.on('A', 'B', 0.25, 5);
  const auto to = map.on('A', 'B', 0.75, 5);
  for (const auto direction : {Direction::from_sites, Direction::to_sites}) {
    CHECK(time_ds(map, from, to, direction, 310) == 310);
    CHECK(time_ds(map, from, to, direction, 309) == kNone);
  }
}

TEST_CASE("travel times: both points on one street, every way that one-ways allow", "[access][unit]") {
  const auto map = test::street_map(R"(
      A-->--B
      |     |
      |     |
      C-----D )",
                                    core::Meters{10}, core::MetersPerSecond{1.0});
  const auto early = map.on('A', 'B', 0.25);
  const auto late = map.on('A', 'B', 0.75);
  const std::uint32_t round = 150 + 300 + 600 + 300 + 150;  // on to B, D, C, A and back in
  for (const auto direction : {Direction::from_sites, Direction::to_sites}) {
    CHECK(time_ds(map, early, late, direction) == 300);
    CHECK(time_ds(map, late, early, direction) == round);
    CHECK(time_ds(map, early, early, direction) == 0);
  }
}

TEST_CASE("travel times: the way round beats a slow street between two points on it", "[access][unit]") {
  // One slow street and one quick street between the same two junctions.
  std::vector<network::Street> streets(2);
  for (auto& street : streets) {
    street.from_key = 1;
    street.to_key = 2;
  }
  streets[0].shape = {{0.0, 0.0}, {100.0, 0.0}};
  streets[0].forward_ds = streets[0].backward_ds = 1000;
  streets[1].shape = {{0.0, 0.0}, {50.0, 50.0}, {100.0, 0.0}};
  streets[1].forward_ds = streets[1].backward_ds = 10;
  const auto graph = network::build_street_graph(trek::model::Mode::car, streets);
  network::Snap a;
  a.edge = network::EdgeIdx{graph.edge_forward_ds[0] == 1000 ? 0U : 1U};
  a.share = 0.1;
  network::Snap b = a;
  b.share = 0.9;
  const auto router = access::Router::on_streets(graph);
  const auto table =
      router.travel_table(points({a}), points({b}), core::Deciseconds{2000}, Direction::to_sites, threads(1));
  REQUIRE(table[0].size() == 1);
  CHECK(table[0][0].time_ds == 100 + 10 + 100);
}

TEST_CASE("travel times: a point at a junction leaves a one-way street by the other ones", "[access][unit]") {
  const auto map = test::street_map("B--A-->--C", core::Meters{10}, core::MetersPerSecond{1.0});
  const auto at_junction = map.on('A', 'C', 0.0);
  const auto beside = map.on('A', 'B', 0.5);
  CHECK(time_ds(map, at_junction, beside) == 150);
  CHECK(time_ds(map, beside, at_junction) == 150);
  CHECK(time_ds(map, map.on('A', 'C', 0.1), beside) == kNone);
}

TEST_CASE("travel times: an endpoint that is not connected reaches nothing", "[access][unit]") {
  const auto map = test::street_map("A-----B", core::Meters{10}, core::MetersPerSecond{1.0});
  network::Snap lost;
  lost.failure = network::SnapFailure::too_far;
  const auto good = map.on('A', 'B', 0.5);
  const auto router = access::Router::on_streets(map.graph);
  const auto table = router.travel_table(points({lost, good}), points({good, lost}), core::Deciseconds{1000},
                                         Direction::to_sites, threads(1));
  CHECK(table[0].empty());
  REQUIRE(table[1].size() == 1);
  CHECK(table[1][0].row == 0);
  const auto nearest = router.nearest_site(points({lost, good}), points({good, lost}), core::Deciseconds{1000},
                                           Direction::to_sites, threads(1));
  CHECK(nearest[0].site == 1);
  CHECK(nearest[1].time_ds == kNone);
}

TEST_CASE("Router: endpoints are snapped to the streets of the router", "[access][unit]") {
  const auto map = test::street_map("A-----B", core::Meters{10}, core::MetersPerSecond{1.0});
  network::SnapOptions options;
  options.connector_speed = core::MetersPerSecond{1.0};
  const auto router = access::Router::on_streets(map.graph, options);
  const auto a = map.place('A');
  const std::vector<geo::Point> places{{a.x_m + 15.0, a.y_m + 20.0}, {a.x_m + 5000.0, a.y_m}};
  const auto snapped = router.endpoints(places);
  REQUIRE(snapped.size() == 2);
  CHECK(snapped.connected(0));
  CHECK(snapped.snap[0].connector_ds == 200);
  CHECK_FALSE(snapped.connected(1));
  CHECK_THROWS_AS(router.travel_table({places, {}}, snapped, core::Deciseconds{1}, Direction::to_sites, threads(1)),
                  core::Error);
}

//  A--600--X Y--300--B    X, Y and Z (to C, 400) are one spot: a barrier cuts all streets there.
TEST_CASE("travel times: a place at a barrier is reached from every side, and nothing passes it", "[access][unit]") {
  const geo::Point spot{60, 0};
  const std::vector<network::Street> streets{{1, 2, {{0, 0}, spot}, 600, 600, 1},
                                             {3, 4, {spot, {90, 0}}, 300, 300, 2},
                                             {5, 6, {spot, {60, -40}}, 400, 400, 3}};
  const auto graph = network::build_street_graph(trek::model::Mode::car, streets);
  network::SnapOptions snap;
  snap.min_component_nodes = 1;
  const auto router = access::Router::on_streets(graph, snap);
  const auto barrier = router.endpoints(std::vector{spot}, threads(1));
  const auto ends = router.endpoints(std::vector<geo::Point>{{0, 0}, {90, 0}, {60, -40}}, threads(1));
  for (const auto direction : {Direction::from_sites, Direction::to_sites}) {
    const auto table = router.travel_table(barrier, ends, core::Deciseconds{1000}, direction, threads(1));
    const auto row = table[0];
    REQUIRE(row.size() == 3);
    CHECK(row[0].time_ds == 600);
    CHECK(row[1].time_ds == 300);
    CHECK(row[2].time_ds == 400);
    CHECK(router.nearest_site(ends, barrier, core::Deciseconds{1000}, direction, threads(1))[0].site == 1);
    CHECK(router.travel_table(ends, ends, core::Deciseconds{5000}, direction, threads(1))[0].size() == 1);
  }
}

TEST_CASE("straight line: distance times detour over speed, in deciseconds", "[access][unit]") {
  const auto router = bicycle_line();  // 5 m/s
  CHECK(router.is_straight_line());
  CHECK(router.graph() == nullptr);
  const std::vector<geo::Point> site{{0.0, 0.0}};
  const std::vector<geo::Point> others{{300.0, 400.0}, {0.0, 0.0}, {0.0, 501.0}, {NAN, 0.0}};
  const auto table = router.travel_table(router.endpoints(site), router.endpoints(others), core::Deciseconds{1300},
                                         Direction::to_sites, threads(1));
  const auto row = table[0];
  CHECK(std::vector(row.begin(), row.end()) == std::vector<access::Reach>{{0, 1300}, {1, 0}});
  CHECK_THROWS_AS(bicycle_line(0.9), core::Error);
  CHECK_THROWS_AS(access::Router::as_the_crow_flies({}), core::Error);
}

TEST_CASE("straight line: the nearest site is the lowest row of the smallest rounded time", "[access][unit]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  core::Random random{seed};
  // A coarse grid of places, so that equal times are common.
  const auto places = [&](std::size_t count) {
    std::vector<geo::Point> all(count);
    for (auto& place : all) {
      place = {static_cast<double>(random.below(12)) * 50.0, static_cast<double>(random.below(12)) * 50.0};
    }
    all[random.below(count)].y_m = std::numeric_limits<double>::quiet_NaN();
    return all;
  };
  const auto router = bicycle_line(1.0);
  const auto sites = router.endpoints(places(8));
  const auto others = router.endpoints(places(60));
  const core::Deciseconds limit{500};
  const auto nearest = router.nearest_site(sites, others, limit, Direction::to_sites, threads(1));
  for (std::size_t other = 0; other < others.size(); ++other) {
    access::Router::Nearest expected;
    for (std::uint32_t site = 0; site < sites.size(); ++site) {
      const double time = std::round(geo::distance_m(sites.place[site], others.place[other]) * 2.0);
      if (time <= 500.0 && time < expected.time_ds) expected = {site, static_cast<std::uint32_t>(time)};
    }
    CHECK(nearest[other].time_ds == expected.time_ds);
    if (expected.time_ds != kNone) CHECK(nearest[other].site == expected.site);
  }
}
