#include "trek/access/measures.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"

namespace core = trek::core;

namespace {

namespace access = trek::access;  // not at file scope: <unistd.h> has a function of that name

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

access::TravelTable table_of(const std::vector<std::vector<access::Reach>>& rows) {
  access::TravelTable table;
  for (const auto& row : rows) table.append_row(row);
  return table;
}

/// times[site][row], kUnreachable_ds where not reached; and the same as a table.
struct RandomTimes {
  std::vector<std::vector<std::uint32_t>> dense;
  access::TravelTable table;
};

RandomTimes random_times(core::Random& random, std::size_t site_count, std::size_t row_count) {
  RandomTimes times;
  for (std::size_t site = 0; site < site_count; ++site) {
    std::vector<std::uint32_t> dense(row_count, access::kUnreachable_ds);
    for (std::size_t row = 0; row < row_count; ++row) {
      if (random.uniform() < 0.4) continue;
      dense[row] = static_cast<std::uint32_t>(random.below(20'000));
      times.table.push({static_cast<std::uint32_t>(row), dense[row]});
    }
    times.table.close_row();
    times.dense.push_back(std::move(dense));
  }
  return times;
}

std::vector<double> random_weights(core::Random& random, std::size_t count) {
  std::vector<double> weight(count);
  for (auto& w : weight) w = random.uniform() < 0.1 ? kNaN : std::floor(random.uniform(0.0, 50.0));
  return weight;
}

}  // namespace

TEST_CASE("cumulative: counts up to and including the limit, unknown weights left out", "[access][unit]") {
  const auto table = table_of({{{0, 600}, {1, 601}, {2, 100}}, {}});
  const std::vector<double> weight{10.0, 5.0, kNaN};
  const std::vector limits{core::Deciseconds{600}, core::Deciseconds{601}};
  CHECK(access::cumulative(table, weight, limits) == std::vector<double>{10.0, 15.0, 0.0, 0.0});
  CHECK(access::cumulative(access::TravelTable{}, weight, limits).empty());
}

TEST_CASE("cumulative and hansen: a table that points past the weights is an error", "[access][unit]") {
  const auto table = table_of({{{3, 1}}});
  const std::vector<double> weight{1.0, 1.0, 1.0};
  CHECK_THROWS_AS(access::hansen(table, weight, access::Step{1}), core::Error);
  CHECK_THROWS_AS(access::cumulative(table, weight, {}), core::Error);
}

TEST_CASE("cumulative and hansen: equal the definition summed over all pairs", "[access][unit]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  core::Random random{seed};
  const auto times = random_times(random, 5, 40);
  const auto weight = random_weights(random, 40);
  const std::vector limits{core::Deciseconds{3000}, core::Deciseconds{9000}, core::Deciseconds{1}};
  const access::Decay decay = access::LogLogistic{12, 3};
  const auto counted = access::cumulative(times.table, weight, limits);
  const auto potential = access::hansen(times.table, weight, decay);
  for (std::size_t site = 0; site < 5; ++site) {
    double sum = 0.0;
    std::vector<double> within(limits.size(), 0.0);
    for (std::size_t row = 0; row < 40; ++row) {
      const auto time = times.dense[site][row];
      if (time == access::kUnreachable_ds || std::isnan(weight[row])) continue;
      sum += weight[row] / (1.0 + std::pow(time / 600.0 / 12.0, 3.0));
      for (std::size_t l = 0; l < limits.size(); ++l) within[l] += time <= limits[l].count() ? weight[row] : 0.0;
    }
    CHECK(potential[site] == Approx(sum));
    for (std::size_t l = 0; l < limits.size(); ++l) CHECK(counted[site * limits.size() + l] == within[l]);
  }
}

TEST_CASE("huff: alone, a site draws everyone it reaches; staying home takes its part", "[access][unit]") {
  const auto sites = table_of({{{0, 300}, {1, 900}}, {}});
  const std::vector<double> strength{2.0, 2.0};
  const std::vector<double> weight{10.0, 30.0, 60.0};
  const access::Decay decay = access::Exponential{10};
  const auto alone = access::huff(sites, strength, {}, {}, weight, decay);
  CHECK(alone.visitors[0] == Approx(40.0));
  CHECK(alone.share[0] == Approx(1.0));
  CHECK(alone.visitors[1] == 0.0);
  CHECK(std::isnan(alone.share[1]));

  const auto home = access::huff(sites, strength, {}, {}, weight, access::Step{60}, {1.0, 2.0});
  CHECK(home.share[0] == Approx(0.5));
}

TEST_CASE("huff: unknown strength of a site is unknown, of an existing place it is left out", "[access][unit]") {
  const auto sites = table_of({{{0, 300}}});
  const auto existing = table_of({{{0, 300}}, {{0, 300}}});
  const std::vector<double> weight{10.0};
  const auto unknown = access::huff(sites, std::vector{kNaN}, existing, std::vector{1.0, 1.0}, weight, access::Step{9});
  CHECK(std::isnan(unknown.visitors[0]));
  CHECK(std::isnan(unknown.share[0]));
  const auto partly = access::huff(sites, std::vector{1.0}, existing, std::vector{1.0, kNaN}, weight, access::Step{9});
  CHECK(partly.visitors[0] == Approx(5.0));
  const auto weak = access::huff(sites, std::vector{0.0}, {}, {}, weight, access::Step{9});
  CHECK(weak.visitors[0] == 0.0);
  CHECK_THROWS_AS(access::huff(sites, {}, {}, {}, weight, access::Step{9}), core::Error);
}

TEST_CASE("huff: the shares of a site, the existing places and home make one", "[access][unit]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  core::Random random{seed};
  const auto times = random_times(random, 4, 30);
  const auto weight = random_weights(random, 30);
  const access::Decay decay = access::Gaussian{12};
  const std::vector<double> strength{1.0, 4.0, 2.5, 7.0};
  const access::HuffOptions options{1.3, 0.2};
  // Each place in turn plays the new site against the other three: the four shares of one row, and home, make 1.
  for (std::size_t row = 0; row < 30; ++row) {
    if (std::isnan(weight[row]) || weight[row] == 0.0) continue;
    std::vector<double> only(30, 0.0);
    only[row] = weight[row];
    double visitors = 0.0;
    double pull = options.outside_option;
    for (std::size_t place = 0; place < 4; ++place) {
      access::TravelTable others;
      std::vector<double> other_strength;
      for (std::size_t other = 0; other < 4; ++other) {
        if (other == place) continue;
        others.append_row(times.table[other]);
        other_strength.push_back(strength[other]);
      }
      access::TravelTable own;
      own.append_row(times.table[place]);
      const std::vector own_strength{strength[place]};
      visitors += access::huff(own, own_strength, others, other_strength, only, decay, options).visitors[0];
      if (const auto time = times.dense[place][row]; time != access::kUnreachable_ds) {
        pull += std::pow(strength[place], 1.3) * std::exp(-std::pow(time / 600.0 / 12.0, 2.0) / 2.0);
      }
    }
    CHECK(visitors == Approx(weight[row] * (1.0 - options.outside_option / pull)));
  }
}

TEST_CASE("weighted_quantile_ds: known values", "[access][unit]") {
  const std::vector<std::uint32_t> time{300, 100, 200, access::kUnreachable_ds, 50};
  const std::vector<double> weight{1.0, 1.0, 1.0, 1.0, 0.0};
  CHECK(access::weighted_quantile_ds(time, weight, 0.25) == 100);
  CHECK(access::weighted_quantile_ds(time, weight, 0.26) == 200);
  CHECK(access::weighted_quantile_ds(time, weight, 0.5) == 200);
  CHECK(access::weighted_quantile_ds(time, weight, 0.75) == 300);
  CHECK(access::weighted_quantile_ds(time, weight, 0.76) == access::kUnreachable_ds);
  CHECK(access::weighted_quantile_ds(time, weight, 0.0) == 100);
  CHECK(access::weighted_quantile_ds({}, {}, 0.5) == access::kUnreachable_ds);
  CHECK(access::weighted_quantile_ds(time, std::vector<double>(5, kNaN), 0.5) == access::kUnreachable_ds);
  CHECK(access::weighted_quantile_ds(time, std::vector{kNaN, 1.0, kNaN, 0.0, kNaN}, 1.0) == 100);
  CHECK_THROWS_AS(access::weighted_quantile_ds(time, weight, 1.1), core::Error);
  CHECK_THROWS_AS(access::weighted_quantile_ds(time, weight, kNaN), core::Error);
  CHECK_THROWS_AS(access::weighted_quantile_ds(time, std::vector{1.0}, 0.5), core::Error);
}

TEST_CASE("weighted_quantile_ds: of people, not of rows", "[access][unit]") {
  const std::vector<std::uint32_t> time{600, 1200, 1800};
  const std::vector<double> people{90.0, 8.0, 2.0};
  CHECK(access::weighted_quantile_ds(time, people, 0.9) == 600);
  CHECK(access::weighted_quantile_ds(time, people, 0.95) == 1200);
  CHECK(access::weighted_quantile_ds(time, people, 0.99) == 1800);
}

TEST_CASE("weighted_quantile_ds: parts that add up to the share by rounding still reach it", "[access][unit]") {
  const std::vector<std::uint32_t> time{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  CHECK(access::weighted_quantile_ds(time, std::vector<double>(10, 0.1), 0.9) == 9);
  CHECK(access::weighted_quantile_ds(time, std::vector<double>(10, 0.1), 1.0) == 10);
}
