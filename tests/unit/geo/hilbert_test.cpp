#include "trek/geo/hilbert.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <vector>

#include "support/catch.hpp"

namespace trek::geo {
namespace {

using Rows = std::vector<std::uint32_t>;

TEST_CASE("rows along the curve: the corners of a square in a round, a place in no way finite last", "[geo][unit]") {
  constexpr double kNowhere = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  CHECK(rows_along_curve(std::vector<Point>{}).empty());
  CHECK(rows_along_curve(std::vector<Point>{{5.0, 5.0}}) == Rows{0});
  // From the lower left corner round to the lower right one or back: never along the diagonal.
  const Rows rows = rows_along_curve(
      std::vector<Point>{{0.0, kNowhere}, {1.0, 1.0}, {kInfinite, 0.0}, {0.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}});
  CHECK((rows == Rows{3, 4, 1, 5, 0, 2} || rows == Rows{3, 5, 1, 4, 0, 2}));
}

TEST_CASE("rows along the curve: a square of next to no size and one of the largest are told apart as others are",
          "[geo][unit]") {
  const std::vector<Point> corners{{1.0, 1.0}, {0.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}};
  const Rows expected = rows_along_curve(corners);
  for (const double side_m : {std::numeric_limits<double>::denorm_min(), 4e-320, 1e-300, 1e140}) {
    CAPTURE(side_m);
    std::vector<Point> scaled;
    for (const Point corner : corners) scaled.push_back({corner.x_m * side_m, corner.y_m * side_m});
    CHECK(rows_along_curve(scaled) == expected);
  }
  // Beyond what sums can hold, each row still comes once.
  constexpr double kMost = std::numeric_limits<double>::max();
  const Rows rows = rows_along_curve(std::vector<Point>{{kMost, -kMost}, {-kMost, kMost}, {0.0, 0.0}});
  CHECK(std::set<std::uint32_t>(rows.begin(), rows.end()) == std::set<std::uint32_t>{0, 1, 2});
}

TEST_CASE("rows along the curve: a step is short for places spread at random", "[geo][unit]") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> anywhere(0.0, 1000.0);
  std::vector<Point> places(10'000);
  for (Point& place : places) place = {anywhere(random), anywhere(random)};
  const Rows rows = rows_along_curve(places);
  double walked_m = 0.0;
  for (std::size_t row = 1; row < rows.size(); ++row) walked_m += distance_m(places[rows[row - 1]], places[rows[row]]);
  // 10 m apart on average; by number they are 521 m apart (mean distance in a square of 1 km).
  CHECK(walked_m / 10'000.0 < 12.0);
}

}  // namespace
}  // namespace trek::geo
