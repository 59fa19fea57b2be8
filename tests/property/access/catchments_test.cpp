#include "trek/access/catchments.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "cut_graph.hpp"
#include "random_streets.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"
#include "trek/access/measures.hpp"
#include "trek/core/error.hpp"
#include "trek/network/hierarchy.hpp"

namespace core = trek::core;
namespace network = trek::network;
namespace test = trek::test;

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
const core::Deciseconds kLimit{120};

/// Every decay, with parameters that matter at the few deciseconds a small town is wide.
const std::vector<access::Decay> kDecays{access::Step{0.1},
                                         access::Linear{0.2},
                                         access::Exponential{0.05},
                                         access::Power{0.7},
                                         access::Gaussian{0.08},
                                         access::Logistic{0.1, 0.03},
                                         access::LogLogistic{0.1, 3},
                                         access::TruncatedGaussian{0.15},
                                         access::Bands{{{0.03, 1.0}, {0.08, 0.68}, {0.12, 0.22}}}};

std::vector<double> random_values(core::Random& random, std::size_t count, double unknown_share) {
  std::vector<double> values(count);
  for (double& value : values) value = random.uniform() < unknown_share ? kNaN : random.uniform(0.0, 100.0);
  return values;
}

/// A town with its hierarchy, its times by Bellman-Ford, and a router that must find the same.
struct Catchment {
  test::Town town;
  network::Hierarchy hierarchy;
  std::vector<double> people;
  std::vector<double> strength;

  explicit Catchment(core::Random& random) : town{test::random_town(random)} {
    const network::StreetGraph* const graphs[] = {&town.graph};
    hierarchy = std::move(network::build_hierarchies(graphs, threads(1), {2}).front());
    people = random_values(random, town.others.size(), 0.1);
    strength = random_values(random, town.sites.size(), 0.1);
  }
  [[nodiscard]] access::Router router(access::Kernel kernel) const {
    return access::Router::on_streets(town.graph, {}, {&hierarchy, kernel});
  }
  /// f(time) of each site and other point, 0 beyond the limit.
  [[nodiscard]] std::vector<std::vector<double>> weights(const access::Decay& decay,
                                                         access::Direction direction) const {
    std::vector<std::vector<double>> result;
    for (const auto& row : test::all_times(town.graph, town.sites, town.others, direction)) {
      result.emplace_back();
      for (const std::uint32_t time_ds : row)
        result.back().push_back(time_ds <= kLimit.count() ? access::decay_at(decay, time_ds / 600.0) : 0.0);
    }
    return result;
  }
};

double known(double value) { return std::isnan(value) ? 0.0 : value; }
double ratio(double a, double b) { return a > 0.0 && b > 0.0 ? a / b : 0.0; }

}  // namespace

TEST_CASE("weighted_sums: to the last bit the plain double loop, for every decay and kernel", "[access][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  const auto direction = GENERATE(access::Direction::from_sites, access::Direction::to_sites);
  CAPTURE(seed, static_cast<int>(direction));
  core::Random random{seed, 11};
  const Catchment one{random};
  std::vector<access::WeightedSum> sums;
  for (const auto& decay : kDecays) sums.push_back({one.people, decay});
  for (const auto kernel : {access::Kernel::search, access::Kernel::sweep}) {
    const auto found = access::weighted_sums(one.router(kernel), one.town.sites, one.town.others, sums,
                                             {kLimit, direction}, threads(1));
    REQUIRE(found.size() == kDecays.size());
    for (std::size_t s = 0; s < kDecays.size(); ++s) {
      CAPTURE(static_cast<int>(kernel), access::describe(kDecays[s]));
      const auto f = one.weights(kDecays[s], direction);
      for (std::size_t site = 0; site < f.size(); ++site) {
        double expected = 0.0;
        for (std::size_t other = 0; other < one.people.size(); ++other)
          expected += known(one.people[other]) * f[site][other];
        CHECK(found[s][site] == expected);
      }
    }
  }
}

TEST_CASE("weighted_sums: what a travel table gives, with a long limit and many sites, on any thread count",
          "[access][property][parallel]") {
  core::Random random{3, 12};
  const auto graph = test::random_streets(random, 500, 1000);
  const auto sites = test::random_endpoints(random, graph, 200);
  const auto others = test::random_endpoints(random, graph, 700);
  const network::StreetGraph* const graphs[] = {&graph};
  const auto hierarchy = std::move(network::build_hierarchies(graphs, threads(1), {8}).front());
  const auto people = random_values(random, others.size(), 0.1);
  const core::Deciseconds limits[] = {core::Deciseconds{60}, core::Deciseconds{150}};
  const access::WeightedSum sums[] = {
      {people, access::Step{0.1}}, {people, access::Step{0.25}}, {people, access::Exponential{0.1}}};
  for (const auto kernel : {access::Kernel::search, access::Kernel::sweep}) {
    const auto router = access::Router::on_streets(graph, {}, {&hierarchy, kernel});
    const auto table = router.travel_table(sites, others, limits[1], access::Direction::to_sites, threads(1));
    const auto counted = access::cumulative(table, people, limits);
    const auto potential = access::hansen(table, people, access::Exponential{0.1});
    for (const unsigned count : {1U, 2U, 4U}) {
      const auto found =
          access::weighted_sums(router, sites, others, sums, {limits[1], access::Direction::to_sites}, threads(count));
      for (std::size_t site = 0; site < sites.size(); ++site) {
        CHECK(found[0][site] == counted[2 * site]);
        CHECK(found[1][site] == counted[2 * site + 1]);
        CHECK(found[2][site] == potential[site]);
      }
    }
  }
}

