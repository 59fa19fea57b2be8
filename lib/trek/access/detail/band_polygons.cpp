#include "trek/access/detail/band_polygons.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trek::access::detail {
namespace {

/// The crossing of an area's outline at an end of a border that the outline runs along.
const Contours::Crossing& crossing_of(const Contours& contours, const Border& border, std::uint32_t at,
                                      std::uint32_t area) {
  for (std::uint32_t inner = border.first_area; inner < area; ++inner) at = contours.crossing(inner, at).outer;
  return contours.crossing(area, at);
}

bool holds(const geo::Ring& ring, geo::Point place) noexcept {
  bool inside = false;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const geo::Point a = ring[i - 1];
    const geo::Point b = ring[i];
    if ((a.y_m > place.y_m) != (b.y_m > place.y_m) &&
        place.x_m < a.x_m + (place.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m)) {
      inside = !inside;
    }
  }
  return inside;
}

bool holds(const geo::Box& outer, const geo::Box& inner) noexcept {
  return outer.contains({inner.min_x_m, inner.min_y_m}) && outer.contains({inner.max_x_m, inner.max_y_m});
}

}  // namespace

geo::MultiPolygon BandPolygons::band(const Contours& contours, std::span<const std::uint8_t> kept, std::uint32_t area) {
  geo::MultiPolygon polygons;
  const auto borders = contours.borders();
  done_.assign(borders.size(), 0);
  on_path_.resize(contours.points().size(), kNone);
  loose_holes_.clear();
  for (std::uint32_t border = 0; border < borders.size(); ++border) {
    const bool outer = borders[border].first_area == area;
    const bool inner = borders[border].last_area + 1 == area;
    if (done_[border] != 0 || (!outer && !inner)) continue;
    follow(contours, kept, {border, outer}, area);
    if (shells_.empty()) {
      std::move(holes_.begin(), holes_.end(), std::back_inserter(loose_holes_));
    } else {  // one: what a ring bounds is in one piece
      polygons.push_back({std::move(shells_.front()), std::exchange(holes_, {})});
    }
  }
  place_loose_holes(polygons);
  return polygons;
}

/// All round one ring of the band, with the band on the left.
void BandPolygons::follow(const Contours& contours, std::span<const std::uint8_t> kept, Way start, std::uint32_t area) {
  way_.clear();
  Way way = start;
  do {
    done_[way.border] = 1;
    append(contours, kept, way);
    way = next(contours, way, area);
  } while (way.border != start.border);
  cut_into_rings(contours.points());
}

/// Where the outlines of the band and of the area within it meet, a ring turns from one to the other and back.
BandPolygons::Way BandPolygons::next(const Contours& contours, Way way, std::uint32_t area) const {
  const Border& border = contours.borders()[way.border];
  if (way.forward) {
    const auto& crossing = crossing_of(contours, border, border.end, area);
    if (crossing.inner == kNone) return {crossing.leaving, true};
    return {contours.crossing(area - 1, crossing.inner).arriving, false};
  }
  const auto& crossing = crossing_of(contours, border, border.start, area - 1);
  if (crossing.outer == kNone) return {crossing.arriving, false};
  return {contours.crossing(area, crossing.outer).leaving, true};
}

/// Without the last point, which the next border begins with.
void BandPolygons::append(const Contours& contours, std::span<const std::uint8_t> kept, Way way) {
  const Border& border = contours.borders()[way.border];
  const auto points = contours.border_points();
  for (std::uint32_t i = 0; i + 1 < border.count; ++i) {
    const std::uint32_t row = way.forward ? border.first + i : border.first + border.count - 1 - i;
    if (kept[row] != 0) way_.push_back(points[row]);
  }
}

void BandPolygons::cut_into_rings(std::span<const geo::Point> points) {
  shells_.clear();
  holes_.clear();
  path_.clear();
  for (const std::uint32_t point : way_) {
    if (on_path_[point] != kNone) take_ring(points, on_path_[point]);
    on_path_[point] = static_cast<std::uint32_t>(path_.size());
    path_.push_back(point);
  }
  take_ring(points, 0);
}

/// The path from its place `first` on, closed.
void BandPolygons::take_ring(std::span<const geo::Point> points, std::size_t first) {
  geo::Ring ring;
  ring.reserve(path_.size() - first + 1);
  for (std::size_t i = first; i < path_.size(); ++i) {
    ring.push_back(points[path_[i]]);
    on_path_[path_[i]] = kNone;
  }
  ring.push_back(ring.front());
  path_.resize(first);
  (geo::signed_area_m2(ring) > 0.0 ? shells_ : holes_).push_back(std::move(ring));
}

/// Each in the smallest shell that holds it; the search ends with the last shell that may.
void BandPolygons::place_loose_holes(geo::MultiPolygon& polygons) {
  if (loose_holes_.empty()) return;
  struct Shell {
    double area_m2;
    std::size_t polygon;
    geo::Box box;
  };
  std::vector<Shell> shells;
  for (std::size_t i = 0; i < polygons.size(); ++i) {
    shells.push_back({geo::signed_area_m2(polygons[i].shell), i, geo::bounds(polygons[i].shell)});
  }
  std::sort(shells.begin(), shells.end(), [](const Shell& a, const Shell& b) {
    return std::pair{a.area_m2, a.polygon} < std::pair{b.area_m2, b.polygon};
  });
  for (geo::Ring& hole : loose_holes_) {
    const geo::Box box = geo::bounds(hole);
    const geo::Point on_hole{0.5 * (hole[0].x_m + hole[1].x_m), 0.5 * (hole[0].y_m + hole[1].y_m)};
    const Shell* holder = nullptr;
    const Shell* candidate = nullptr;
    for (const Shell& shell : shells) {
      if (!holds(shell.box, box)) continue;
      if (candidate != nullptr && holds(polygons[candidate->polygon].shell, on_hole)) {
        holder = candidate;
        break;
      }
      candidate = &shell;
    }
    if (holder == nullptr) holder = candidate;
    polygons[holder->polygon].holes.push_back(std::move(hole));
  }
}

}  // namespace trek::access::detail
