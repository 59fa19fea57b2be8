#include "trek/report/detail/lorenz_curve.hpp"

#include <cmath>
#include <random>

#include "support/catch.hpp"

using trek::publish::StoredTravel;
using trek::report::detail::lorenz_curve;

TEST_CASE("lorenz_curve: two groups by hand", "[report][unit]") {
  // 3 people travel 2 min and 1 travels 6 min: 6 and 6 of 12 min. Points (0,0) (3/4,1/2) (1,1).
  // Under it: 3/4 * 1/4 + 1/4 * 3/4 = 3/8; Gini 1 - 2 * 3/8 = 1/4.
  const std::vector<StoredTravel::Cell> cells{{1.0, 6.0}, {3.0, 2.0}};
  const auto curve = lorenz_curve(cells);
  REQUIRE(curve.points.size() == 3);
  CHECK(curve.points[1].first == Approx(0.75));
  CHECK(curve.points[1].second == Approx(0.5));
  CHECK(curve.points[2].second == Approx(1.0));
  CHECK(curve.gini == Approx(0.25));
}

TEST_CASE("lorenz_curve: nobody, or nobody who travels", "[report][unit]") {
  CHECK(lorenz_curve({}).points.empty());
  const std::vector<StoredTravel::Cell> still{{5.0, 0.0}};
  CHECK(lorenz_curve(still).points.empty());
  const std::vector<StoredTravel::Cell> alike{{5.0, 3.0}, {7.0, 3.0}};
  CHECK(lorenz_curve(alike).gini == Approx(0.0).margin(1e-12));
}

TEST_CASE("lorenz_curve: Gini is half the mean difference over the mean", "[report][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  std::uniform_real_distribution<double> minutes{0.5, 40.0};
  std::vector<StoredTravel::Cell> cells(1 + seed % 13);
  for (auto& cell : cells) cell = {1.0 + static_cast<double>(random() % 5), minutes(random)};
  double people = 0.0;
  double time = 0.0;
  double differences = 0.0;
  for (const auto& a : cells) {
    people += a.people;
    time += a.people * a.minutes;
    for (const auto& b : cells) differences += a.people * b.people * std::abs(a.minutes - b.minutes);
  }
  CHECK(lorenz_curve(cells).gini == Approx(differences / (2.0 * people * time)).margin(1e-12));
}
