#include <algorithm>
#include <cstdint>
#include <vector>

#include "support/catch.hpp"
#include "support/threads.hpp"
#include "tables.hpp"
#include "travelled_streets.hpp"
#include "trek/access/catchments.hpp"
#include "trek/access/router.hpp"
#include "trek/network/build_street_graph.hpp"

namespace core = trek::core;
namespace network = trek::network;
namespace test = trek::test;

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name
namespace detail = trek::access::detail;

constexpr auto kNever = access::kUnreachable_ds;

/// People within a time of each site, from the times themselves.
std::vector<double> people_within(const std::vector<std::vector<std::uint32_t>>& times,
                                  const std::vector<double>& people, std::uint32_t limit_ds) {
  std::vector<double> sums;
  for (const auto& row : times) {
    double sum = 0.0;
    for (std::size_t other = 0; other < row.size(); ++other) sum += row[other] <= limit_ds ? people[other] : 0.0;
    sums.push_back(sum);
  }
  return sums;
}

}  // namespace

TEST_CASE("rules of streets: every kernel equals trips made street by street", "[access][property]") {
  const auto seed = GENERATE(range(0U, 300U));
  const auto direction = GENERATE(access::Direction::from_sites, access::Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed, 11};
  const test::RuledTown ruled = test::random_ruled_town(random);
  const test::Town& town = ruled.town;
  const auto times = test::travelled_times(ruled, direction);
  const network::Hierarchy hierarchy = test::hierarchy_of(town.graph);
  const std::size_t other_count = town.others.size();
  std::vector<double> people(other_count);
  for (double& count : people) count = static_cast<double>(random.below(100));
  for (const std::uint32_t limit_ds : test::edge_limits(times, random)) {
    CAPTURE(limit_ds);
    const test::Table expected = test::expected_table(times, limit_ds);
    const core::Deciseconds limit{limit_ds};
    for (const auto kernel : {access::Kernel::search, access::Kernel::sweep, access::Kernel::automatic}) {
      CAPTURE(static_cast<int>(kernel));
      const auto router = access::Router::on_streets(town.graph, {}, {&hierarchy, kernel});
      CHECK(test::rows_of(router.travel_table(town.sites, town.others, limit, direction, threads(1))) == expected);
      const access::WeightedSum within[] = {{people, access::Step{limit_ds / 600.0}}};
      const auto sums = access::weighted_sums(router, town.sites, town.others, within, {limit, direction}, threads(1));
      CHECK(sums.front() == people_within(times, people, limit_ds));
    }
    for (const detail::SweepKernels* level : detail::runnable_sweep_kernels()) {
      CAPTURE(level->level);
      CHECK(test::swept<std::uint32_t>(town, hierarchy, direction, limit_ds, *level) == expected);
      if (limit_ds < 0xFFFF) {
        CHECK(test::swept<std::uint16_t>(town, hierarchy, direction, limit_ds, *level) == expected);
      }
    }
    const auto router = access::Router::on_streets(town.graph);
    const auto nearest = router.nearest_site(town.sites, town.others, limit, direction, threads(1));
    const auto nearest_expected = test::expected_nearest(times, other_count, limit_ds);
    for (std::size_t other = 0; other < other_count; ++other) {
      CAPTURE(other);
      CHECK(nearest[other].time_ds == nearest_expected[other].time_ds);
      if (nearest_expected[other].time_ds != kNever) CHECK(nearest[other].site == nearest_expected[other].site);
    }
  }
}

TEST_CASE("rules of streets: what they do to the random towns is no rarity", "[access][property]") {
  std::size_t split = 0;
  std::size_t local = 0;
  std::size_t enclosed = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    core::Random random{seed, 11};
    const test::RuledTown ruled = test::random_ruled_town(random);
    network::StreetRuleCounts counts;
    const auto graph = network::build_street_graph(ruled.town.graph.mode, ruled.streets, &counts);
    split += counts.copy_count > 2 ? 1U : 0U;
    local += counts.local_street_count > 1 ? 1U : 0U;
    enclosed += counts.enclosed_street_count > 0 ? 1U : 0U;
    CHECK(counts.turn_count + counts.turn_apart_count + counts.turn_closed_count == ruled.streets.turns.size());
  }
  CHECK(split > 100);
  CHECK(local > 100);
  CHECK(enclosed > 20);
}
