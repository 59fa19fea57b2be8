#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include "cut_graph.hpp"
#include "random_streets.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"
#include "tables.hpp"
#include "trek/access/detail/sweep.hpp"
#include "trek/access/router.hpp"
#include "trek/core/error.hpp"
#include "trek/network/hierarchy.hpp"

namespace core = trek::core;
namespace network = trek::network;
namespace test = trek::test;

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name
namespace detail = trek::access::detail;

using test::Table;

}  // namespace

TEST_CASE("kernels: every one equals Bellman-Ford at every limit, forwards and backwards", "[access][property]") {
  const auto seed = GENERATE(range(0U, 300U));
  const auto direction = GENERATE(access::Direction::from_sites, access::Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed, 3};
  const test::Town town = test::random_town(random);
  const auto times = test::all_times(town.graph, town.sites, town.others, direction);
  const network::Hierarchy hierarchy = test::hierarchy_of(town.graph);
  for (const std::uint32_t limit_ds : test::edge_limits(times, random)) {
    CAPTURE(limit_ds);
    const Table expected = test::expected_table(times, limit_ds);
    for (const auto kernel : {access::Kernel::search, access::Kernel::sweep, access::Kernel::automatic}) {
      CAPTURE(static_cast<int>(kernel));
      const auto router = access::Router::on_streets(town.graph, {}, {&hierarchy, kernel});
      const auto table =
          router.travel_table(town.sites, town.others, core::Deciseconds{limit_ds}, direction, threads(1));
      CHECK(test::rows_of(table) == expected);
    }
    for (const detail::SweepKernels* level : detail::runnable_sweep_kernels()) {
      CAPTURE(level->level);
      CHECK(test::swept<std::uint32_t>(town, hierarchy, direction, limit_ds, *level) == expected);
      if (limit_ds < 0xFFFF)
        CHECK(test::swept<std::uint16_t>(town, hierarchy, direction, limit_ds, *level) == expected);
    }
  }
}

TEST_CASE("kernels: the same on any thread count, over cells many deep", "[access][property][parallel]") {
  const auto seed = GENERATE(range(0U, 4U));
  core::Random random{seed, 4};
  const auto graph = test::random_streets(random, 600, 1100);
  const auto sites = test::random_endpoints(random, graph, 150);
  const auto others = test::random_endpoints(random, graph, 400);
  const network::Hierarchy hierarchy = test::hierarchy_of(graph, 8);
  REQUIRE(hierarchy.cell_count() > 20);
  const auto search = access::Router::on_streets(graph, {}, {&hierarchy, access::Kernel::search});
  const auto sweep = access::Router::on_streets(graph, {}, {&hierarchy, access::Kernel::sweep});
  for (const std::uint32_t limit_ds : {60U, 200U, access::kUnreachable_ds}) {
    const core::Deciseconds limit{limit_ds};
    const auto direction = access::Direction::to_sites;
    const Table expected = test::rows_of(search.travel_table(sites, others, limit, direction, threads(1)));
    for (const unsigned count : {1U, 2U, 4U}) {
      CAPTURE(limit_ds, count);
      CHECK(test::rows_of(sweep.travel_table(sites, others, limit, direction, threads(count))) == expected);
      CHECK(test::rows_of(search.travel_table(sites, others, limit, direction, threads(count))) == expected);
    }
  }
}

TEST_CASE("kernels: times past what 16 bits hold", "[access][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  core::Random random{seed, 5};
  const auto graph = test::far_apart_streets(random);
  const auto sites = test::random_endpoints(random, graph, 5);
  const auto others = test::random_endpoints(random, graph, 20);
  const auto direction = access::Direction::from_sites;
  const auto times = test::all_times(graph, sites, others, direction);
  const network::Hierarchy hierarchy = test::hierarchy_of(graph);
  const auto router = access::Router::on_streets(graph, {}, {&hierarchy, access::Kernel::sweep});
  for (const std::uint32_t limit_ds : {65'533U, 65'534U, 65'535U, 65'536U, 200'000U, access::kUnreachable_ds - 1}) {
    CAPTURE(seed, limit_ds);
    CHECK(test::rows_of(router.travel_table(sites, others, core::Deciseconds{limit_ds}, direction, threads(1))) ==
          test::expected_table(times, limit_ds));
  }
}

TEST_CASE("kernels: a hierarchy of another graph, or none where one is needed, is refused", "[access][property]") {
  core::Random random{1, 6};
  const auto graph = test::random_streets(random, 20, 60);
  const auto other = test::random_streets(random, 30, 90);
  const network::Hierarchy hierarchy = test::hierarchy_of(other);
  REQUIRE(graph.node_count() != other.node_count());
  CHECK_THROWS_AS(access::Router::on_streets(graph, {}, {&hierarchy, access::Kernel::automatic}), core::Error);
  CHECK_THROWS_AS(access::Router::on_streets(graph, {}, {nullptr, access::Kernel::sweep}), core::Error);
}
