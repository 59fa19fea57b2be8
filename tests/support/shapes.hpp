#pragma once

#include "trek/geo/polygon.hpp"

namespace trek::test {

/// From its south-west corner.
inline geo::MultiPolygon square(double x_m, double y_m, double side_m) {
  return {geo::rectangle({x_m, y_m, x_m + side_m, y_m + side_m})};
}

}  // namespace trek::test
