#include "trek/access/huff_draws.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "cut_graph.hpp"
#include "random_streets.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"

namespace core = trek::core;
namespace test = trek::test;

using trek::test::threads;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name

const core::Deciseconds kDrawLimit{120};
const access::Trips kDrawTrips{kDrawLimit, access::Direction::to_sites};

std::vector<double> drawn_values(core::Random& random, std::size_t count, double unknown_share) {
  std::vector<double> values(count);
  for (double& value : values) {
    const bool unknown = random.uniform() < unknown_share;
    value = unknown ? std::numeric_limits<double>::quiet_NaN() : random.uniform(0.0, 50.0);
  }
  return values;
}

/// A town whose first points are sites and whose others are places.
struct DrawnTown {
  test::Town town;
  access::Decay decay;
  double outside;
  std::vector<std::uint32_t> sites;
  std::vector<std::uint32_t> places;
  std::vector<double> strength;  // of all points
  std::vector<double> people;

  explicit DrawnTown(core::Random& random)
      : town{test::random_town(random)},
        decay{random.uniform() < 0.5 ? access::Decay{access::Step{0.1}} : access::Decay{access::LogLogistic{0.1, 3}}},
        outside{random.uniform() < 0.5 ? 0.0 : random.uniform(0.0, 20.0)},
        strength{drawn_values(random, town.sites.size(), 0.1)},
        people{drawn_values(random, town.others.size(), 0.1)} {
    for (std::uint32_t row = 0; row < town.sites.size(); ++row) (row % 3 == 0 ? sites : places).push_back(row);
  }
  [[nodiscard]] std::vector<double> strength_of(const std::vector<std::uint32_t>& rows) const {
    std::vector<double> result;
    for (const std::uint32_t row : rows) result.push_back(strength[row]);
    return result;
  }
  /// S f(time) of each point and row; 0 beyond the limit.
  [[nodiscard]] std::vector<std::vector<double>> pulls() const {
    std::vector<std::vector<double>> result;
    const auto times = test::all_times(town.graph, town.sites, town.others, access::Direction::to_sites);
    for (std::size_t point = 0; point < times.size(); ++point) {
      result.emplace_back();
      for (const std::uint32_t time_ds : times[point]) {
        const double f = time_ds <= kDrawLimit.count() ? access::decay_at(decay, time_ds / 600.0) : 0.0;
        result.back().push_back(std::isnan(strength[point]) ? 0.0 : strength[point] * f);
      }
    }
    return result;
  }
  [[nodiscard]] access::HuffDraws draws() const {
    const auto router = access::Router::on_streets(town.graph);
    return access::huff_draws(router, town.sites.chosen(sites), strength_of(sites), town.sites.chosen(places),
                              strength_of(places), town.others, people, decay, {1.0, outside}, kDrawTrips, threads(2));
  }
};

/// Of the choices of one row, that for a pull: all of them and the outside option together are 1.
double share_of(double pull, double all) { return all > 0.0 ? pull / all : 0.0; }

}  // namespace

TEST_CASE("huff_draws: without and with each site, written out; all that is drawn comes from somewhere",
          "[access][property][parallel]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  core::Random random{seed, 31};
  const DrawnTown one{random};
  const auto pull = one.pulls();
  const auto found = one.draws();
  REQUIRE(found.draws.size() == one.sites.size());
  REQUIRE(found.visitors_before.size() == one.places.size());
  std::vector<double> before(one.people.size(), one.outside);
  for (const std::uint32_t place : one.places) {
    for (std::size_t row = 0; row < before.size(); ++row) before[row] += pull[place][row];
  }
  for (std::size_t s = 0; s < one.sites.size(); ++s) {
    const auto& own = pull[one.sites[s]];
    const access::HuffDraw& draw = found.draws[s];
    double visitors = 0.0;
    double home = 0.0;
    double nowhere = 0.0;
    for (std::size_t row = 0; row < before.size(); ++row) {
      if (std::isnan(one.people[row])) continue;
      const double all = before[row] + own[row];
      visitors += one.people[row] * share_of(own[row], all);
      home += one.people[row] * (share_of(one.outside, before[row]) - share_of(one.outside, all));
      if (before[row] == 0.0 && own[row] > 0.0) nowhere += one.people[row];
    }
    CHECK(draw.visitors == Approx(visitors).margin(1e-9));
    CHECK(draw.from_home == Approx(home).margin(1e-9));
    CHECK(draw.from_nowhere == Approx(nowhere).margin(1e-9));
    CHECK(std::accumulate(draw.from_place.begin(), draw.from_place.end(), draw.from_home + draw.from_nowhere) ==
          Approx(draw.visitors).epsilon(1e-9).margin(1e-9));
    for (std::size_t p = 0; p < one.places.size(); ++p) {
      double first = 0.0;
      double then = 0.0;
      for (std::size_t row = 0; row < before.size(); ++row) {
        if (std::isnan(one.people[row])) continue;
        first += one.people[row] * share_of(pull[one.places[p]][row], before[row]);
        then += one.people[row] * share_of(pull[one.places[p]][row], before[row] + own[row]);
      }
      CHECK(found.visitors_before[p] == Approx(first).margin(1e-9));
      CHECK(draw.from_place[p] == Approx(first - then).margin(1e-9));
    }
  }
}

// With a site, of all who have anything within reach: who chooses it, a place, or home.
TEST_CASE("huff_draws: shares sum to one with the outside option", "[access][property]") {
  const auto seed = GENERATE(range(0U, 30U));
  CAPTURE(seed);
  core::Random random{seed, 32};
  DrawnTown one{random};
  one.outside = 2.0;
  const auto pull = one.pulls();
  const auto found = one.draws();
  double everybody = 0.0;
  double home_before = 0.0;
  for (std::size_t row = 0; row < one.people.size(); ++row) {
    if (std::isnan(one.people[row])) continue;
    double all = one.outside;
    for (const std::uint32_t place : one.places) all += pull[place][row];
    everybody += one.people[row];
    home_before += one.people[row] * one.outside / all;
  }
  for (const access::HuffDraw& draw : found.draws) {
    double chosen = draw.visitors + home_before - draw.from_home;
    for (std::size_t p = 0; p < one.places.size(); ++p) chosen += found.visitors_before[p] - draw.from_place[p];
    CHECK(chosen == Approx(everybody).epsilon(1e-9).margin(1e-9));
  }
}

TEST_CASE("received_sums: to the last bit what the others' own sums give", "[access][property]") {
  const auto seed = GENERATE(range(0U, 40U));
  CAPTURE(seed);
  core::Random random{seed, 33};
  const DrawnTown one{random};
  const auto router = access::Router::on_streets(one.town.graph);
  const auto received =
      access::received_sums(router, one.town.sites, one.strength, one.town.others, one.decay, kDrawTrips, threads(2));
  const access::WeightedSum sum[] = {{one.strength, one.decay}};
  const auto expected = access::weighted_sums(router, one.town.others, one.town.sites, sum,
                                              {kDrawLimit, access::Direction::from_sites}, threads(1));
  CHECK(received == expected.front());
}
