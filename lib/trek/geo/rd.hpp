#pragma once

#include <optional>
#include <string_view>

#include "trek/geo/point.hpp"

namespace trek::geo {

/// What a set of coordinates looks like, whatever CRS it claims. In the Netherlands x < y holds for every RD point.
enum class CoordinateLook {
  rd,               // metres in the Dutch grid (x 0..300 km, to 340 km for the hinterland; y 300..625 km)
  rd_swapped,       // the same with x and y exchanged
  degrees,          // longitude, latitude in or around the Netherlands
  degrees_swapped,  // latitude, longitude
  elsewhere,
};

/// Empty box: elsewhere. Cost O(1). Source: METHODS "Coordinates".
[[nodiscard]] CoordinateLook coordinate_look(const Box& bounds) noexcept;
[[nodiscard]] std::string_view describe(CoordinateLook look) noexcept;

/// Lower-left corner of a CBS grid cell: "E1553N4629" -> (155300, 462900) for 100 m cells, for 500 m likewise (the
/// code counts hundreds of metres in both). Empty for anything else.
[[nodiscard]] std::optional<Point> find_cell_corner(std::string_view grid_code) noexcept;

}  // namespace trek::geo
