#include <cstdint>
#include <utility>

#include "trek/geo/polygon.hpp"

namespace trek::geo {
namespace {

enum class BoxSide : std::uint8_t { west, south, east, north };

/// How far inside the side a point lies; negative beyond it.
double inside_m(const Box& box, BoxSide side, Point place) noexcept {
  switch (side) {
    case BoxSide::west:
      return place.x_m - box.min_x_m;
    case BoxSide::south:
      return place.y_m - box.min_y_m;
    case BoxSide::east:
      return box.max_x_m - place.x_m;
    case BoxSide::north:
      return box.max_y_m - place.y_m;
  }
  return 0.0;
}

/// What of a closed ring lies inside one side, the rest laid on the side's line.
Ring cut_at(const Ring& ring, const Box& box, BoxSide side) {
  Ring kept;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const double from = inside_m(box, side, ring[i - 1]);
    const double to = inside_m(box, side, ring[i]);
    if ((from < 0.0) != (to < 0.0)) kept.push_back(between(ring[i - 1], ring[i], from / (from - to)));
    if (to >= 0.0) kept.push_back(ring[i]);
  }
  if (!kept.empty() && !(kept.front() == kept.back())) kept.push_back(kept.front());
  return kept;
}

Ring cut_to(Ring ring, const Box& box) {
  for (const BoxSide side : {BoxSide::west, BoxSide::south, BoxSide::east, BoxSide::north})
    ring = cut_at(ring, box, side);
  constexpr std::size_t kTriangle = 4;  // closed
  return ring.size() < kTriangle ? Ring{} : std::move(ring);
}

}  // namespace

MultiPolygon clipped(const MultiPolygon& polygons, const Box& box) {
  MultiPolygon result;
  for (const Polygon& polygon : polygons) {
    Polygon part{cut_to(polygon.shell, box), {}};
    if (part.shell.empty()) continue;
    for (const Ring& hole : polygon.holes) {
      Ring cut = cut_to(hole, box);
      if (!cut.empty()) part.holes.push_back(std::move(cut));
    }
    result.push_back(std::move(part));
  }
  return result;
}

}  // namespace trek::geo
