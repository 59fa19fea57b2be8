#include "trek/geo/detail/cell_grid.hpp"

#include <algorithm>
#include <cmath>

namespace trek::geo::detail {
namespace {

std::uint32_t line_count(double wanted) noexcept {
  if (!(wanted > 1.0)) return 1;  // also NaN
  return static_cast<std::uint32_t>(std::min(wanted, static_cast<double>(CellGrid::kMostLines)));
}

/// One line where the scale would not be a number: of an extent of zero, or hardly more.
void set_scale(std::uint32_t& count, double& lines_per_m, double extent_m) noexcept {
  lines_per_m = count / extent_m;
  if (std::isfinite(lines_per_m)) return;
  count = 1;
  lines_per_m = 0.0;
}

}  // namespace

CellGrid::CellGrid(const Box& box, std::size_t cell_count) : box_{box} {
  const double width_m = box.max_x_m - box.min_x_m;
  const double height_m = box.max_y_m - box.min_y_m;
  if (!std::isfinite(width_m) || !std::isfinite(height_m)) return;  // one cell
  const auto wanted = static_cast<double>(cell_count);
  const double side_m = std::sqrt(width_m / wanted) * std::sqrt(height_m);  // the product could overflow
  // A box without width or height is one row of cells, or one cell.
  if (width_m > 0.0) column_count_ = line_count(side_m > 0.0 ? std::ceil(width_m / side_m) : wanted);
  if (height_m > 0.0) row_count_ = line_count(side_m > 0.0 ? std::ceil(height_m / side_m) : wanted);
  set_scale(column_count_, columns_per_m_, width_m);
  set_scale(row_count_, rows_per_m_, height_m);
}

Point CellGrid::middle(Cell cell) const noexcept {
  const auto at = [](double min_m, double max_m, double line, double count) {
    return std::clamp(min_m + (max_m - min_m) * ((line + 0.5) / count), min_m, max_m);
  };
  return {at(box_.min_x_m, box_.max_x_m, cell.column, column_count_),
          at(box_.min_y_m, box_.max_y_m, cell.row, row_count_)};
}

}  // namespace trek::geo::detail
