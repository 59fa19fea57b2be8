#pragma once

#include "trek/geo/polygon.hpp"

namespace trek::test {

/// Whether an area holds a place, by even-odd over all its rings.
[[nodiscard]] inline bool holds(const geo::MultiPolygon& area, geo::Point place) {
  bool inside = false;
  const auto cross = [&](const geo::Ring& ring) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const geo::Point a = ring[i - 1];
      const geo::Point b = ring[i];
      if ((a.y_m > place.y_m) == (b.y_m > place.y_m)) continue;
      if (place.x_m < a.x_m + (place.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m)) inside = !inside;
    }
  };
  for (const auto& polygon : area) {
    cross(polygon.shell);
    for (const auto& hole : polygon.holes) cross(hole);
  }
  return inside;
}

}  // namespace trek::test
