#include <algorithm>
#include <vector>

#include "cut_graph.hpp"
#include "random_streets.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"
#include "tables.hpp"
#include "trek/access/router.hpp"

namespace core = trek::core;
namespace network = trek::network;
namespace test = trek::test;

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name

constexpr auto kNone = access::kUnreachable_ds;

/// A limit that some pair meets exactly, so that "at the limit is reached" is always at stake.
std::uint32_t limit_among(const std::vector<std::vector<std::uint32_t>>& times, core::Random& random) {
  std::vector<std::uint32_t> reached;
  for (const auto& row : times) {
    std::copy_if(row.begin(), row.end(), std::back_inserter(reached), [](std::uint32_t t) { return t != kNone; });
  }
  return reached.empty() ? 100U : reached[random.below(reached.size())];
}

std::vector<access::Reach> expected_row(const std::vector<std::uint32_t>& times, std::uint32_t limit) {
  std::vector<access::Reach> row;
  for (std::size_t other = 0; other < times.size(); ++other) {
    if (times[other] <= limit) row.push_back({static_cast<std::uint32_t>(other), times[other]});
  }
  return row;
}

}  // namespace

TEST_CASE("travel times: equal Bellman-Ford on the graph cut at the points", "[access][property]") {
  const auto seed = GENERATE(range(0U, 300U));
  const auto direction = GENERATE(access::Direction::from_sites, access::Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed};
  const test::Town one = test::random_town(random);
  const auto times = test::all_times(one.graph, one.sites, one.others, direction);
  const auto limit = limit_among(times, random);
  CAPTURE(limit);

  const auto router = access::Router::on_streets(one.graph);
  const auto table = router.travel_table(one.sites, one.others, core::Deciseconds{limit}, direction, threads(1));
  REQUIRE(table.size() == 6);
  for (std::size_t site = 0; site < 6; ++site) {
    CAPTURE(site);
    const auto row = table[site];
    CHECK(std::vector(row.begin(), row.end()) == expected_row(times[site], limit));
  }
  const auto nearest = router.nearest_site(one.sites, one.others, core::Deciseconds{limit}, direction, threads(2));
  REQUIRE(nearest.size() == 25);
  const auto expected = test::expected_nearest(times, 25, limit);
  for (std::size_t other = 0; other < 25; ++other) {
    CAPTURE(other);
    CHECK(nearest[other].time_ds == expected[other].time_ds);
    if (expected[other].time_ds != kNone) CHECK(nearest[other].site == expected[other].site);
  }
}

TEST_CASE("node_times_ds: equals Bellman-Ford", "[access][property]") {
  const auto seed = GENERATE(range(0U, 200U));
  const auto direction = GENERATE(access::Direction::from_sites, access::Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed, 1};
  const test::Town one = test::random_town(random);
  for (std::size_t site = 0; site < one.sites.size(); ++site) {
    if (!one.sites.connected(site)) continue;
    const auto limit = static_cast<std::uint32_t>(random.below(200));
    const auto found = access::node_times_ds(one.graph, one.sites.snap[site], core::Deciseconds{limit}, direction);
    const test::CutGraph cut{one.graph, one.sites, {}};
    for (std::uint32_t node = 0; node < one.graph.node_count(); ++node) {
      const auto time = direction == access::Direction::from_sites ? cut.times(cut.site(site))[node]
                                                                   : cut.times(node)[cut.site(site)];
      CHECK(found[node] == (time <= limit ? time : kNone));
    }
  }
}

TEST_CASE("travel times: the same on any thread count", "[access][property][parallel]") {
  core::Random random{7};
  const auto graph = test::random_streets(random, 400, 700);
  const auto sites = test::random_endpoints(random, graph, 90);
  const auto others = test::random_endpoints(random, graph, 500);
  const auto router = access::Router::on_streets(graph);
  const auto limit = core::Deciseconds{150};
  const auto to_sites = access::Direction::to_sites;
  const auto one = router.travel_table(sites, others, limit, to_sites, threads(1));
  REQUIRE(one.value_count() > 1000);
  for (const unsigned count : {2U, 4U}) {
    const auto many = router.travel_table(sites, others, limit, to_sites, threads(count));
    REQUIRE(many.size() == one.size());
    for (std::size_t site = 0; site < one.size(); ++site) {
      CHECK(std::vector(many[site].begin(), many[site].end()) == std::vector(one[site].begin(), one[site].end()));
    }
  }
}

TEST_CASE("travel times: hours long, past the window of the queue", "[access][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  core::Random random{seed, 2};
  const auto graph = test::far_apart_streets(random);
  const auto sites = test::random_endpoints(random, graph, 5);
  const auto others = test::random_endpoints(random, graph, 20);
  const auto direction = access::Direction::from_sites;
  const auto times = test::all_times(graph, sites, others, direction);
  const auto table =
      access::Router::on_streets(graph).travel_table(sites, others, core::Deciseconds{kNone}, direction, threads(1));
  for (std::size_t site = 0; site < 5; ++site) {
    const auto row = table[site];
    CHECK(std::vector(row.begin(), row.end()) == expected_row(times[site], kNone - 1));
  }
}
