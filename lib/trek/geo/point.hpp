#pragma once

#include <algorithm>
#include <cmath>
#include <compare>
#include <limits>

namespace trek::geo {

/// A place in the project's CRS (EPSG:28992 unless the project says otherwise): metres east and north.
struct Point {
  double x_m = 0.0;
  double y_m = 0.0;
  friend constexpr auto operator<=>(Point, Point) = default;
};

/// WGS84/ETRS89, degrees. Longitude first, always.
struct LonLat {
  double lon_deg = 0.0;
  double lat_deg = 0.0;
  friend constexpr auto operator<=>(LonLat, LonLat) = default;
};

inline double distance_m(Point a, Point b) noexcept { return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m); }
inline bool is_finite(Point p) noexcept { return std::isfinite(p.x_m) && std::isfinite(p.y_m); }
/// From a (share 0) to b (share 1).
constexpr Point between(Point a, Point b, double share) noexcept {
  return {a.x_m + share * (b.x_m - a.x_m), a.y_m + share * (b.y_m - a.y_m)};
}

/// Closed box; empty (min > max) until a point is added.
struct Box {
  double min_x_m = std::numeric_limits<double>::infinity();
  double min_y_m = std::numeric_limits<double>::infinity();
  double max_x_m = -std::numeric_limits<double>::infinity();
  double max_y_m = -std::numeric_limits<double>::infinity();

  [[nodiscard]] constexpr bool empty() const noexcept { return min_x_m > max_x_m || min_y_m > max_y_m; }
  constexpr void add(Point p) noexcept {
    min_x_m = std::min(min_x_m, p.x_m);
    min_y_m = std::min(min_y_m, p.y_m);
    max_x_m = std::max(max_x_m, p.x_m);
    max_y_m = std::max(max_y_m, p.y_m);
  }
  constexpr void add(const Box& other) noexcept {
    if (other.empty()) return;
    add(Point{other.min_x_m, other.min_y_m});
    add(Point{other.max_x_m, other.max_y_m});
  }
  /// NaN of an empty box.
  [[nodiscard]] constexpr Point centre() const noexcept {
    return {(min_x_m + max_x_m) / 2.0, (min_y_m + max_y_m) / 2.0};
  }
  [[nodiscard]] constexpr Box grown(double margin_m) const noexcept {
    return {min_x_m - margin_m, min_y_m - margin_m, max_x_m + margin_m, max_y_m + margin_m};
  }
  [[nodiscard]] constexpr bool contains(Point p) const noexcept {
    return p.x_m >= min_x_m && p.x_m <= max_x_m && p.y_m >= min_y_m && p.y_m <= max_y_m;
  }
  [[nodiscard]] constexpr bool intersects(const Box& other) const noexcept {
    return min_x_m <= other.max_x_m && max_x_m >= other.min_x_m && min_y_m <= other.max_y_m && max_y_m >= other.min_y_m;
  }
};

}  // namespace trek::geo
