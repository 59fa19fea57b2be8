#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/geo/spatial_index.hpp"

using namespace trek::geo;
using trek::core::Random;

namespace {

/// Half of all coordinates on a coarse grid, so that ties and shared borders are common.
double coordinate_m(Random& random) {
  const double at = random.uniform(0.0, 100.0);
  return random.below(2) == 0 ? std::floor(at / 5.0) * 5.0 : at;
}
Point random_point(Random& random) {
  const double x_m = coordinate_m(random);
  return {x_m, coordinate_m(random)};
}
std::vector<Point> random_points(Random& random, std::size_t count) {
  std::vector<Point> points(count);
  for (auto& point : points) point = random_point(random);
  return points;
}
std::vector<Segment> random_segments(Random& random, std::size_t count) {
  std::vector<Segment> segments(count);
  for (auto& segment : segments) {
    segment.from = random_point(random);
    segment.to = random.below(10) == 0 ? segment.from : random_point(random);
  }
  return segments;
}

/// Distance by ternary search along the segment: no projection formula.
double searched_distance_m(const Segment& segment, Point place) {
  const auto at = [&](double share) {
    return Point{segment.from.x_m + share * (segment.to.x_m - segment.from.x_m),
                 segment.from.y_m + share * (segment.to.y_m - segment.from.y_m)};
  };
  double low = 0.0;
  double high = 1.0;
  for (int i = 0; i < 200; ++i) {
    const double third = (high - low) / 3.0;
    if (distance_m(at(low + third), place) < distance_m(at(high - third), place)) {
      high -= third;
    } else {
      low += third;
    }
  }
  return distance_m(at(low), place);
}

}  // namespace

TEST_CASE("BoxIndex: equals looking at every box", "[property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  Random random{seed};
  std::vector<Box> boxes(random.below(200));
  for (auto& box : boxes) {
    box.add(random_point(random));
    if (random.below(4) > 0) box.add(random_point(random));
  }
  const BoxIndex index{boxes};
  for (int query = 0; query < 50; ++query) {
    Box window;
    window.add(random_point(random));
    window.add(random_point(random));
    std::vector<std::uint32_t> expected;
    for (std::uint32_t row = 0; row < boxes.size(); ++row)
      if (boxes[row].intersects(window)) expected.push_back(row);
    CHECK(index.intersecting(window) == expected);
  }
}

TEST_CASE("PointIndex: equals sorting every point by distance and row", "[property]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  Random random{seed};
  const auto points = random_points(random, random.below(200));
  const PointIndex index{points};
  for (int query = 0; query < 50; ++query) {
    const Point place = random_point(random);
    const double radius_m = random.below(2) == 0 ? 15.0 : random.uniform(0.0, 60.0);
    std::vector<std::pair<double, std::uint32_t>> expected;
    for (std::uint32_t row = 0; row < points.size(); ++row) expected.emplace_back(distance_m(place, points[row]), row);
    std::sort(expected.begin(), expected.end());
    const auto nearest = index.find_nearest(place);
    REQUIRE(nearest.has_value() == !points.empty());
    if (nearest) CHECK(std::pair{nearest->distance_m, nearest->row} == expected.front());
    std::erase_if(expected, [radius_m](const auto& hit) { return hit.first > radius_m; });
    std::vector<std::pair<double, std::uint32_t>> found;
    for (const auto& hit : index.within(place, radius_m)) found.emplace_back(hit.distance_m, hit.row);
    CHECK(found == expected);
  }
}

TEST_CASE("SegmentIndex: equals looking at every segment", "[property]") {
  const auto seed = GENERATE(range(0U, 40U));
  CAPTURE(seed);
  Random random{seed};
  const auto segments = random_segments(random, random.below(120));
  const SegmentIndex index{segments};
  for (int query = 0; query < 20; ++query) {
    const Point place = random_point(random);
    const double limit_m = random.below(3) == 0 ? std::numeric_limits<double>::infinity() : random.uniform(0.0, 20.0);
    const auto accept = [query](std::uint32_t row) { return query % 2 == 0 || row % 3 != 0; };
    double nearest_m = std::numeric_limits<double>::infinity();
    std::vector<double> distances_m(segments.size(), nearest_m);
    for (std::uint32_t row = 0; row < segments.size(); ++row) {
      if (accept(row)) distances_m[row] = searched_distance_m(segments[row], place);
      nearest_m = std::min(nearest_m, distances_m[row]);
    }
    const auto hit = index.find_nearest(place, limit_m, accept);
    if (std::abs(nearest_m - limit_m) < 1e-6) continue;  // the search is not exact enough to say
    REQUIRE(hit.has_value() == (std::isfinite(nearest_m) && nearest_m <= limit_m));
    if (!hit) continue;
    CHECK(accept(hit->row));
    CHECK(std::abs(hit->distance_m - nearest_m) < 1e-6);
    CHECK(std::abs(distances_m[hit->row] - nearest_m) < 1e-6);
    CHECK(distance_m(place, hit->projected) == hit->distance_m);
    // No lower row is as near, by the index' own measure of a single segment.
    for (std::uint32_t row = 0; row < hit->row; ++row) {
      if (!accept(row)) continue;
      const SegmentIndex alone{{segments[row]}};
      CHECK(alone.find_nearest(place, std::numeric_limits<double>::infinity())->distance_m > hit->distance_m);
    }
  }
}

