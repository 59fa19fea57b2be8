#pragma once

#include <cstddef>
#include <optional>

#include "trek/geo/point.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::demand::detail {

/// The point that stands for a whole area, a cell or a postcode: the middle of a parallelogram, as cells of any grid
/// are, else a point inside. Empty for a row without area.
[[nodiscard]] std::optional<geo::Point> find_anchor(const geo::PolygonColumn& areas, std::size_t row);

}  // namespace trek::demand::detail
