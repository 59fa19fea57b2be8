#include "trek/publish/natural_breaks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace trek;

namespace {

using Approx = Catch::Detail::Approx;

/// The sum of squares around the means of the classes that the breaks make, and whether they are such as they may be.
struct Classing {
  double squares = 0.0;
  bool allowed = true;
};

Classing classing_of(const std::vector<double>& values, const std::vector<double>& breaks,
                     const std::vector<double>& kept) {
  Classing result;
  for (std::size_t c = 0; c <= breaks.size(); ++c) {
    std::vector<double> inside;
    for (const double value : values) {
      if ((c == 0 || value >= breaks[c - 1]) && (c == breaks.size() || value < breaks[c])) inside.push_back(value);
    }
    if (inside.empty()) continue;
    double mean = 0.0;
    for (const double value : inside) mean += value / static_cast<double>(inside.size());
    for (const double value : inside) result.squares += (value - mean) * (value - mean);
    const auto [least, most] = std::ranges::minmax(inside);
    if (least < most && 2 * inside.size() > values.size()) result.allowed = false;
    for (const double bound : kept) {
      if (least < bound && bound <= most) result.allowed = false;
    }
  }
  return result;
}

/// The best of all ways to cut the values: each subset of the places between different values is tried.
double least_squares(const std::vector<double>& values, std::size_t classes, const std::vector<double>& kept) {
  std::vector<double> different = values;
  std::ranges::sort(different);
  different.erase(std::unique(different.begin(), different.end()), different.end());
  double least = std::numeric_limits<double>::infinity();
  const std::size_t cuts = different.size() - 1;
  for (std::size_t chosen = 0; chosen < std::size_t{1} << cuts; ++chosen) {
    std::vector<double> breaks;
    for (std::size_t cut = 0; cut < cuts; ++cut) {
      if ((chosen >> cut & 1U) != 0) breaks.push_back(different[cut + 1]);
    }
    if (breaks.size() >= classes) continue;
    const Classing classing = classing_of(values, breaks, kept);
    if (classing.allowed) least = std::min(least, classing.squares);
  }
  return least;
}

}  // namespace

TEST_CASE("natural_breaks: three heaps are three classes, parted by round numbers", "[publish][unit]") {
  const std::vector<double> values{0.11, 0.12, 0.13, 0.51, 0.52, 0.93, 0.94, 0.95};
  CHECK(publish::natural_breaks(values, 3) == std::vector<double>{0.5, 0.8});
  CHECK(publish::natural_breaks(values, 3, std::vector{0.15, 0.8}) == std::vector<double>{0.15, 0.8});
}

TEST_CASE("natural_breaks: equal values are one class, few a class each, and what is unknown none", "[publish][unit]") {
  CHECK(publish::natural_breaks({}, 5).empty());
  CHECK(publish::natural_breaks({2.0, 2.0, 2.0}, 5).empty());
  CHECK(publish::natural_breaks({1.0, 3.0, std::nan("")}, 5) == std::vector<double>{2.0});
  CHECK(publish::natural_breaks({1.0, 1.0, 1.0, 1.0, 7.0}, 5) == std::vector<double>{5.0});  // most are equal
}

TEST_CASE("natural_breaks: thirteen of fourteen close together do not stay one class", "[publish][unit]") {
  std::vector<double> values{0.1};
  for (int i = 0; i < 13; ++i) values.push_back(0.98 + 0.001 * i);
  const auto breaks = publish::natural_breaks(values, 5);
  CHECK(breaks.size() == 4);
  CHECK(classing_of(values, breaks, {}).allowed);
}

TEST_CASE("natural_breaks: a heap of more than half of the values is parted, though it costs a class",
          "[publish][unit]") {
  std::vector<double> values{100.0, 200.0, 300.0, 400.0};
  for (int i = 0; i < 10; ++i) values.push_back(0.01 * i);
  const auto breaks = publish::natural_breaks(values, 5);
  CHECK(breaks.size() == 4);
  CHECK(breaks.front() < 0.1);
  CHECK(classing_of(values, breaks, {}).allowed);
}

TEST_CASE("natural_breaks: as good as the best of all classings", "[publish][property]") {
  const unsigned seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U);
  CAPTURE(seed);
  std::mt19937 random{seed};
  for (int round = 0; round < 40; ++round) {
    std::vector<double> values;
    const std::size_t count = 1 + random() % 11;
    const unsigned spread = seed % 2 == 0 ? 6U : 1000U;  // with equal values, and hardly any
    for (std::size_t i = 0; i < count; ++i) {
      const double value = static_cast<double>(random() % spread);
      values.push_back(random() % 3 == 0 ? value * value : value);
    }
    const std::vector<double> kept =
        round % 2 == 0 ? std::vector<double>{} : std::vector<double>{static_cast<double>(random() % spread)};
    const std::size_t classes = 3 + random() % 3 + kept.size();
    CAPTURE(round, values, kept, classes);
    const auto breaks = publish::natural_breaks(values, classes, kept);
    CHECK(std::ranges::is_sorted(breaks));
    const Classing classing = classing_of(values, breaks, kept);
    CHECK(classing.allowed);
    const double least = least_squares(values, std::max(classes, breaks.size() + 1), kept);
    CHECK(classing.squares == Approx(least).margin(1e-6));
  }
}

TEST_CASE("roundest_between: the fewest digits in the interval, its upper end included", "[publish][unit]") {
  CHECK(publish::roundest_between(0.13, 0.51) == 0.5);
  CHECK(publish::roundest_between(0.9, 1.0) == 1.0);
  CHECK(publish::roundest_between(-3.0, 4.0) == 0.0);
  CHECK(publish::roundest_between(1234.0, 1241.0) == 1240.0);
  CHECK(publish::roundest_between(0.9986, 0.9988) == 0.9988);
  CHECK(publish::roundest_between(0.99861, 0.99868) == 0.99865);
}