TEST_CASE("SegmentIndex: towns, empty land, far ferries and streets on top of each other: the same as one by one",
          "[property]") {
  const auto seed = GENERATE(range(0U, 12U));
  CAPTURE(seed);
  Random random{seed, 2};
  const std::size_t count = 1 + random.below(3000);  // up to four levels of a tree of eight
  const double far_m = std::pow(10.0, random.uniform(3.0, 9.0));
  const bool in_towns = random.below(2) == 0;
  std::vector<Segment> segments(count);
  for (auto& segment : segments) {
    const Point town{std::floor(random.uniform(0.0, 4.0)) * far_m, std::floor(random.uniform(0.0, 2.0)) * far_m};
    const Point from = random_point(random);
    const Point to = random_point(random);
    segment.from = in_towns ? Point{town.x_m + from.x_m, town.y_m + from.y_m} : from;
    segment.to = in_towns ? Point{town.x_m + from.x_m / 2.0 + to.x_m / 2.0, town.y_m + from.y_m} : to;
    if (random.below(50) == 0) segment.to.x_m += far_m;
    if (random.below(5) == 0) segment = segments[random.below(count)];
    if (random.below(200) == 0) segment.from.x_m = std::numeric_limits<double>::quiet_NaN();
  }
  const SegmentIndex index{segments};
  std::vector<SegmentIndex> alone;
  for (const auto& segment : segments) alone.emplace_back(std::vector{segment});
  constexpr double kForever = std::numeric_limits<double>::infinity();
  for (int query = 0; query < 25; ++query) {
    const Segment& beside = segments[random.below(count)];
    Point place = random.below(3) == 0 ? beside.from : random_point(random);
    if (random.below(3) == 0) place.x_m += std::floor(random.uniform(0.0, 4.0)) * far_m;
    if (!is_finite(place)) continue;
    std::vector<std::optional<SegmentHit>> hits;
    double nearest_m = kForever;
    for (const auto& one : alone) {
      hits.push_back(one.find_nearest(place, kForever));
      if (hits.back()) nearest_m = std::min(nearest_m, hits.back()->distance_m);
    }
    for (const double limit_m : {kForever, nearest_m, std::nextafter(nearest_m, 0.0), 10.0}) {
      CAPTURE(place.x_m, place.y_m, limit_m, nearest_m);
      const auto is_it = [&](const auto& hit) {
        return hit && hit->distance_m <= nearest_m + 1e-9 && hit->distance_m <= limit_m;
      };
      const auto expected = std::ranges::find_if(hits, is_it);
      const bool reached = nearest_m < kForever && nearest_m <= limit_m;
      const auto found = index.find_nearest(place, limit_m);
      REQUIRE(found.has_value() == reached);
      if (!reached) continue;
      CHECK(found->row == expected - hits.begin());
      CHECK(found->projected == (*expected)->projected);
      CHECK(found->share == (*expected)->share);
      CHECK(found->distance_m == (*expected)->distance_m);
    }
  }
}

TEST_CASE("indices: many threads ask at once and get the same answers", "[parallel]") {
  Random random{7};
  const auto points = random_points(random, 600);
  const auto segments = random_segments(random, 500);
  PolygonColumn column;
  for (const Point& point : random_points(random, 200)) column.append({circle(point, 6.0, 80)});
  const PointIndex point_index{points};
  const SegmentIndex segment_index{segments};
  const PolygonLocator locator{column};
  const auto answers = [&] {
    std::vector<std::size_t> rows;
    for (const Point& place : points) {
      rows.push_back(point_index.within(place, 3.0).size());
      rows.push_back(segment_index.find_nearest(place, 50.0).value_or(SegmentHit{}).row);
      rows.push_back(locator.all(place).size());
    }
    return rows;
  };
  const auto expected = answers();
  std::vector<std::vector<std::size_t>> found(4);
  {
    std::vector<std::jthread> threads;
    for (auto& rows : found) threads.emplace_back([&rows, &answers] { rows = answers(); });
  }
  for (const auto& rows : found) CHECK(rows == expected);
}
