#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "trek/access/detail/ground_field.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::access::detail {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// A piece of outline between two areas, from one meeting of outlines to the next, or a closed outline that meets none.
///
/// Area number k holds the areas before it. On the left of a border lies what area `first_area` adds to the one before
/// it, on the right what area `last_area` + 1 adds (or the outside): the outlines of all areas from the first to the
/// last run along it.
struct Border {
  std::uint32_t first_area = 0;
  std::uint32_t last_area = 0;
  std::uint32_t first = 0;  // its points are a stretch of PlanarMap::border_points, both ends included
  std::uint32_t count = 0;
  std::uint32_t start = 0;  // crossings of the first area's outline, at either end
  std::uint32_t end = 0;
};

/// Outlines of areas that hold one another, all in one: outlines nowhere cross, and where two run together they share
/// their points. One thread's, for site after site.
///
/// The outline of an area runs along marching squares: a point on each line between grid neighbours of which one is
/// inside and the other is not; where two opposite corners of a square are inside, they are kept apart. Points of two
/// outlines on one grid line that lie within 3 % of the step become one, the smaller area's.
class Contours {
 public:
  /// Where an outline crosses a grid line. Crossings of one outline are kept by ascending grid line.
  struct Crossing {
    std::uint32_t grid_line = 0;
    std::uint32_t point = 0;
    std::uint32_t next = kNone;  // along the outline, the area on the left
    std::uint32_t previous = kNone;
    std::uint32_t inner = kNone;    // the crossing of the next smaller area's outline at the same point
    std::uint32_t outer = kNone;    // ... of the next larger one's
    std::uint32_t leaving = kNone;  // the border that starts here, and the one that ends here; where outlines meet
    std::uint32_t arriving = kNone;
    double share = 0.0;  // of the way from the grid point inside to the one outside
  };

  void start();
  /// The outline of the next area, which must hold the one before.
  void trace(const GroundField& field);
  /// Cuts the outlines into borders. After it no more areas.
  void join();

  [[nodiscard]] std::size_t area_count() const noexcept { return area_count_; }
  [[nodiscard]] std::span<const geo::Point> points() const noexcept { return points_; }
  [[nodiscard]] std::span<const Border> borders() const noexcept { return borders_; }
  /// Rows of points(), border after border.
  [[nodiscard]] std::span<const std::uint32_t> border_points() const noexcept { return border_points_; }
  [[nodiscard]] const Crossing& crossing(std::size_t area, std::size_t at) const noexcept { return outline_[area][at]; }

 private:
  using Outline = std::vector<Crossing>;
  using RowOfCrossings = std::vector<std::uint32_t>;  // per grid column: number of the crossing, where there is one

  void cross_to_the_east(const GroundField& field, std::size_t row, RowOfCrossings& found);
  void cross_to_the_north(const GroundField& field, std::size_t row, RowOfCrossings& found);
  [[nodiscard]] std::uint32_t cross(const GroundField& field, GroundField::At at, bool to_the_north);
  void place_crossings(const GroundField& field);
  [[nodiscard]] const Crossing* find_smaller(std::uint32_t grid_line);
  void link_squares(const GroundField& field, std::size_t row);
  void link_square(const BitGrid& inside, std::size_t column, std::size_t row);
  void find_meetings();
  void cut(std::uint32_t area);
  void cut_from(std::uint32_t area, std::uint32_t start);

  std::vector<Outline> outline_;  // per area
  std::size_t area_count_ = 0;
  std::size_t inner_at_ = 0;  // where the smaller area's outline was read up to
  RowOfCrossings south_, north_, upright_;
  std::vector<GroundField::GridLine> lines_;  // per crossing of the outline at hand
  std::vector<GroundField::CrossingPlace> places_;
  std::vector<geo::Point> points_;
  std::vector<std::uint8_t> meeting_;  // per point: whether outlines part there
  std::vector<std::uint8_t> seen_;
  std::vector<Border> borders_;
  std::vector<std::uint32_t> border_points_;
};

}  // namespace trek::access::detail
