#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::geo {

/// Closed ring: the first point is repeated at the end. At least 4 points, or empty.
using Ring = std::vector<Point>;

/// One shell (counter-clockwise after `oriented`) and its holes (clockwise).
struct Polygon {
  Ring shell;
  std::vector<Ring> holes;
};
using MultiPolygon = std::vector<Polygon>;
using LineString = std::vector<Point>;

/// Shoelace area of the ring, positive when counter-clockwise.
[[nodiscard]] double signed_area_m2(std::span<const Point> ring) noexcept;
/// Shells minus holes, whatever the orientation of the rings.
[[nodiscard]] double area_m2(const MultiPolygon& polygons) noexcept;
[[nodiscard]] Box bounds(const MultiPolygon& polygons) noexcept;
[[nodiscard]] Box bounds(std::span<const Point> points) noexcept;
/// Area-weighted centroid; the mean of the points where the area is zero. Precondition: not empty.
[[nodiscard]] Point centroid(const MultiPolygon& polygons) noexcept;
/// Shells counter-clockwise, holes clockwise (GeoPackage, PDOK rule).
[[nodiscard]] MultiPolygon oriented(MultiPolygon polygons);
/// Circle of `segment_count` chords around a point, counter-clockwise and closed.
[[nodiscard]] Polygon circle(Point centre, double radius_m, int segment_count = 64);
[[nodiscard]] Polygon rectangle(const Box& box);
/// What lies in the box. Where a ring leaves it and comes back, the parts hang together by lines along the sides: the
/// area is right, and `made_valid` takes them apart.
/// Source  Sutherland and Hodgman 1974, "Reentrant polygon clipping". Cost  linear, without an overlay.
[[nodiscard]] MultiPolygon clipped(const MultiPolygon& polygons, const Box& box);

/// Many multipolygons in flat arrays: one feature per row. Rows are appended in order.
class PolygonColumn {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return boxes_.size(); }
  [[nodiscard]] bool empty() const noexcept { return boxes_.empty(); }
  void append(const MultiPolygon& feature);  // an empty multipolygon is an empty row

  [[nodiscard]] const Box& box(std::size_t row) const noexcept { return boxes_[row]; }
  [[nodiscard]] std::size_t ring_count(std::size_t row) const noexcept {
    return first_ring_[row + 1] - first_ring_[row];
  }
  /// Ring `ring` of row `row`, over all parts of the feature; holes follow their shell.
  [[nodiscard]] std::span<const Point> ring(std::size_t row, std::size_t ring) const noexcept;
  [[nodiscard]] bool is_shell(std::size_t row, std::size_t ring) const noexcept;
  [[nodiscard]] MultiPolygon feature(std::size_t row) const;

 private:
  std::vector<Point> points_;
  std::vector<std::size_t> first_point_{0};  // ring count + 1
  std::vector<std::uint8_t> shell_;          // ring count
  std::vector<std::size_t> first_ring_{0};   // size() + 1
  std::vector<Box> boxes_;                   // size()
};

}  // namespace trek::geo
