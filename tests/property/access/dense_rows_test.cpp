#include "trek/access/dense_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "random_streets.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"
#include "trek/core/error.hpp"
#include "trek/network/hierarchy.hpp"

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name
namespace core = trek::core;
namespace network = trek::network;
namespace test = trek::test;
using test::threads;

using Grid = std::vector<std::optional<std::vector<std::uint32_t>>>;  // a site without a connection has no row

struct Places {
  const access::Endpoints& sites;
  const access::Endpoints& others;
};

Grid from_table(const access::Router& router, const Places& places, const access::Trips& trips) {
  const auto table = router.travel_table(places.sites, places.others, trips.limit, trips.direction, threads(1));
  Grid grid(places.sites.size());
  for (std::size_t site = 0; site < grid.size(); ++site) {
    if (!places.sites.connected(site)) continue;
    grid[site].emplace(places.others.size(), access::kUnreachable_ds);
    for (const access::Reach& reach : table[site]) (*grid[site])[reach.row] = reach.time_ds;
  }
  return grid;
}

Grid from_dense_rows(const access::Router& router, const Places& places, const access::Trips& trips, unsigned count) {
  Grid grid(places.sites.size());
  std::optional<std::uint32_t> last;
  const bool narrow = trips.limit.count() < 0xFFFFU;
  access::for_each_dense_row(router, places.sites, places.others, trips, threads(count),
                             [&](std::uint32_t site, const access::DenseRow& row) {
                               CHECK(row.index() == (narrow ? 0U : 1U));
                               CHECK((!last || *last < site));
                               last = site;
                               const auto size = std::visit([](auto times) { return times.size(); }, row);
                               REQUIRE(size == places.others.size());
                               std::vector<std::uint32_t>& times = grid[site].emplace();
                               for (std::size_t i = 0; i < size; ++i) times.push_back(access::time_ds(row, i));
                             });
  return grid;
}

/// The whole table, and what is gone over of it, in both forms.
void check_dense_table(const access::Router& router, const Places& places, const access::Trips& trips) {
  const auto dense = access::dense_table(router, places.sites, places.others, trips, threads(2));
  const auto pairs = router.travel_table(places.sites, places.others, trips.limit, trips.direction, threads(1));
  const auto reached = [](const access::TravelTimes& times, std::size_t site) {
    std::vector<access::Reach> row;
    times.for_each(site, [&](const access::Reach& reach) { row.push_back(reach); });
    return row;
  };
  REQUIRE(access::TravelTimes{dense}.size() == places.sites.size());
  REQUIRE(dense.other_count() == places.others.size());
  for (std::size_t site = 0; site < places.sites.size(); ++site) {
    CHECK(reached(dense, site) == reached(pairs, site));
    CHECK(std::ranges::equal(reached(pairs, site), pairs[site]));
  }
}

network::Hierarchy hierarchy_of(const network::StreetGraph& graph) {
  const network::StreetGraph* const graphs[] = {&graph};
  return std::move(network::build_hierarchies(graphs, threads(1), {8}).front());
}

}  // namespace

TEST_CASE("for_each_dense_row: the times of a travel table, in the width that the limit allows",
          "[access][property][parallel]") {
  const auto seed = GENERATE(range(0U, 20U));
  const auto direction = GENERATE(access::Direction::from_sites, access::Direction::to_sites);
  core::Random random{seed, 7};
  const bool far_apart = random.below(3) == 0;  // hours: past what 16 bits hold
  const auto graph = far_apart ? test::far_apart_streets(random) : test::random_streets(random, 200, 400);
  const auto sites = test::random_endpoints(random, graph, 1 + random.below(90));
  const auto others = test::random_endpoints(random, graph, random.below(700));  // several blocks of a sweep
  const network::Hierarchy hierarchy = hierarchy_of(graph);
  for (const auto kernel : {access::Kernel::search, access::Kernel::sweep}) {
    const auto router = access::Router::on_streets(graph, {}, {&hierarchy, kernel});
    for (const std::uint32_t limit_ds : {0U, 150U, 65'533U, 65'534U, 65'535U, 65'536U, access::kUnreachable_ds}) {
      CAPTURE(seed, static_cast<int>(direction), static_cast<int>(kernel), limit_ds);
      const access::Trips trips{core::Deciseconds{limit_ds}, direction};
      const Grid expected = from_table(router, {sites, others}, trips);
      for (const unsigned count : {1U, 3U}) CHECK(from_dense_rows(router, {sites, others}, trips, count) == expected);
      check_dense_table(router, {sites, others}, trips);
    }
  }
}

TEST_CASE("for_each_dense_row: straight lines too", "[access][property]") {
  core::Random random{3, 8};
  const auto graph = test::random_streets(random, 60, 90);
  const auto sites = test::random_endpoints(random, graph, 20);
  const auto others = test::random_endpoints(random, graph, 50);
  const auto router =
      access::Router::as_the_crow_flies({trek::model::Mode::bicycle, core::kilometers_per_hour(15.0), 1.3});
  const access::Trips trips{core::Deciseconds{900}, access::Direction::from_sites};
  const auto on_line = [](access::Endpoints points) {
    points.snap.clear();
    return points;
  };
  const access::Endpoints from = on_line(sites);
  const access::Endpoints to = on_line(others);
  const Grid expected = from_table(router, {from, to}, trips);
  CHECK(from_dense_rows(router, {from, to}, trips, 2) == expected);
  const auto missed = [](const auto& row) { return std::ranges::count(*row, access::kUnreachable_ds); };
  CHECK(std::ranges::any_of(expected, [&](const auto& row) { return missed(row) > 0; }));
}
