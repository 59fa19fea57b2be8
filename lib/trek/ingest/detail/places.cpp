#include "trek/ingest/detail/places.hpp"

#include <algorithm>
#include <cmath>

#include "trek/core/disjoint_sets.hpp"
#include "trek/geo/topology.hpp"

namespace trek::ingest::detail {

namespace {

constexpr std::size_t kMostParts = 2'000;  // every pair is compared: a feature of more is taken as one place

double gap_m(const geo::Box& a, const geo::Box& b) {
  const double dx = std::max({0.0, a.min_x_m - b.max_x_m, b.min_x_m - a.max_x_m});
  const double dy = std::max({0.0, a.min_y_m - b.max_y_m, b.min_y_m - a.max_y_m});
  return std::hypot(dx, dy);
}

std::vector<geo::Box> boxes_of(const Shape& shape) {
  std::vector<geo::Box> boxes;
  for (const auto& polygon : shape.polygons) boxes.push_back(geo::bounds(geo::MultiPolygon{polygon}));
  for (const auto& point : shape.points) boxes.push_back({point.x_m, point.y_m, point.x_m, point.y_m});
  return boxes;
}

/// The first part of the place that each part belongs to.
std::vector<std::size_t> places_of(const std::vector<geo::Box>& boxes, double most_m) {
  core::DisjointSets sets{boxes.size()};
  const auto count = static_cast<std::uint32_t>(boxes.size());
  for (std::uint32_t a = 0; a < count; ++a) {
    for (std::uint32_t b = 0; b < a; ++b) {
      if (gap_m(boxes[a], boxes[b]) <= most_m) sets.join(a, b);
    }
  }
  std::vector<std::size_t> first;
  for (std::uint32_t part = 0; part < count; ++part) first.push_back(sets.find(part));
  return first;
}

}  // namespace

geo::Point middle_one(const std::vector<geo::Point>& points) {
  geo::Point sum;
  for (const auto& point : points) sum = {sum.x_m + point.x_m, sum.y_m + point.y_m};
  const auto count = static_cast<double>(points.size());
  const geo::Point mean{sum.x_m / count, sum.y_m / count};
  return *std::min_element(points.begin(), points.end(), [&](const geo::Point& a, const geo::Point& b) {
    return geo::distance_m(a, mean) < geo::distance_m(b, mean);
  });
}

std::vector<geo::Point> separate_places(const Shape& shape, double gap_m) {
  std::vector<geo::Point> places;
  const auto boxes = boxes_of(shape);
  if (boxes.empty()) return places;
  const auto place = boxes.size() <= kMostParts ? places_of(boxes, gap_m) : std::vector<std::size_t>(boxes.size(), 0);
  for (std::size_t first = 0; first < place.size(); ++first) {
    if (place[first] != first) continue;
    geo::MultiPolygon polygons;
    std::vector<geo::Point> points;
    for (std::size_t part = first; part < place.size(); ++part) {
      if (place[part] != first) continue;
      if (part < shape.polygons.size()) {
        polygons.push_back(shape.polygons[part]);
      } else {
        points.push_back(shape.points[part - shape.polygons.size()]);
      }
    }
    places.push_back(polygons.empty() ? middle_one(points) : geo::interior_point(polygons));
  }
  return places;
}

}  // namespace trek::ingest::detail
