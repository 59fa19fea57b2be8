#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/detail/bit_grid.hpp"
#include "trek/access/detail/reached_streets.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::access::detail {

/// The area within a distance of many lines, on a grid; one thread's, for site after site.
///
/// Each grid point holds its distance to the nearest line, as far as it matters: exact within a step of the outline,
/// where the outline is placed by linear interpolation. Near a straight street that is exact, round an end it is off by
/// step^2 / (8 distance) at most, and gaps narrower than a step may close. Where streets are so dense that all grid
/// points near are surely inside, or in a hole that is surely too small to stay, nothing is measured. Unlike a union of
/// buffers it costs time only in proportion to the streets and the grid, however many streets overlap. Grid lines lie
/// at multiples of the step, so that the area does not depend on where the site is.
class DistanceField {
 public:
  /// An empty area. `bounds` must hold every line to come. The step is distance / 3, doubled until the grid has at most
  /// 8 million points. Holes below `smallest_hole_m2` will be filled by the caller, and may be filled already.
  void start(const geo::Box& bounds, double distance_m, double smallest_hole_m2);

  /// Makes the area grow by what is within the distance of these lines.
  void add(std::span<const Line> lines);

  /// Fills the part of the outside that holds this grid point, joined also across corners. It must not touch the border
  /// of the grid.
  void fill(std::size_t column, std::size_t row);

  [[nodiscard]] double step_m() const noexcept { return step_m_; }
  [[nodiscard]] std::size_t row_count() const noexcept { return rows_; }
  [[nodiscard]] std::size_t column_count() const noexcept { return words_a_row_ * BitGrid::kWordBits; }
  [[nodiscard]] std::size_t words_a_row() const noexcept { return words_a_row_; }
  /// The grid points inside. Those at the border of the grid are outside.
  [[nodiscard]] const BitGrid& inside() const noexcept { return inside_; }
  [[nodiscard]] geo::Point place(std::size_t column, std::size_t row) const noexcept {
    return {origin_x_m_ + static_cast<double>(column) * step_m_, origin_y_m_ + static_cast<double>(row) * step_m_};
  }
  /// Where the outline crosses the grid line between two neighbours, by grid index (row * columns + column): the share
  /// of the way from the one inside to the one outside.
  [[nodiscard]] double crossing_share(std::size_t in, std::size_t out) const noexcept;

 private:
  /// Grid squares or points that something covers: columns and rows, both ends included.
  struct Range {
    std::size_t first_column, last_column, first_row, last_row;
  };

  template <class Visit>
  void for_each_part(const Line& line, Visit&& visit) const;
  [[nodiscard]] Range squares_of(const Line& part) const noexcept;
  void mark(const Line& line);
  void find_sure_points();
  void fill_small_pockets();
  [[nodiscard]] bool is_small_pocket(std::size_t column, std::size_t row);
  void find_quiet_squares();
  void measure(const Line& part);
  void take_inside();
  [[nodiscard]] std::size_t square_at(double at_m, double origin_m) const noexcept {
    return static_cast<std::size_t>((at_m - origin_m) * squares_a_m_);
  }

  double distance_m_ = 0.0;
  double step_m_ = 0.0;
  double squares_a_m_ = 0.0;
  double smallest_hole_m2_ = 0.0;
  double reach_m_ = 0.0;      // distances are exact up to here
  float limit_square_ = 0.0;  // distance_m squared
  std::size_t sure_ = 0;      // a line in a square this near makes a point inside, whatever its place in the square
  double origin_x_m_ = 0.0;
  double origin_y_m_ = 0.0;
  std::size_t rows_ = 0;
  std::size_t words_a_row_ = 0;

  std::vector<float> square_;  // squared distance in m2, a grid point; infinite where nothing was measured
  BitGrid inside_;             // points
  BitGrid crossed_;            // squares that hold a piece of a line, by their south-west point
  BitGrid sure_inside_;        // points with a crossed square near enough, and small pockets between them
  BitGrid settled_;            // points that are sure, like their neighbours: no outline near
  BitGrid quiet_;              // squares with only settled points within reach
  BitGrid scratch_;
  std::vector<std::uint8_t> touched_;         // words of points measured for this site
  std::vector<std::uint8_t> changed_;         // ... since the area was last taken
  std::vector<std::uint32_t> touched_words_;  // numbers of the words that are touched
  std::vector<std::uint32_t> changed_words_;
  std::vector<std::uint32_t> waiting_;
};

}  // namespace trek::access::detail
