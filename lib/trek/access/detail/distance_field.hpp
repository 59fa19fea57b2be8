#pragma once

#include <cstdint>
#include <vector>

#include "trek/geo/polygon.hpp"

namespace trek::access::detail {

/// The area within a distance of many lines, from a grid of distances.
///
/// Each grid point holds its distance to the nearest line, as far as it matters. The outline of the area runs through
/// the grid's edges, placed by linear interpolation: near a straight street it is exact, round an end it is off by
/// step^2 / (8 distance) at most, and gaps narrower than a step may close. Unlike a union of buffers it costs time only
/// in proportion to the streets and the grid, however many streets overlap.
/// Grid lines lie at multiples of the step, so that the area does not depend on where the site is.
class DistanceField {
 public:
  /// `bounds` must hold every line. The step is distance / 3, doubled until the grid has at most 8 million points.
  DistanceField(const geo::Box& bounds, double distance_m);

  void add(geo::Point from, geo::Point to);

  /// Everything within the distance of a line, without holes smaller than `smallest_hole_m2`. Valid and oriented: parts
  /// that meet only at a corner of the grid are kept apart. Areas only grow as lines are added.
  [[nodiscard]] geo::MultiPolygon area(double smallest_hole_m2) const;

  [[nodiscard]] double step_m() const noexcept { return step_m_; }

 private:
  friend class Outline;

  [[nodiscard]] bool inside(std::size_t at) const noexcept { return square_[at] <= limit_square_; }
  [[nodiscard]] geo::Point place(std::size_t at) const noexcept;
  void add_short(geo::Point from, geo::Point to);

  double distance_m_;
  double step_m_;
  double reach_m_;      // distances are exact up to here
  float limit_square_;  // distance_m squared
  double origin_x_m_ = 0.0;
  double origin_y_m_ = 0.0;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  std::vector<float> square_;  // rows * columns, squared distance in m2
};

}  // namespace trek::access::detail
