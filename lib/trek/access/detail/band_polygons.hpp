#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/detail/contours.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::access::detail {

/// The polygons between the outlines of a planar map; one thread's, for site after site.
///
/// Rings follow the borders with the band on the left. Where a band meets itself in a point, a ring turns back into the
/// same corner and is then cut there, so that rings are simple, touch one another only in points, and every polygon's
/// inside is in one piece: valid, with shells counter-clockwise and holes clockwise.
class BandPolygons {
 public:
  /// What area `area` adds to the one before. `kept` says which of contours.border_points() to draw.
  [[nodiscard]] geo::MultiPolygon band(const Contours& contours, std::span<const std::uint8_t> kept,
                                       std::uint32_t area);

 private:
  /// A border in one of its directions: forward along the outline of its areas, or against it.
  struct Way {
    std::uint32_t border = 0;
    bool forward = true;
  };

  [[nodiscard]] Way next(const Contours& contours, Way way, std::uint32_t area) const;
  void follow(const Contours& contours, std::span<const std::uint8_t> kept, Way start, std::uint32_t area);
  void append(const Contours& contours, std::span<const std::uint8_t> kept, Way way);
  void cut_into_rings(std::span<const geo::Point> points);
  void take_ring(std::span<const geo::Point> points, std::size_t first);
  void place_loose_holes(geo::MultiPolygon& polygons);

  std::vector<std::uint8_t> done_;      // per border: in the direction that bounds this band
  std::vector<std::uint32_t> way_;      // points of a ring before it is cut
  std::vector<std::uint32_t> path_;     // points of it that are not in a ring yet
  std::vector<std::uint32_t> on_path_;  // per point: its place on the path, or kNone
  std::vector<geo::Ring> shells_;       // of the ring that was followed
  std::vector<geo::Ring> holes_;
  std::vector<geo::Ring> loose_holes_;  // of the band, those that touch no shell
};

}  // namespace trek::access::detail
