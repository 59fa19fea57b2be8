#include "trek/geo/square_map.hpp"

#include <cmath>
#include <numbers>

#include "support/catch.hpp"
#include "trek/core/random.hpp"

namespace geo = trek::geo;
using trek::geo::OutsideCounts;
using trek::geo::SquareMap;

namespace {

SquareMap ten_by_ten() { return {{0, 0, 999, 999}, 100}; }

std::size_t count_in(const SquareMap& map) {
  std::size_t count = 0;
  for (std::int64_t line = 0; line < map.line_count(); ++line) {
    for (std::int64_t column = 0; column < map.column_count(); ++column) count += map.is_in(column, line) ? 1U : 0U;
  }
  return count;
}

}  // namespace

TEST_CASE("SquareMap: squares lie on multiples of their size, and a polygon takes those whose middle is in it",
          "[geo][unit]") {
  SquareMap map{{130, -20, 470, 210}, 100};
  CHECK(map.column_count() == 4);  // 100 to 500
  CHECK(map.line_count() == 4);    // -100 to 300
  CHECK(map.middle(0, 0) == geo::Point{150, -50});
  map.for_each_square({geo::rectangle({149, 20, 251, 151})}, [&](auto column, auto line) { map.put_in(column, line); });
  CHECK(count_in(map) == 4);  // middles 150 and 250, 50 and 150
  CHECK(map.is_in(map.column_at(199), map.line_at(101)));
  CHECK_FALSE(map.is_in(map.column_at(320), map.line_at(101)));
  map.put_in(geo::Point{-1000, 0});  // off the map: nothing
  CHECK(count_in(map) == 4);
  const SquareMap large{{0, 0, 1e6, 1e6}, 100};
  CHECK(large.size_m() == 800);  // below four million
}

TEST_CASE("SquareMap: close fills gaps that are narrow, and nothing beyond a straight edge", "[geo][unit]") {
  // Columns 2 and 5 of ten: two squares between them.
  auto map = ten_by_ten();
  for (std::int64_t line = 2; line < 8; ++line) {
    map.put_in(2, line);
    map.put_in(5, line);
  }
  auto narrow = map;
  narrow.close(100);
  CHECK(count_in(narrow) == 24);
  CHECK_FALSE(narrow.is_in(6, 4));
  CHECK_FALSE(narrow.is_in(3, 8));
  map.put_in(9, 4);  // three squares to the east
  map.close(100);
  CHECK_FALSE(map.is_in(7, 4));
}

TEST_CASE("OutsideCounts: counts squares that a circle may touch, as brute force does", "[geo][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  auto map = ten_by_ten();
  for (int i = 0; i < 60; ++i) map.put_in(geo::Point{random.uniform(0, 1000), random.uniform(0, 1000)});
  const OutsideCounts counts{map};
  for (int i = 0; i < 50; ++i) {
    const geo::Point place{random.uniform(-200, 1200), random.uniform(-200, 1200)};
    const double radius = random.uniform(0, 600);
    OutsideCounts::Counts expected;
    double nearest = 1e9;
    for (std::int64_t line = -20; line < 30; ++line) {
      for (std::int64_t column = -20; column < 30; ++column) {
        const double away = geo::distance_m(map.middle(column, line), place) - 100 / std::numbers::sqrt2;
        const bool outside = !map.holds(column, line) || !map.is_in(column, line);
        if (outside) nearest = std::min(nearest, away);
        if (away > radius) continue;
        ++expected.all;
        if (outside) ++expected.outside;
      }
    }
    const auto found = counts.within(place, radius);
    CHECK(found.all == expected.all);
    CHECK(found.outside == expected.outside);
    CHECK(counts.nearest_m(place, 1000) <= std::max(nearest, 0.0) + 1e-9);
    CHECK(counts.nearest_m(place, 1000) >= std::min(nearest, 1000.0) - 10.0);
  }
}

TEST_CASE("SquareMap: a coarser square is in where all of its parts are", "[geo][unit]") {
  auto map = ten_by_ten();
  for (std::int64_t line = 0; line < 10; ++line) {
    for (std::int64_t column = 0; column < 6; ++column) map.put_in(column, line);
  }
  const auto coarse = map.coarser(5.0);
  CHECK(coarse.size_m() == 500);
  CHECK(coarse.is_in(0, 0));
  CHECK_FALSE(coarse.is_in(1, 1));
}
