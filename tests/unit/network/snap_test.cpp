#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/street_map.hpp"
#include "trek/core/error.hpp"
#include "trek/network/build_street_graph.hpp"
#include "trek/network/snap.hpp"

namespace {

using namespace trek;
using core::Meters;
using core::MetersPerSecond;
using network::SnapFailure;

test::StreetMap square_and_island() {
  return test::street_map(R"(
      A-----B
      |     |
      C-----D          K--L )",
                          Meters{10}, MetersPerSecond{1.25});
}

network::SnapOptions islands_below(std::uint32_t node_count, double max_distance_m = 250.0) {
  network::SnapOptions options;
  options.min_component_nodes = node_count;
  options.max_distance = Meters{max_distance_m};
  return options;
}

TEST_CASE("snap: meets the street between its nodes, not at a node", "[network][unit]") {
  const auto map = square_and_island();
  const network::Snapper snapper{map.graph, islands_below(3)};
  const auto snap = snapper.snap(geo::Point{15.0, 24.0});
  REQUIRE(snap.ok());
  CHECK(snap.edge == map.edge('A', 'B'));
  CHECK(snap.projected == geo::Point{15.0, 20.0});
  CHECK(snap.share == Approx(0.25));
  CHECK(snap.distance_m == Approx(4.0));
  CHECK(snap.connector_ds == 30);  // 4 m at 4.8 km/h = 3.0 s
  auto round_the_corner = islands_below(3);
  round_the_corner.connector_detour = 1.5;
  CHECK(network::Snapper{map.graph, round_the_corner}.snap(geo::Point{15.0, 24.0}).connector_ds == 45);
}

TEST_CASE("snap: the share counts along the whole shape", "[network][unit]") {
  const std::vector<network::Street> street{{1, 2, {{0, 0}, {30, 0}, {30, 10}, {30, 10}, {90, 10}}, 100, 100, 1}};
  const auto graph = network::build_street_graph(model::Mode::foot, street);
  const network::Snapper snapper{graph};
  const auto on_second_half = snapper.snap(geo::Point{50.0, 13.0});
  const bool drawn = graph.shape(network::EdgeIdx{0U}).front() == geo::Point{0, 0};
  CHECK(drawn);
  CHECK(on_second_half.share == Approx(0.6));
  CHECK(snapper.snap(geo::Point{-5.0, 0.0}).share == 0.0);
  CHECK(snapper.snap(geo::Point{95.0, 10.0}).share == 1.0);
}

TEST_CASE("snap: passes over a nearer island", "[network][unit]") {
  const auto map = square_and_island();
  const geo::Point near_island{150.0, 0.0};
  const auto connected = network::Snapper{map.graph, islands_below(3)}.snap(near_island);
  REQUIRE(connected.ok());
  CHECK(connected.projected == map.place('D'));
  CHECK(connected.distance_m == Approx(90.0));
  const auto island_counts = network::Snapper{map.graph, islands_below(2)}.snap(near_island);
  CHECK(island_counts.edge == map.edge('K', 'L'));
}

TEST_CASE("snap: says why there is no street", "[network][unit]") {
  const auto map = square_and_island();
  const network::Snapper snapper{map.graph, islands_below(3, 20.0)};

  const auto island = snapper.snap(geo::Point{170.0, 10.0});
  CHECK(island.failure == SnapFailure::island);
  CHECK_FALSE(island.ok());
  CHECK_FALSE(island.edge.valid());
  CHECK(island.distance_m == Approx(10.0));

  const auto too_far = snapper.snap(geo::Point{110.0, 10.0});
  CHECK(too_far.failure == SnapFailure::too_far);
  CHECK(std::isnan(too_far.distance_m));  // nothing is looked for beyond the limit

  const auto outside = snapper.snap(geo::Point{0.0, 1000.0});
  CHECK(outside.failure == SnapFailure::outside);
  CHECK(std::isnan(outside.distance_m));

  const auto no_place = snapper.snap(geo::Point{std::numeric_limits<double>::quiet_NaN(), 0.0});
  CHECK(no_place.failure == SnapFailure::no_place);
  CHECK(std::isnan(no_place.distance_m));
}

