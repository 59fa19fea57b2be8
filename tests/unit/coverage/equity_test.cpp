#include "trek/coverage/equity.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "trek/access/travel.hpp"
#include "trek/core/error.hpp"
#include "trek/core/random.hpp"

using trek::access::kUnreachable_ds;
using trek::core::Deciseconds;
using trek::core::Random;
using trek::coverage::equity;

namespace {

constexpr Deciseconds kNorm{9000};

/// Every pair of people, as the index is defined.
double gini_by_pairs(const std::vector<std::uint32_t>& time_ds, const std::vector<double>& people) {
  double all = 0.0;
  double sum = 0.0;
  double differences = 0.0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    all += people[i];
    sum += people[i] * time_ds[i];
    for (std::size_t j = 0; j < people.size(); ++j)
      differences += people[i] * people[j] * std::abs(static_cast<double>(time_ds[i]) - time_ds[j]);
  }
  return differences / (2.0 * all * sum);
}

}  // namespace

TEST_CASE("equity: by hand", "[coverage][unit]") {
  // Ten people: 1, 2, ... 10 minutes. Gini of 1 ... n is (n - 1) / 3n.
  std::vector<std::uint32_t> time_ds;
  for (std::uint32_t minute = 1; minute <= 10; ++minute) time_ds.push_back(600 * minute);
  const auto ten = equity(time_ds, std::vector<double>(10, 1.0), Deciseconds{3000});
  CHECK(ten.gini == Approx(0.3));
  CHECK(ten.palma_ratio == Approx(10.0 / 2.5));  // the tenth at 10 minutes, four tenths at 1 to 4
  // Beyond 5 minutes: 1 - 5/6, 1 - 5/7, ... 1 - 5/10.
  CHECK(ten.shortfall == Approx((1.0 / 6 + 2.0 / 7 + 3.0 / 8 + 4.0 / 9 + 5.0 / 10) / 10.0));
  CHECK(ten.shortfall_squared == Approx((1.0 / 36 + 4.0 / 49 + 9.0 / 64 + 16.0 / 81 + 25.0 / 100) / 10.0));
}

TEST_CASE("equity: a row on the edge of a tenth counts in part", "[coverage][unit]") {
  // 80 people at 2 minutes and 20 at 8: the farthest tenth lies whole in the second row, four tenths in the first.
  const auto found = equity(std::vector<std::uint32_t>{4800, 1200}, std::vector<double>{20.0, 80.0}, kNorm);
  CHECK(found.palma_ratio == Approx(4.0));
  // 95 and 5: half of the tenth at 8 minutes, half at 2.
  CHECK(equity(std::vector<std::uint32_t>{1200, 4800}, std::vector<double>{95.0, 5.0}, kNorm).palma_ratio ==
        Approx(2.5));
}

TEST_CASE("equity: all equally far is 0, and nobody is nothing", "[coverage][unit]") {
  const auto same = equity(std::vector<std::uint32_t>{9000, 9000}, std::vector<double>{3.0, 7.0}, kNorm);
  CHECK(same.gini == 0.0);
  CHECK(same.palma_ratio == Approx(1.0));
  CHECK(same.shortfall == 0.0);  // at exactly the norm is served
  const auto none = equity({}, {}, kNorm);
  CHECK_FALSE(none.gini.has_value());
  CHECK_FALSE(none.palma_ratio.has_value());
  CHECK_FALSE(none.shortfall.has_value());
  CHECK_FALSE(equity(std::vector<std::uint32_t>{600}, std::vector<double>{0.0}, kNorm).shortfall.has_value());
  const auto at_the_door = equity(std::vector<std::uint32_t>{0}, std::vector<double>{5.0}, kNorm);
  CHECK_FALSE(at_the_door.gini.has_value());
  CHECK_FALSE(at_the_door.palma_ratio.has_value());
  CHECK(at_the_door.shortfall == 0.0);
}

TEST_CASE("equity: who reaches no place is at the full shortfall, and in no ratio of times", "[coverage][unit]") {
  const auto found =
      equity(std::vector<std::uint32_t>{18000, 4500, kUnreachable_ds}, std::vector<double>{1.0, 2.0, 1.0}, kNorm);
  CHECK(found.shortfall == Approx((0.5 + 1.0) / 4.0));
  CHECK(found.shortfall_squared == Approx((0.25 + 1.0) / 4.0));
  CHECK(found.gini == Approx(gini_by_pairs({18000, 4500}, {1.0, 2.0})));
  CHECK_FALSE(found.palma_ratio.has_value());
}

TEST_CASE("equity: the index equals every pair of people, and does not ask for their order or number",
          "[coverage][property]") {
  Random random{GENERATE(range(std::uint64_t{1}, std::uint64_t{60}))};
  std::vector<std::uint32_t> time_ds;
  std::vector<double> people;
  for (auto rows = 1 + random.below(40); rows > 0; --rows) {
    time_ds.push_back(static_cast<std::uint32_t>(1 + random.below(50) * 137));
    people.push_back(static_cast<double>(random.below(30)) + 0.5);
  }
  const auto found = equity(time_ds, people, kNorm);
  CHECK(found.gini == Approx(gini_by_pairs(time_ds, people)));
  CHECK(*found.gini < 1.0);
  CHECK(*found.palma_ratio >= 1.0 - 1e-12);
  std::vector<std::uint32_t> reversed{time_ds.rbegin(), time_ds.rend()};
  std::vector<double> doubled;
  for (auto row = people.rbegin(); row != people.rend(); ++row) doubled.push_back(2.0 * *row);
  CHECK(equity(reversed, doubled, kNorm).gini == Approx(*found.gini));
  CHECK(equity(reversed, doubled, kNorm).shortfall == Approx(*found.shortfall));
}

TEST_CASE("equity: refuses what is no number of people", "[coverage][unit]") {
  const std::vector<std::uint32_t> one{600};
  CHECK_THROWS_AS(equity(one, std::vector<double>{}, kNorm), trek::core::Error);
  CHECK_THROWS_AS(equity(one, std::vector<double>{-1.0}, kNorm), trek::core::Error);
  CHECK_THROWS_AS(equity(one, std::vector<double>{std::numeric_limits<double>::quiet_NaN()}, kNorm), trek::core::Error);
  CHECK_THROWS_AS(equity(one, std::vector<double>{1.0}, Deciseconds{0}), trek::core::Error);
}
