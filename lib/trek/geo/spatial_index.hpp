#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::geo {

// All indices below are safe to query from several threads. Coordinates that are not finite are never found, and a
// place that is not finite finds nothing; rows keep their numbers.

/// Packed R-tree (Boost.Geometry) over boxes.
class BoxIndex {
 public:
  explicit BoxIndex(std::span<const Box> boxes);  // empty boxes are left out; infinite ones are found
  ~BoxIndex();
  BoxIndex(BoxIndex&&) noexcept;
  BoxIndex& operator=(BoxIndex&&) noexcept;
  /// Rows whose box touches `box`, ascending.
  [[nodiscard]] std::vector<std::uint32_t> intersecting(const Box& box) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Nearest point first. Ties are broken by row number.
class PointIndex {
 public:
  explicit PointIndex(std::span<const Point> points);
  ~PointIndex();
  PointIndex(PointIndex&&) noexcept;
  PointIndex& operator=(PointIndex&&) noexcept;
  struct Hit {
    std::uint32_t row = 0;
    double distance_m = 0.0;
  };
  /// Rows within `radius_m` (inclusive), by distance, then row.
  [[nodiscard]] std::vector<Hit> within(Point place, double radius_m) const;
  [[nodiscard]] std::optional<Hit> find_nearest(Point place) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Where a point falls on a line segment nearest to it.
struct SegmentHit {
  std::uint32_t row = 0;    // segment
  double share = 0.0;       // 0 at the segment's start, 1 at its end
  Point projected;          // the nearest point on the segment
  double distance_m = 0.0;  // from the query point to `projected`
};

struct Segment {
  Point from;
  Point to;
};

/// Nearest segment; of all that lie within 1e-9 m of the nearest distance, the lowest row. Segments of length zero are
/// allowed. `max_distance_m` is inclusive and may be infinite.
///
/// A packed tree of boxes over the segments along a Hilbert curve, wherever they lie: dense towns, empty land and far
/// ferries cost the same.
/// Cost    O(s log s) to build, some 60 bytes a segment; O(log s) a place, half a microsecond where s is a million.
class SegmentIndex {
 public:
  explicit SegmentIndex(std::vector<Segment> segments);
  ~SegmentIndex();
  SegmentIndex(SegmentIndex&&) noexcept;
  SegmentIndex& operator=(SegmentIndex&&) noexcept;
  [[nodiscard]] std::optional<SegmentHit> find_nearest(Point place, double max_distance_m) const;
  /// The same among the rows that `accept` allows.
  [[nodiscard]] std::optional<SegmentHit> find_nearest(Point place, double max_distance_m,
                                                       const std::function<bool(std::uint32_t)>& accept) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Which polygon a point lies in. A point on a boundary belongs to the lowest row that touches it.
///
/// Exact: inside, outside and on the boundary are decided on the coordinates as they stand, without tolerance. Inside
/// is even-odd over all rings of the feature, so rings may have any orientation.
///
/// Cost    a grid of equal cells over all features, each with the rows that cover it whole and those that have to be
///         tested: a constant per point, as long as few features meet in a cell; where more than 64 do, an R-tree.
///         Features with many edges get a table of horizontal slabs. Linear to build, in edges and cells (about four
///         per feature).
class PolygonLocator {
 public:
  explicit PolygonLocator(const PolygonColumn& polygons);  // keeps a reference: the column must outlive it, unchanged
  ~PolygonLocator();
  PolygonLocator(PolygonLocator&&) noexcept;
  PolygonLocator& operator=(PolygonLocator&&) noexcept;
  [[nodiscard]] std::optional<std::uint32_t> find(Point place) const;
  /// The same for many points: result[i] is that of places[i]. Faster than one by one, since waits for memory overlap.
  [[nodiscard]] std::vector<std::optional<std::uint32_t>> find(std::span<const Point> places) const;
  /// Every row that covers the point, ascending (polygons may overlap).
  [[nodiscard]] std::vector<std::uint32_t> all(Point place) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trek::geo