/// A motorway that no place joins, and a street 60 m beside it.
network::StreetGraph motorway_and_street() {
  const std::vector<network::Street> streets{
      {1, 2, {{0, 0}, {100, 0}}, 100, 100, 1, network::kNoEntry},
      {2, 3, {{100, 0}, {100, 60}}, 100, 100, 2, network::kNoEntry},
      {3, 4, {{100, 60}, {0, 60}}, 100, 100, 3},
      {5, 6, {{0, -200}, {100, -200}}, 100, 100, 4},
      {6, 7, {{100, -200}, {200, -200}}, 100, 100, 5, network::kNoEntry},
  };
  return network::build_street_graph(model::Mode::car, streets);
}

TEST_CASE("snap: passes over a nearer street that cannot be entered there", "[network][unit]") {
  const auto graph = motorway_and_street();
  const network::Snapper snapper{graph, islands_below(4, 80.0)};
  const auto beside_motorway = snapper.snap(geo::Point{50.0, 5.0});
  REQUIRE(beside_motorway.ok());
  CHECK(graph.edge_way[beside_motorway.edge.value()] == 3);
  CHECK(beside_motorway.projected == geo::Point{50.0, 60.0});
  CHECK(beside_motorway.connector_ds == 413);  // 55 m at 4.8 km/h = 41.25 s
  // Where they meet, the street is joined though the motorway is as near and comes first.
  CHECK(graph.edge_way[snapper.snap(geo::Point{100.0, 60.0}).edge.value()] == 3);
}

TEST_CASE("snap: says that only streets without entry are near", "[network][unit]") {
  const auto graph = motorway_and_street();
  const network::Snapper snapper{graph, islands_below(4, 30.0)};
  const auto beside_motorway = snapper.snap(geo::Point{50.0, 5.0});
  CHECK(beside_motorway.failure == SnapFailure::no_entry);
  CHECK_FALSE(beside_motorway.edge.valid());
  CHECK(beside_motorway.connector_ds == 0);
  CHECK(beside_motorway.projected == geo::Point{50.0, 0.0});
  CHECK(beside_motorway.distance_m == Approx(5.0));
  CHECK(snapper.snap(geo::Point{101.0, -200.0}).failure == SnapFailure::island);
  CHECK(snapper.snap(geo::Point{150.0, -200.0}).failure == SnapFailure::no_entry);
}

TEST_CASE("snap: the limit itself is within reach", "[network][unit]") {
  const auto map = square_and_island();
  const network::Snapper snapper{map.graph, islands_below(3, 20.0)};
  CHECK(snapper.snap(geo::Point{30.0, 40.0}).ok());
  CHECK(snapper.snap(geo::Point{30.0, 40.001}).failure == SnapFailure::outside);
}

TEST_CASE("snap: the largest component is never an island, and an empty graph covers nothing", "[network][unit]") {
  const auto map = test::street_map("A--B", Meters{10}, MetersPerSecond{1.0});
  CHECK(network::Snapper{map.graph, islands_below(100)}.snap(geo::Point{5, 5}).ok());
  const network::StreetGraph empty;
  CHECK(network::Snapper{empty}.snap(geo::Point{5, 5}).failure == SnapFailure::outside);
}

TEST_CASE("snap: refuses options that make no sense", "[network][unit]") {
  const auto map = test::street_map("A--B", Meters{10}, MetersPerSecond{1.0});
  CHECK_THROWS_AS(network::Snapper(map.graph, islands_below(1, -1.0)), core::Error);
}

TEST_CASE("snap: names of the failures", "[network][unit]") {
  CHECK(network::name_of(SnapFailure::too_far) == "too_far");
  CHECK(network::name_of(SnapFailure::no_entry) == "no_entry");
  CHECK(network::name_of(SnapFailure::outside) == "outside");
}

}  // namespace
