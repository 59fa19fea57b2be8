#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::geo {

/// A piece of land as squares, each in or out. Squares lie on whole multiples of their size, so that cells of the same
/// size fall on them.
class SquareMap {
 public:
  /// Squares of `smallest_size_m`, or as often doubled as keeps them below four million; all out.
  SquareMap(const Box& box, double smallest_size_m);

  [[nodiscard]] double size_m() const noexcept { return size_m_; }
  [[nodiscard]] std::int64_t column_count() const noexcept { return columns_; }
  [[nodiscard]] std::int64_t line_count() const noexcept { return lines_; }
  [[nodiscard]] Box bounds() const noexcept;
  [[nodiscard]] Point middle(std::int64_t column, std::int64_t line) const noexcept;
  /// Of the square at a place, which may lie off the map.
  [[nodiscard]] std::int64_t column_at(double x_m) const noexcept;
  [[nodiscard]] std::int64_t line_at(double y_m) const noexcept;
  [[nodiscard]] bool holds(std::int64_t column, std::int64_t line) const noexcept;
  [[nodiscard]] bool is_in(std::int64_t column, std::int64_t line) const noexcept {
    return squares_[at(column, line)] != 0;
  }

  void put_in(std::int64_t column, std::int64_t line) noexcept { squares_[at(column, line)] = 1; }
  void put_in(Point place) noexcept;
  /// Every square of the map whose middle lies in the polygons (even-odd).
  void for_each_square(const MultiPolygon& polygons, const std::function<void(std::int64_t, std::int64_t)>& body) const;
  /// Keeps only what `other` has in too. Precondition: the same box and size.
  void keep(const SquareMap& other) noexcept;
  /// Squares `factor` times as large, in where all of their parts are.
  [[nodiscard]] SquareMap coarser(double factor) const;

  /// Fills what is out and narrower than twice the radius (a morphological closing by squares: Serra 1982). What comes
  /// in lies in the convex hull of what is in: nothing is filled beyond a straight edge.
  void close(double radius_m);

 private:
  [[nodiscard]] std::size_t at(std::int64_t column, std::int64_t line) const noexcept {
    return static_cast<std::size_t>(line * columns_ + column);
  }
  /// Each square becomes in where one within `reach` is in, along the lines and then along the columns.
  void grow(std::int64_t reach);
  void flip() noexcept;

  double size_m_;
  std::int64_t first_column_ = 0;
  std::int64_t first_line_ = 0;
  std::int64_t columns_ = 0;
  std::int64_t lines_ = 0;
  std::vector<std::uint8_t> squares_;  // line by line
};

/// What is out on a map, counted within circles. Off the map all is out.
class OutsideCounts {
 public:
  explicit OutsideCounts(const SquareMap& map);
  struct Counts {
    std::int64_t outside = 0;
    std::int64_t all = 0;
    [[nodiscard]] double share() const noexcept {
      return all > 0 ? static_cast<double>(outside) / static_cast<double>(all) : 0.0;
    }
  };
  /// Squares that a circle may touch: those whose middle lies within half a diagonal of it. Cost  a look a line.
  [[nodiscard]] Counts within(Point place, double radius_m) const;
  [[nodiscard]] bool any_within(Point place, double radius_m) const { return within(place, radius_m).outside > 0; }
  /// How far at least the nearest square that is out lies, to within a hundredth of `most_m`; `most_m` if farther.
  [[nodiscard]] double nearest_m(Point place, double most_m) const;

 private:
  SquareMap map_;
  std::vector<std::uint32_t> before_;  // (column_count() + 1) a line: squares out that come before the column
};

}  // namespace trek::geo
