#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::geo::detail {

/// Equal cells over a box. The cell of a point never decreases in x or y, so that what lies between two points lies in
/// the cells between theirs.
class CellGrid {
 public:
  struct Cell {
    std::uint32_t column = 0;
    std::uint32_t row = 0;
  };
  /// Cells `from` to `to`, both included.
  struct Range {
    Cell from;
    Cell to;
    [[nodiscard]] std::size_t column_count() const noexcept { return to.column - from.column + std::size_t{1}; }
    [[nodiscard]] std::size_t row_count() const noexcept { return to.row - from.row + std::size_t{1}; }
    [[nodiscard]] std::size_t cell_count() const noexcept { return column_count() * row_count(); }
  };

  CellGrid() = default;
  /// About `cell_count` cells that are about square; at most kMostLines columns and rows. `box` is finite, not empty.
  CellGrid(const Box& box, std::size_t cell_count);

  [[nodiscard]] const Box& box() const noexcept { return box_; }
  [[nodiscard]] std::size_t cell_count() const noexcept { return std::size_t{column_count_} * row_count_; }
  [[nodiscard]] std::size_t index(Cell cell) const noexcept {
    return std::size_t{cell.row} * column_count_ + cell.column;
  }
  /// Precondition: the box contains the point.
  [[nodiscard]] Cell cell_of(Point place) const noexcept {
    return {line_of((place.x_m - box_.min_x_m) * columns_per_m_, column_count_),
            line_of((place.y_m - box_.min_y_m) * rows_per_m_, row_count_)};
  }
  [[nodiscard]] Range range_of(const Box& box) const noexcept {
    return {cell_of({box.min_x_m, box.min_y_m}), cell_of({box.max_x_m, box.max_y_m})};
  }
  [[nodiscard]] Point middle(Cell cell) const noexcept;

  /// Calls `visit(cell)` for every cell of `within` that the edge touches, and maybe for a few beside them: rounding
  /// never leaves one out. Precondition: the edge lies in `within`.
  template <class Visit>
  void for_each_touched(Point from, Point to, const Range& within, Visit&& visit) const;

  static constexpr std::uint32_t kMostLines = 4096;

 private:
  [[nodiscard]] static std::uint32_t line_of(double line, std::uint32_t count) noexcept {
    if (!(line > 0.0)) return 0;  // also NaN, of a box without width
    return line < static_cast<double>(count - 1) ? static_cast<std::uint32_t>(line) : count - 1;
  }

  Box box_;
  std::uint32_t column_count_ = 1;
  std::uint32_t row_count_ = 1;
  double columns_per_m_ = 0.0;
  double rows_per_m_ = 0.0;
};

template <class Visit>
void CellGrid::for_each_touched(Point from, Point to, const Range& within, Visit&& visit) const {
  // Everything below is in cells, at most kMostLines of them: errors are far below the slack.
  constexpr double kSlack = 0.01;
  if (from.y_m > to.y_m) std::swap(from, to);
  const double x0 = (from.x_m - box_.min_x_m) * columns_per_m_;
  const double y0 = (from.y_m - box_.min_y_m) * rows_per_m_;
  const double dx = (to.x_m - box_.min_x_m) * columns_per_m_ - x0;
  const double dy = (to.y_m - box_.min_y_m) * rows_per_m_ - y0;
  const auto drawn_in = [](std::uint32_t line, std::uint32_t low, std::uint32_t high) {
    return std::clamp(line, low, high);
  };
  const auto row_at = [&](double y) { return drawn_in(line_of(y, row_count_), within.from.row, within.to.row); };
  const auto column_at = [&](double x) {
    return drawn_in(line_of(x, column_count_), within.from.column, within.to.column);
  };
  const std::uint32_t last_row = row_at(y0 + dy + kSlack);
  for (std::uint32_t row = row_at(y0 - kSlack); row <= last_row; ++row) {
    double start = x0;
    double end = x0 + dx;
    if (dy >= 1.0) {  // the part of it in this row; of a flatter one all, since it passes two rows or three at most
      const double low = std::clamp((static_cast<double>(row) - kSlack - y0) / dy, 0.0, 1.0);
      const double high = std::clamp((static_cast<double>(row) + 1.0 + kSlack - y0) / dy, 0.0, 1.0);
      start = x0 + low * dx;
      end = x0 + high * dx;
    }
    if (start > end) std::swap(start, end);
    const std::uint32_t last_column = column_at(end + kSlack);
    for (std::uint32_t column = column_at(start - kSlack); column <= last_column; ++column) visit(Cell{column, row});
  }
}

}  // namespace trek::geo::detail
