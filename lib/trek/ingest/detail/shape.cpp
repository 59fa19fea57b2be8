#include "trek/ingest/detail/shape.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trek::ingest::detail {

namespace {

struct DestroyGeometry {
  void operator()(OGRGeometryH geometry) const noexcept { OGR_G_DestroyGeometry(geometry); }
};
using OwnedGeometry = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, DestroyGeometry>;

std::vector<geo::Point> points_of(OGRGeometryH line) {
  std::vector<geo::Point> points(static_cast<std::size_t>(OGR_G_GetPointCount(line)));
  if (points.empty()) return points;
  constexpr int stride = static_cast<int>(sizeof(geo::Point));
  OGR_G_GetPoints(line, &points[0].x_m, stride, &points[0].y_m, stride, nullptr, 0);
  return points;
}

geo::Ring ring_of(OGRGeometryH line, bool& closed) {
  geo::Ring ring = points_of(line);
  if (ring.size() < 3 || ring.front() == ring.back()) return ring;
  closed = true;
  ring.push_back(ring.front());
  return ring;
}

void add_polygon(OGRGeometryH geometry, Shape& shape) {
  const int ring_count = OGR_G_GetGeometryCount(geometry);
  geo::Polygon polygon;
  for (int i = 0; i < ring_count; ++i) {
    geo::Ring ring = ring_of(OGR_G_GetGeometryRef(geometry, i), shape.rings_closed);
    if (i == 0) {
      polygon.shell = std::move(ring);
    } else if (!ring.empty()) {
      polygon.holes.push_back(std::move(ring));
    }
  }
  if (!polygon.shell.empty()) shape.polygons.push_back(std::move(polygon));
}

void add(OGRGeometryH geometry, Shape& shape) {
  switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
    case wkbPoint:
      if (OGR_G_IsEmpty(geometry) == 0) shape.points.push_back({OGR_G_GetX(geometry, 0), OGR_G_GetY(geometry, 0)});
      break;
    case wkbPolygon:
    case wkbTriangle:
      add_polygon(geometry, shape);
      break;
    case wkbLineString:
      if (OGR_G_GetPointCount(geometry) >= 2) shape.lines.push_back(points_of(geometry));
      break;
    case wkbMultiPoint:
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection:
    case wkbPolyhedralSurface:
    case wkbTIN:
      for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) add(OGR_G_GetGeometryRef(geometry, i), shape);
      break;
    default:
      shape.other_type = true;
  }
}

template <class Visit>
void for_each_ring(geo::MultiPolygon& polygons, Visit visit) {
  for (auto& polygon : polygons) {
    visit(polygon.shell);
    for (auto& hole : polygon.holes) visit(hole);
  }
}

void transform_points(std::vector<geo::Point>& points, const geo::Transformation& transformation) {
  std::vector<double> x;
  std::vector<double> y;
  for (const auto& point : points) {
    x.push_back(point.x_m);
    y.push_back(point.y_m);
  }
  transformation.apply(x, y);
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = {x[i], y[i]};
}

bool finite(const std::vector<geo::Point>& points) { return std::ranges::all_of(points, geo::is_finite); }

}  // namespace

geo::Box Shape::bounds() const {
  geo::Box box = geo::bounds(points);
  box.add(geo::bounds(polygons));
  for (const auto& line : lines) box.add(geo::bounds(line));
  return box;
}

Shape::Fault Shape::fault() const {
  if (points.empty() && polygons.empty() && lines.empty()) return Fault::empty;
  if (!finite(points) || !std::ranges::all_of(lines, finite)) return Fault::not_finite;
  for (const auto& polygon : polygons) {
    if (!finite(polygon.shell)) return Fault::not_finite;
    for (const auto& hole : polygon.holes) {
      if (!finite(hole)) return Fault::not_finite;
    }
  }
  return Fault::none;
}

Shape shape_of(OGRGeometryH geometry) {
  Shape shape;
  if (geometry == nullptr) return shape;
  if (OGR_G_HasCurveGeometry(geometry, FALSE) != 0) {
    const OwnedGeometry linear{OGR_G_GetLinearGeometry(geometry, 0.0, nullptr)};
    add(linear.get(), shape);
  } else {
    add(geometry, shape);
  }
  return shape;
}

Shape fitting_shape(OGRFeatureH feature, config::Geometry geometry) {
  const int count = OGR_F_GetGeomFieldCount(feature);
  if (count < 2) return shape_of(OGR_F_GetGeometryRef(feature));
  const auto fits = [&](const Shape& shape) {
    if (geometry == config::Geometry::lines) return !shape.lines.empty();
    const bool points = geometry == config::Geometry::points || geometry == config::Geometry::points_if_any;
    return points ? !shape.points.empty() : !shape.polygons.empty();
  };
  Shape first;
  for (int i = 0; i < count; ++i) {
    Shape shape = shape_of(OGR_F_GetGeomFieldRef(feature, i));
    if (fits(shape)) return shape;
    if (first.fault() == Shape::Fault::empty) first = std::move(shape);
  }
  return first;
}

void swap_axes(Shape& shape) {
  const auto swap_all = [](std::vector<geo::Point>& points) {
    for (auto& point : points) std::swap(point.x_m, point.y_m);
  };
  swap_all(shape.points);
  for (auto& line : shape.lines) swap_all(line);
  for_each_ring(shape.polygons, swap_all);
}

void transform(Shape& shape, const geo::Transformation& transformation) {
  if (transformation.is_identity()) return;
  transform_points(shape.points, transformation);
  for (auto& line : shape.lines) transform_points(line, transformation);
  for_each_ring(shape.polygons, [&](geo::Ring& ring) { transform_points(ring, transformation); });
}

}  // namespace trek::ingest::detail
