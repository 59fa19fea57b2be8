#include "trek/geo/spatial_index.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace trek::geo;
using trek::test::square;

namespace {

using Rows = std::vector<std::uint32_t>;
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("BoxIndex: touching counts; empty and broken boxes are never found", "[unit]") {
  const std::vector<Box> boxes{{0, 0, 1, 1}, {}, {1, 1, 2, 2}, {kNotANumber, 0, 1, 1}, {-kInf, -kInf, kInf, kInf}};
  const BoxIndex index{boxes};
  CHECK(index.intersecting({1, 1, 1, 1}) == Rows{0, 2, 4});
  CHECK(index.intersecting({1.5, 1.5, 9, 9}) == Rows{2, 4});
  CHECK(index.intersecting({1e9, 1e9, 2e9, kInf}) == Rows{4});
  CHECK(index.intersecting({}).empty());
  CHECK(index.intersecting({kNotANumber, 0, 1, 1}).empty());
  CHECK(BoxIndex{{}}.intersecting({0, 0, 1, 1}).empty());
}

TEST_CASE("PointIndex: by distance, then row; the radius is inclusive", "[unit]") {
  const std::vector<Point> points{{3, 0}, {0, 3}, {kNotANumber, 0}, {1, 0}, {0, 1}, {1, 0}};
  const PointIndex index{points};
  const auto hits = index.within({0, 0}, 3.0);
  REQUIRE(hits.size() == 5);
  CHECK(hits[0].row == 3);
  CHECK(hits[1].row == 4);
  CHECK(hits[2].row == 5);
  CHECK(hits[3].row == 0);
  CHECK(hits[4].distance_m == 3.0);
  CHECK(index.within({0, 0}, 0.5).empty());
  CHECK(index.within({0, 0}, -1.0).empty());
  CHECK(index.within({0, 0}, kNotANumber).empty());
  CHECK(index.within({0, 0}, kInf).size() == 5);
  CHECK(index.within({1, 0}, 0.0).size() == 2);
  CHECK(index.find_nearest({0, 0})->row == 3);
  CHECK(index.find_nearest({0, 9})->row == 1);
  CHECK_FALSE(index.find_nearest({kNotANumber, 0}));
  CHECK_FALSE(PointIndex{{}}.find_nearest({0, 0}));
}

TEST_CASE("SegmentIndex: where the point falls on the nearest segment", "[unit]") {
  const SegmentIndex index{{{{0, 0}, {10, 0}}, {{0, 5}, {10, 5}}, {{20, 0}, {20, 0}}, {{kNotANumber, 0}, {1, 1}}}};
  const auto hit = index.find_nearest({4, 1}, 100.0);
  REQUIRE(hit);
  CHECK(hit->row == 0);
  CHECK(hit->share == Approx(0.4));
  CHECK(hit->projected == Point{4, 0});
  CHECK(hit->distance_m == 1.0);
  CHECK(index.find_nearest({-3, 0}, 100.0)->share == 0.0);
  CHECK(index.find_nearest({13, 0}, 100.0)->share == 1.0);
  CHECK(index.find_nearest({21, 0}, 100.0)->row == 2);
  CHECK(index.find_nearest({21, 0}, kInf)->share == 0.0);
}

TEST_CASE("SegmentIndex: ties, limits and acceptance", "[unit]") {
  const SegmentIndex index{{{{0, 2}, {10, 2}}, {{0, -2}, {10, -2}}, {{0, 2}, {10, 2}}}};
  CHECK(index.find_nearest({5, 0}, 2.0)->row == 0);       // the limit is inclusive
  CHECK(index.find_nearest({5, 4e-10}, 9.0)->row == 0);   // within the tie
  CHECK(index.find_nearest({5, -4e-10}, 9.0)->row == 0);  // row 1 is nearer by less than 1e-9 m
  CHECK(index.find_nearest({5, -1e-6}, 9.0)->row == 1);
  const SegmentIndex mirrored{{{{0, -2}, {10, -2}}, {{0, 2}, {10, 2}}}};
  CHECK(mirrored.find_nearest({5, 4e-10}, 9.0)->row == 0);  // whichever of the two is looked at first
  CHECK(mirrored.find_nearest({5, -4e-10}, 9.0)->row == 0);
  CHECK_FALSE(index.find_nearest({5, 0}, 1.999));
  CHECK(index.find_nearest({5, 0}, 9.0, [](std::uint32_t row) { return row > 0; })->row == 1);
  CHECK(index.find_nearest({5, 1}, 9.0, [](std::uint32_t row) { return row > 0; })->row == 2);
  CHECK_FALSE(index.find_nearest({5, 0}, 9.0, [](std::uint32_t) { return false; }));
  CHECK_FALSE(index.find_nearest({kNotANumber, 0}, 9.0));
  CHECK_FALSE(index.find_nearest({0, 0}, -1.0));
  CHECK_FALSE(SegmentIndex{{}}.find_nearest({0, 0}, kInf));
}

TEST_CASE("PolygonLocator: a boundary belongs to the lowest row", "[unit]") {
  PolygonColumn column;
  column.append(square(1, 0, 1));
  column.append(square(0, 0, 1));
  column.append({});
  auto yard = square(0, 10, 10);
  yard[0].holes = {square(4, 14, 2)[0].shell};
  column.append(yard);
  column.append(square(4, 14, 2));
  const PolygonLocator locator{column};
  CHECK(locator.find({0.5, 0.5}) == 1U);
  CHECK(locator.find({1.0, 0.5}) == 0U);
  CHECK(locator.all({1.0, 1.0}) == Rows{0, 1});
  CHECK(locator.find({0.0, 0.0}) == 1U);
  CHECK(locator.find({5, 15}) == 4U);
  CHECK(locator.find({4, 15}) == 3U);
  CHECK(locator.all({6, 16}) == Rows{3, 4});
  CHECK_FALSE(locator.find({-0.1, 0.5}));
  CHECK_FALSE(locator.find({kNotANumber, 0.5}));
  CHECK_FALSE(locator.find({kInf, 0.5}));
}

TEST_CASE("PolygonLocator: broken polygons cover nothing and harm nobody", "[unit]") {
  PolygonColumn column;
  column.append({{{{0, 0}, {2, 0}, {kNotANumber, 1}, {0, 2}, {0, 0}}, {}}});
  column.append({{{{0, 0}, {kInf, 0}, {1, 1}, {0, 0}}, {}}});
  column.append({{{{0, 0}, {0, 0}, {0, 0}, {0, 0}}, {}}});
  column.append(square(0, 0, 2));
  const PolygonLocator locator{column};
  CHECK(locator.find({1, 1}) == 3U);
  CHECK(locator.find({0, 0}) == 2U);
}
