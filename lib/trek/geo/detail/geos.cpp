#include "trek/geo/detail/geos.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "trek/core/error.hpp"

namespace trek::geo::detail {
namespace {

static_assert(sizeof(Point) == 2 * sizeof(double), "a Point is a coordinate pair: GEOS copies rows of them");

void keep_message(const char* text, void* message) { *static_cast<std::string*>(message) = text; }

std::vector<GEOSGeometry*> released(std::vector<Geometry>& parts) {
  std::vector<GEOSGeometry*> raw;
  raw.reserve(parts.size());
  for (auto& part : parts) raw.push_back(part.release());
  return raw;
}

GEOSCoordSequence* sequence(GEOSContextHandle_t handle, std::span<const Point> points) {
  const double* first = points.empty() ? nullptr : &points.front().x_m;
  return GEOSCoordSeq_copyFromBuffer_r(handle, first, static_cast<unsigned>(points.size()), 0, 0);
}

Ring ring_of(GEOSContextHandle_t handle, const GEOSGeometry* ring) {
  const GEOSCoordSequence* coordinates = GEOSGeom_getCoordSeq_r(handle, ring);
  unsigned size = 0;
  GEOSCoordSeq_getSize_r(handle, coordinates, &size);
  Ring result(size);
  if (size > 0) GEOSCoordSeq_copyToBuffer_r(handle, coordinates, &result.front().x_m, 0, 0);
  return result;
}

Polygon polygon_of(GEOSContextHandle_t handle, const GEOSGeometry* geometry) {
  Polygon result{ring_of(handle, GEOSGetExteriorRing_r(handle, geometry)), {}};
  for (int i = 0; i < GEOSGetNumInteriorRings_r(handle, geometry); ++i) {
    result.holes.push_back(ring_of(handle, GEOSGetInteriorRingN_r(handle, geometry, i)));
  }
  return result;
}

void append_polygons(GEOSContextHandle_t handle, const GEOSGeometry* geometry, MultiPolygon& result) {
  const int type = GEOSGeomTypeId_r(handle, geometry);
  if (type == GEOS_POLYGON) {
    if (GEOSisEmpty_r(handle, geometry) == 0) result.push_back(polygon_of(handle, geometry));
  } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    for (int i = 0; i < GEOSGetNumGeometries_r(handle, geometry); ++i) {
      append_polygons(handle, GEOSGetGeometryN_r(handle, geometry, i), result);
    }
  }
}

}  // namespace

Geos::Geos() : message_{std::make_unique<std::string>()}, handle_{GEOS_init_r()} {
  GEOSContext_setErrorMessageHandler_r(handle(), keep_message, message_.get());
}

void Geos::fail(const char* operation) const {
  std::string text = message_->empty() ? "no message" : *message_;
  std::replace(text.begin(), text.end(), '\n', ' ');
  throw core::Error{core::ErrorKind::internal, fmt::format("GEOS {}: {} failed: {}", GEOSversion(), operation, text)};
}

Geometry Geos::checked(GEOSGeometry* geometry, const char* operation) const {
  if (geometry == nullptr) fail(operation);
  return {geometry, DestroyGeometry{handle()}};
}

bool Geos::checked_predicate(char answer, const char* operation) const {
  if (answer == 2) fail(operation);
  return answer == 1;
}

Geometry Geos::line(std::span<const Point> points) const {
  return checked(GEOSGeom_createLineString_r(handle(), sequence(handle(), points)), "reading a line");
}

Geometry Geos::point(Point place) const {
  return checked(GEOSGeom_createPointFromXY_r(handle(), place.x_m, place.y_m), "reading a point");
}

Geometry Geos::polygon(const Polygon& polygon) const {
  const auto ring = [this](const Ring& points) {
    return checked(GEOSGeom_createLinearRing_r(handle(), sequence(handle(), points)), "reading a ring");
  };
  Geometry shell = ring(polygon.shell);
  std::vector<Geometry> holes;
  for (const auto& hole : polygon.holes) holes.push_back(ring(hole));
  std::vector<GEOSGeometry*> raw = released(holes);
  return checked(GEOSGeom_createPolygon_r(handle(), shell.release(), raw.data(), static_cast<unsigned>(raw.size())),
                 "reading a polygon");
}

Geometry Geos::multipolygon(const MultiPolygon& polygons) const {
  std::vector<Geometry> parts;
  parts.reserve(polygons.size());
  for (const auto& part : polygons) {
    if (!part.shell.empty()) parts.push_back(polygon(part));
  }
  return collection(GEOS_MULTIPOLYGON, std::move(parts));
}

Geometry Geos::collection(int type, std::vector<Geometry> parts) const {
  std::vector<GEOSGeometry*> raw = released(parts);
  return checked(GEOSGeom_createCollection_r(handle(), type, raw.data(), static_cast<unsigned>(raw.size())),
                 "collecting parts");
}

MultiPolygon Geos::polygons(const GEOSGeometry* geometry) const {
  MultiPolygon result;
  append_polygons(handle(), geometry, result);
  return oriented(std::move(result));
}

}  // namespace trek::geo::detail
