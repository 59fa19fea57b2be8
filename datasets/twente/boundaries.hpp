#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trek/geo/polygon.hpp"
#include "twente/facts.hpp"
#include "twente/towns.hpp"

namespace trek::datasets {

/// Municipality of each cell of a square grid; -1 outside the region.
struct LabelGrid {
  geo::Point corner;  // lower left
  double cell_m = 200.0;
  int column_count = 0;
  int row_count = 0;
  std::vector<std::int32_t> label;  // column_count * row_count, rows from the south

  [[nodiscard]] std::size_t index(int column, int row) const noexcept {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(column_count) + static_cast<std::size_t>(column);
  }
  [[nodiscard]] std::int32_t at(int column, int row) const noexcept;  // -1 beyond the grid
  [[nodiscard]] std::int32_t& cell(int column, int row) noexcept {
    return label[static_cast<std::size_t>(row) * static_cast<std::size_t>(column_count) +
                 static_cast<std::size_t>(column)];
  }
  [[nodiscard]] geo::Point middle(int column, int row) const noexcept {
    return {corner.x_m + (column + 0.5) * cell_m, corner.y_m + (row + 0.5) * cell_m};
  }
  [[nodiscard]] std::int32_t label_at(geo::Point place) const noexcept;
  /// The municipality when all nine cells around agree: the place is then well inside the drawn border too.
  [[nodiscard]] std::optional<std::size_t> find_interior(geo::Point place) const noexcept;
};

/// The municipalities as drawn: a partition of a made-up outline of the region.
struct Boundaries {
  LabelGrid grid;
  std::vector<geo::MultiPolygon> area;  // by row of Facts::municipalities
};

/// Grows each municipality from its settlements (power diagram whose weights are tuned until every area is right),
/// then traces the shared borders once and smooths them, so that neighbours have the very same points.
///
/// Shape   area.size() == facts.municipalities.size(); no gaps, no overlaps.
/// Cost    about 1 s.
[[nodiscard]] Boundaries boundaries(const Facts& facts, const std::vector<Town>& towns, std::uint64_t seed);

/// The second half: polygons of a labelled grid with shared, smoothed edges; labels 0 .. label_count - 1.
[[nodiscard]] std::vector<geo::MultiPolygon> traced_areas(const LabelGrid& grid, std::size_t label_count,
                                                          std::uint64_t seed);

}  // namespace trek::datasets
