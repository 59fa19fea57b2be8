#include "trek/geo/polygon.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

namespace trek::geo {
namespace {

/// Area and first moments of a ring, relative to `origin`: at RD coordinates the plain shoelace sum loses 11 digits.
struct Moments {
  double area_m2 = 0.0;  // signed
  double x_m3 = 0.0;
  double y_m3 = 0.0;
};

Moments moments(std::span<const Point> ring, Point origin) noexcept {
  Moments sum;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    const double ax = a.x_m - origin.x_m;
    const double ay = a.y_m - origin.y_m;
    const double bx = b.x_m - origin.x_m;
    const double by = b.y_m - origin.y_m;
    const double cross = ax * by - bx * ay;
    sum.area_m2 += cross / 2.0;
    sum.x_m3 += (ax + bx) * cross / 6.0;
    sum.y_m3 += (ay + by) * cross / 6.0;
  }
  return sum;
}

/// Adds a ring as a shell (weight 1) or a hole (weight -1), whatever its orientation.
void add(Moments& sum, std::span<const Point> ring, Point origin, double weight) noexcept {
  const Moments m = moments(ring, origin);
  const double sign = m.area_m2 < 0.0 ? -weight : weight;
  sum.area_m2 += sign * m.area_m2;
  sum.x_m3 += sign * m.x_m3;
  sum.y_m3 += sign * m.y_m3;
}

/// Mean of the shells' points, the closing one not counted twice; NaN if there is none.
Point mean_of_shell_points(const MultiPolygon& polygons, Point origin) noexcept {
  double x = 0.0;
  double y = 0.0;
  double count = 0.0;
  for (const auto& polygon : polygons) {
    for (std::size_t i = 0; i + 1 < polygon.shell.size(); ++i, ++count) {
      x += polygon.shell[i].x_m - origin.x_m;
      y += polygon.shell[i].y_m - origin.y_m;
    }
  }
  return {origin.x_m + x / count, origin.y_m + y / count};
}

Point first_point(const MultiPolygon& polygons) noexcept {
  for (const auto& polygon : polygons)
    if (!polygon.shell.empty()) return polygon.shell.front();
  return {};
}

void orient(Ring& ring, bool counter_clockwise) {
  if ((signed_area_m2(ring) < 0.0) == counter_clockwise) std::reverse(ring.begin(), ring.end());
}

}  // namespace

double signed_area_m2(std::span<const Point> ring) noexcept {
  return ring.empty() ? 0.0 : moments(ring, ring.front()).area_m2;
}

double area_m2(const MultiPolygon& polygons) noexcept {
  double area = 0.0;
  for (const auto& polygon : polygons) {
    area += std::abs(signed_area_m2(polygon.shell));
    for (const auto& hole : polygon.holes) area -= std::abs(signed_area_m2(hole));
  }
  return area;
}

Box bounds(std::span<const Point> points) noexcept {
  Box box;
  for (const Point& p : points) box.add(p);
  return box;
}

Box bounds(const MultiPolygon& polygons) noexcept {
  Box box;
  for (const auto& polygon : polygons) box.add(bounds(polygon.shell));
  return box;
}

Point centroid(const MultiPolygon& polygons) noexcept {
  const Point origin = first_point(polygons);
  Moments sum;
  for (const auto& polygon : polygons) {
    add(sum, polygon.shell, origin, 1.0);
    for (const auto& hole : polygon.holes) add(sum, hole, origin, -1.0);
  }
  if (!(sum.area_m2 > 0.0)) return mean_of_shell_points(polygons, origin);
  return {origin.x_m + sum.x_m3 / sum.area_m2, origin.y_m + sum.y_m3 / sum.area_m2};
}

MultiPolygon oriented(MultiPolygon polygons) {
  for (auto& polygon : polygons) {
    orient(polygon.shell, true);
    for (auto& hole : polygon.holes) orient(hole, false);
  }
  return polygons;
}

Polygon circle(Point centre, double radius_m, int segment_count) {
  assert(segment_count >= 3);
  Polygon polygon;
  polygon.shell.reserve(static_cast<std::size_t>(segment_count) + 1);
  for (int i = 0; i < segment_count; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / segment_count;
    polygon.shell.push_back({centre.x_m + radius_m * std::cos(angle), centre.y_m + radius_m * std::sin(angle)});
  }
  polygon.shell.push_back(polygon.shell.front());
  return polygon;
}

Polygon rectangle(const Box& box) {
  if (box.empty()) return {};
  return {{{box.min_x_m, box.min_y_m},
           {box.max_x_m, box.min_y_m},
           {box.max_x_m, box.max_y_m},
           {box.min_x_m, box.max_y_m},
           {box.min_x_m, box.min_y_m}},
          {}};
}

void PolygonColumn::append(const MultiPolygon& feature) {
  const auto append_ring = [this](const Ring& ring, bool shell) {
    points_.insert(points_.end(), ring.begin(), ring.end());
    first_point_.push_back(points_.size());
    shell_.push_back(shell ? 1 : 0);
  };
  for (const auto& polygon : feature) {
    if (polygon.shell.empty()) continue;
    append_ring(polygon.shell, true);
    for (const auto& hole : polygon.holes)
      if (!hole.empty()) append_ring(hole, false);
  }
  first_ring_.push_back(shell_.size());
  boxes_.push_back(bounds(feature));
}

std::span<const Point> PolygonColumn::ring(std::size_t row, std::size_t ring) const noexcept {
  assert(ring < ring_count(row));
  const std::size_t at = first_ring_[row] + ring;
  return {points_.data() + first_point_[at], points_.data() + first_point_[at + 1]};
}

bool PolygonColumn::is_shell(std::size_t row, std::size_t ring) const noexcept {
  return shell_[first_ring_[row] + ring] != 0;
}

MultiPolygon PolygonColumn::feature(std::size_t row) const {
  MultiPolygon result;
  for (std::size_t r = 0; r < ring_count(row); ++r) {
    const auto points = ring(row, r);
    Ring copy{points.begin(), points.end()};
    if (is_shell(row, r)) {
      result.push_back({std::move(copy), {}});
    } else {
      result.back().holes.push_back(std::move(copy));
    }
  }
  return result;
}

}  // namespace trek::geo
