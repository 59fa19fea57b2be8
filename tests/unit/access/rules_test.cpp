#include <algorithm>
#include <vector>

#include "support/catch.hpp"
#include "support/street_map.hpp"
#include "support/threads.hpp"
#include "trek/access/detail/street_arrivals.hpp"
#include "trek/access/router.hpp"
#include "trek/network/build_street_graph.hpp"
#include "trek/network/hierarchy.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace network = trek::network;
namespace test = trek::test;
using trek::model::Mode;

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name

constexpr auto kNever = access::kUnreachable_ds;

/// One character = 10 m = 1 s.
test::DrawnStreets drawn_town(std::string_view drawing) {
  return test::drawn_streets(drawing, core::Meters{10}, core::MetersPerSecond{10.0});
}

access::Endpoints only(const network::Snap& snap) { return {{geo::Point{}}, {snap}}; }

/// By search and by sweep, from the one and to the other.
std::uint32_t trip_ds(const test::StreetMap& map, const network::Snap& from, const network::Snap& to) {
  const network::StreetGraph* const graphs[] = {&map.graph};
  const auto hierarchy = network::build_hierarchies(graphs, threads(1), {2});
  std::vector<std::uint32_t> found;
  for (const auto kernel : {access::Kernel::search, access::Kernel::sweep}) {
    const auto router = access::Router::on_streets(map.graph, {}, {&hierarchy.front(), kernel});
    for (const auto direction : {access::Direction::from_sites, access::Direction::to_sites}) {
      const bool forward = direction == access::Direction::from_sites;
      const auto table = router.travel_table(only(forward ? from : to), only(forward ? to : from),
                                             core::Deciseconds{36'000}, direction, threads(1));
      found.push_back(table[0].empty() ? kNever : table[0][0].time_ds);
    }
  }
  CHECK(std::count(found.begin(), found.end(), found.front()) == 4);
  return found.front();
}

}  // namespace

TEST_CASE("turns: what is forbidden is driven round, and not dodged by turning round", "[access][unit]") {
  auto town = drawn_town(R"(
        D-----F
        |     |
      A-B-E-C>G
            |
            |
            H )");
  const auto a_to_d = [&](Mode mode) {
    const auto map = test::street_map(town, mode);
    return trip_ds(map, map.on('A', 'B', 0.0), map.on('D', 'F', 0.0));
  };
  CHECK(a_to_d(Mode::car) == 40);
  town.forbid("ABD");
  // By bicycle one turns round at E. By car neither there nor at C: by G and F (16 s), which is less than by turning
  // round at the end of H (18 s).
  CHECK(a_to_d(Mode::bicycle) == 20 + 20 + 20 + 20);
  CHECK(a_to_d(Mode::car) == 20 + 40 + 20 + 20 + 60);
  const auto map = test::street_map(town, Mode::car);
  CHECK(trip_ds(map, map.on('C', 'E', 0.0), map.on('D', 'F', 0.0)) == 60);  // not from there
  CHECK(trip_ds(map, map.on('A', 'B', 1.0), map.on('D', 'F', 0.0)) == 20);  // nor from B itself
  CHECK(trip_ds(map, map.on('A', 'B', 0.5), map.on('B', 'D', 0.5)) == 10 + 40 + 20 + 20 + 60 + 10);
  CHECK(trip_ds(map, map.on('A', 'B', 0.5), map.on('B', 'E', 0.5)) == 20);
}

TEST_CASE("turns: at a dead end anyone turns round", "[access][unit]") {
  auto town = drawn_town(R"(
        D
        |
      A-B-E-C )");
  town.forbid("ABD");
  const auto map = test::street_map(town, Mode::car);
  CHECK(trip_ds(map, map.on('A', 'B', 0.0), map.on('D', 'B', 0.0)) == 20 + 40 + 40 + 20);
}

TEST_CASE("turns: a command forbids all else, and a restriction by way of a street only that way", "[access][unit]") {
  auto town = drawn_town(R"(
        D-----F
        |     |
      A-B>E-C-G )");
  auto commanded = town;
  commanded.forbid("ABE", true);
  auto map = test::street_map(commanded, Mode::car);
  CHECK(trip_ds(map, map.on('A', 'B', 0.0), map.on('D', 'F', 0.0)) == 20 + 40 + 20 + 20 + 60);
  town.forbid("ABEC");
  map = test::street_map(town, Mode::car);
  CHECK(trip_ds(map, map.on('D', 'F', 0.0), map.on('C', 'G', 0.0)) == 20 + 40);
  CHECK(trip_ds(map, map.on('A', 'B', 0.0), map.on('C', 'G', 0.0)) == 20 + 20 + 20 + 20 + 20);  // turns at D
  CHECK(trip_ds(map, map.on('A', 'B', 0.0), map.on('E', 'C', 0.0)) == 40);
}

TEST_CASE("turns: by car one does not turn round on the street by way of which a restriction goes", "[access][unit]") {
  auto town = drawn_town(R"(
        D<-E---F
           |   |
        A>-B---C )");
  town.forbid("ABED");
  const auto a_to_d = [&](Mode mode) {
    const auto map = test::street_map(town, mode);
    return trip_ds(map, map.on('A', 'B', 0.0), map.on('D', 'E', 0.0));
  };
  CHECK(a_to_d(Mode::bicycle) == 30 + 20 + 20 + 20 + 30);  // back to B and up again
  CHECK(a_to_d(Mode::car) == 30 + 40 + 20 + 40 + 30);
}

TEST_CASE("local-only streets: for whoever starts or ends there, never through", "[access][unit]") {
  auto town = drawn_town(R"(
      A--P--B
      |     |
      C-----D )");
  town.keep_local("APB");
  const auto map = test::street_map(town, Mode::bicycle);
  CHECK(map.graph.core_node_count() == 4);
  CHECK(trip_ds(map, map.on('A', 'C', 0.0), map.on('B', 'D', 0.0)) == 20 + 60 + 20);
  CHECK(trip_ds(map, map.on('A', 'P', 0.5), map.on('B', 'D', 0.5)) == 15 + 30 + 10);
  CHECK(trip_ds(map, map.on('C', 'A', 0.0), map.on('P', 'B', 0.5)) == 20 + 30 + 15);
  CHECK(trip_ds(map, map.on('A', 'P', 0.5), map.on('P', 'B', 0.5)) == 30);
  const auto node_ds =
      access::node_times_ds(map.graph, map.on('C', 'A', 0.0), core::Deciseconds{60}, access::Direction::from_sites);
  CHECK(node_ds[map['P'].value()] == 50);
  CHECK(node_ds[map['B'].value()] == kNever);  // 8 s over D; 8 s too over P, if that were a way through
}

TEST_CASE("local-only streets: what is reached at the end of a trip is drawn", "[access][unit]") {
  auto town = drawn_town(R"(
      A--P--B
      |     |
      C-----D )");
  town.keep_local("APB");
  const auto map = test::street_map(town, Mode::bicycle);
  access::detail::StreetArrivals streets{map.graph, access::Direction::from_sites};
  streets.find(map.on('C', 'A', 0.0), core::Deciseconds{65});
  // Up from C in 2 s, along APB in 3 s a street: what lies 15 m and 45 m from A is had after 3.5 s and 6.5 s.
  const auto time_ds = [&](char one, char other, double share) {
    const network::Snap place = map.on(one, other, share);
    return streets.time_ds(place.edge.value(), place.share);
  };
  CHECK(time_ds('A', 'P', 0.5) == Approx(35.0));
  CHECK(time_ds('P', 'B', 0.5) == Approx(65.0));
  CHECK(time_ds('A', 'C', 1.0) == Approx(0.0));
}

TEST_CASE("local-only streets: one that ends at a barrier is joined at that spot", "[access][unit]") {
  network::Streets streets;
  const auto place = [](std::uint64_t key) { return geo::Point{10.0 * static_cast<double>(key), 0.0}; };
  for (std::uint64_t key = 0; key < 300; ++key) {
    streets.add({key, key + 1, {place(key), place(key + 1)}, 10, 10, key, 0});
  }
  streets.add({1000, 1001, {place(150), {1500.0, 40.0}}, 40, 40, 1000, network::kLocalOnly});
  const test::StreetMap map{network::build_street_graph(Mode::bicycle, streets), {}};
  network::Snap road;
  network::Snap drive;
  for (std::uint32_t e = 0; e < map.graph.edge_count(); ++e) {
    if (map.graph.edge_way[e] == 149) road.edge = network::EdgeIdx{e};
    if (map.graph.edge_way[e] == 1000) drive.edge = network::EdgeIdx{e};
  }
  drive.share = 0.5;
  for (const double share : {1.0, 0.5}) {
    CAPTURE(share);
    road.share = share;
    CHECK(trip_ds(map, road, drive) == (share == 1.0 ? 20 : kNever));  // nothing passes the barrier
    CHECK(trip_ds(map, drive, road) == (share == 1.0 ? 20 : kNever));
  }
}