TEST_CASE("huff: folded and over tables are the same", "[access][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  core::Random random{seed, 13};
  const Catchment one{random};
  const auto decay = kDecays[2 + seed % 5];
  const auto direction = access::Direction::to_sites;
  const auto router = one.router(access::Kernel::sweep);
  const auto table = router.travel_table(one.town.sites, one.town.others, kLimit, direction, threads(1));
  const std::vector<double> existing_strength = random_values(random, one.town.sites.size(), 0.2);
  const access::HuffOptions options{1.5, 3.0};
  const auto expected = access::huff(table, one.strength, table, existing_strength, one.people, decay, options);
  const auto pull = access::existing_pull(table, existing_strength, one.people.size(), decay, 1.5);
  const auto found = access::huff(router, one.town.sites, one.strength, one.town.others, pull, one.people, decay,
                                  options, {kLimit, direction}, threads(1));
  for (std::size_t site = 0; site < one.strength.size(); ++site) {
    if (std::isnan(expected.visitors[site])) {
      CHECK(std::isnan(found.visitors[site]));
    } else {
      CHECK(found.visitors[site] == expected.visitors[site]);
    }
    CHECK(std::isnan(found.share[site]) == std::isnan(expected.share[site]));
  }
}

TEST_CASE("floating_catchments: the formulas, written out; supply is shared out whole", "[access][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  core::Random random{seed, 14};
  const Catchment one{random};
  const auto& supply = one.strength;
  const auto& people = one.people;
  const access::Decay decay = kDecays[seed % kDecays.size()];
  const auto f = one.weights(decay, access::Direction::to_sites);
  const auto found = access::floating_catchments(one.router(access::Kernel::sweep), one.town.sites, supply,
                                                 one.town.others, people, decay, kLimit, threads(1));
  double shared_out = 0.0;
  std::vector<double> access_of(people.size(), 0.0);
  for (std::size_t j = 0; j < supply.size(); ++j) {
    double users = 0.0;
    for (std::size_t k = 0; k < people.size(); ++k) users += known(people[k]) * f[j][k];
    CHECK(found.supply_ratio[j] == Approx(ratio(supply[j], users)));
    CHECK((std::find(found.unused.begin(), found.unused.end(), j) != found.unused.end()) == !(users > 0.0));
    if (users > 0.0) shared_out += known(supply[j]);
    for (std::size_t i = 0; i < people.size(); ++i) access_of[i] += ratio(supply[j], users) * f[j][i];
  }
  double used = 0.0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    CHECK(found.access[i] == Approx(access_of[i]).margin(1e-12));
    used += known(people[i]) * found.access[i];
  }
  CHECK(used == Approx(shared_out).epsilon(1e-9).margin(1e-9));
}

TEST_CASE("huff_floating_catchments: the formulas, written out; no more is used than there is", "[access][property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  core::Random random{seed, 15};
  const Catchment one{random};
  const auto& people = one.people;
  const access::Decay decay = kDecays[seed % kDecays.size()];
  const auto f = one.weights(decay, access::Direction::to_sites);
  std::vector<double> supply = one.strength;
  const auto found = access::huff_floating_catchments(one.router(access::Kernel::sweep), one.town.sites, supply,
                                                      one.town.others, people, decay, kLimit, threads(1));
  for (double& s : supply) s = known(s);
  const auto share = [&](std::size_t k, std::size_t j) {
    double all = 0.0;
    for (std::size_t l = 0; l < supply.size(); ++l) all += supply[l] * f[l][k];
    return ratio(supply[j] * f[j][k], all);
  };
  double used = 0.0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    double expected = 0.0;
    for (std::size_t j = 0; j < supply.size(); ++j) {
      double users = 0.0;
      for (std::size_t k = 0; k < people.size(); ++k) users += known(people[k]) * share(k, j);
      expected += share(i, j) * f[j][i] * ratio(supply[j], users);
    }
    CHECK(found.access[i] == Approx(expected).margin(1e-9));
    used += known(people[i]) * found.access[i];
  }
  CHECK(used <= std::accumulate(supply.begin(), supply.end(), 0.0) * (1.0 + 1e-9));
}

TEST_CASE("for_each_travel_row: the rows of the table, one after another", "[access][property]") {
  core::Random random{9, 16};
  const auto graph = test::random_streets(random, 300, 600);
  const auto sites = test::random_endpoints(random, graph, 1100);  // more than one window
  const auto others = test::random_endpoints(random, graph, 50);
  const auto router = access::Router::on_streets(graph);
  const access::Trips trips{core::Deciseconds{100}, access::Direction::from_sites};
  const auto table = router.travel_table(sites, others, trips.limit, trips.direction, threads(2));
  std::uint32_t next = 0;
  access::for_each_travel_row(router, sites, others, trips, threads(2), [&](std::uint32_t site, auto row) {
    for (; next < site; ++next) CHECK_FALSE(sites.connected(next));
    CHECK(std::vector(row.begin(), row.end()) == std::vector(table[site].begin(), table[site].end()));
    ++next;
  });
  CHECK(next > 1000);
}

TEST_CASE("catchments: weights that do not fit their rows are refused", "[access][property]") {
  core::Random random{2, 17};
  const Catchment one{random};
  const auto router = one.router(access::Kernel::automatic);
  const access::Trips trips{kLimit, access::Direction::to_sites};
  const std::vector<double> few(one.people.size() - 1, 1.0);
  std::vector<double> infinite = one.people;
  infinite.back() = std::numeric_limits<double>::infinity();
  for (const auto& weight : {few, infinite}) {
    const access::WeightedSum sum[] = {{weight, access::Step{1}}};
    CHECK_THROWS_AS(access::weighted_sums(router, one.town.sites, one.town.others, sum, trips, threads(1)),
                    core::Error);
  }
}
