#include "trek/geo/topology.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/geo/detail/geos.hpp"

namespace trek::geo {
namespace {

using detail::Geometry;
using detail::Geos;

/// Why GEOS would not even read the ring; empty if it would.
std::optional<std::string> find_ring_fault(const Ring& ring) {
  if (!std::all_of(ring.begin(), ring.end(), is_finite)) return "Coordinate that is not a number";
  if (ring.size() < 4) return "Ring of fewer than four points";
  if (ring.front() != ring.back()) return "Ring that is not closed";
  return std::nullopt;
}

std::optional<std::string> find_ring_fault(const MultiPolygon& polygons) {
  for (const auto& polygon : polygons) {
    if (auto fault = find_ring_fault(polygon.shell)) return fault;
    for (const auto& hole : polygon.holes)
      if (auto fault = find_ring_fault(hole)) return fault;
  }
  return std::nullopt;
}

/// Finite points only, closed; empty if too few remain for an area.
Ring readable(const Ring& ring) {
  Ring result;
  std::copy_if(ring.begin(), ring.end(), std::back_inserter(result), is_finite);
  if (!result.empty() && result.front() != result.back()) result.push_back(result.front());
  if (result.size() < 4) result.clear();
  return result;
}

MultiPolygon readable(const MultiPolygon& polygons) {
  MultiPolygon result;
  for (const auto& polygon : polygons) {
    Polygon copy{readable(polygon.shell), {}};
    if (copy.shell.empty()) continue;
    for (const auto& hole : polygon.holes)
      if (auto ring = readable(hole); !ring.empty()) copy.holes.push_back(std::move(ring));
    result.push_back(std::move(copy));
  }
  return result;
}

/// The structure method keeps areas as drawn, where the older line work method turns overlaps into holes.
Geometry repaired(const Geos& geos, const Geometry& geometry) {
  struct Destroy {
    GEOSContextHandle_t handle;
    void operator()(GEOSMakeValidParams* params) const noexcept { GEOSMakeValidParams_destroy_r(handle, params); }
  };
  const std::unique_ptr<GEOSMakeValidParams, Destroy> params{GEOSMakeValidParams_create_r(geos.handle()),
                                                             Destroy{geos.handle()}};
  GEOSMakeValidParams_setMethod_r(geos.handle(), params.get(), GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(geos.handle(), params.get(), 0);
  return geos.checked(GEOSMakeValidWithParams_r(geos.handle(), geometry.get(), params.get()), "making valid");
}

Geometry valid(const Geos& geos, Geometry geometry) {
  if (geos.checked_predicate(GEOSisValid_r(geos.handle(), geometry.get()), "checking validity")) return geometry;
  return repaired(geos, geometry);
}

Geometry valid_geometry(const Geos& geos, const MultiPolygon& polygons) {
  return valid(geos, geos.multipolygon(find_ring_fault(polygons) ? readable(polygons) : polygons));
}

/// What every function here gives back.
MultiPolygon valid_polygons(const Geos& geos, GEOSGeometry* result, const char* operation) {
  return geos.polygons(valid(geos, geos.checked(result, operation)).get());
}

MultiPolygon unary_union(const Geos& geos, std::vector<Geometry> parts) {
  if (parts.empty()) return {};
  const Geometry all = geos.collection(GEOS_GEOMETRYCOLLECTION, std::move(parts));
  return valid_polygons(geos, GEOSUnaryUnion_r(geos.handle(), all.get()), "union");
}

/// A street of one point is a dot.
Geometry readable_line(const Geos& geos, const LineString& line) {
  LineString points;
  std::copy_if(line.begin(), line.end(), std::back_inserter(points), is_finite);
  if (points.empty()) return nullptr;
  return points.size() == 1 ? geos.point(points.front()) : geos.line(points);
}

Geometry buffer(const Geos& geos, const Geometry& geometry, double distance_m, int quadrant_segments) {
  return geos.checked(GEOSBuffer_r(geos.handle(), geometry.get(), distance_m, quadrant_segments), "buffer");
}

}  // namespace

std::optional<std::string> find_invalidity(const MultiPolygon& polygons) {
  if (auto fault = find_ring_fault(polygons)) return fault;
  const Geos geos;
  const Geometry geometry = geos.multipolygon(polygons);
  if (geos.checked_predicate(GEOSisValid_r(geos.handle(), geometry.get()), "checking validity")) return std::nullopt;
  char* text = GEOSisValidReason_r(geos.handle(), geometry.get());
  if (text == nullptr) geos.fail("explaining invalidity");
  std::string reason{text};
  GEOSFree_r(geos.handle(), text);
  return reason;
}

MultiPolygon made_valid(const MultiPolygon& polygons) {
  const Geos geos;
  try {
    MultiPolygon made = geos.polygons(valid_geometry(geos, polygons).get());
    // Of coordinates that lie closer together than numbers can say, GEOS makes what is not valid either.
    if (find_invalidity(made)) made = geos.polygons(valid_geometry(geos, made).get());
    return find_invalidity(made) ? MultiPolygon{} : made;
  } catch (const core::Error& error) {
    // GEOS gives up on coordinates beyond what it can reckon with: a fault of the data, unless it is of the memory.
    if (std::string_view{error.what()}.find("bad_alloc") != std::string_view::npos) throw;
    return {};
  }
}

MultiPolygon union_of(std::span<const MultiPolygon> parts) {
  const Geos geos;
  std::vector<Geometry> geometries;
  geometries.reserve(parts.size());
  for (const auto& part : parts)
    if (!part.empty()) geometries.push_back(valid_geometry(geos, part));
  return unary_union(geos, std::move(geometries));
}

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b) {
  if (!bounds(a).intersects(bounds(b))) return {};
  const Geos geos;
  const Geometry left = valid_geometry(geos, a);
  const Geometry right = valid_geometry(geos, b);
  return valid_polygons(geos, GEOSIntersection_r(geos.handle(), left.get(), right.get()), "intersection");
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b) {
  const Geos geos;
  const Geometry left = valid_geometry(geos, a);
  const Geometry right = valid_geometry(geos, b);
  return valid_polygons(geos, GEOSDifference_r(geos.handle(), left.get(), right.get()), "difference");
}

MultiPolygon buffered_lines(std::span<const LineString> lines, double distance_m, int quadrant_segments) {
  // Buffered all at once, every outline is noded with every other and each separate part is searched among all edges;
  // small groups joined by a cascaded union keep both local.
  constexpr std::size_t kGroupSize = 32;
  const Geos geos;
  std::vector<Geometry> buffers;
  for (std::size_t first = 0; first < lines.size(); first += kGroupSize) {
    std::vector<Geometry> group;
    for (const auto& line : lines.subspan(first, std::min(kGroupSize, lines.size() - first)))
      if (auto geometry = readable_line(geos, line)) group.push_back(std::move(geometry));
    if (group.empty()) continue;
    const Geometry all = geos.collection(GEOS_GEOMETRYCOLLECTION, std::move(group));
    buffers.push_back(buffer(geos, all, distance_m, quadrant_segments));
  }
  return unary_union(geos, std::move(buffers));
}

MultiPolygon buffered(const MultiPolygon& polygons, double distance_m, int quadrant_segments) {
  const Geos geos;
  const Geometry geometry = valid_geometry(geos, polygons);
  return geos.polygons(valid(geos, buffer(geos, geometry, distance_m, quadrant_segments)).get());
}

MultiPolygon simplified(const MultiPolygon& polygons, double tolerance_m) {
  const Geos geos;
  const Geometry geometry = valid_geometry(geos, polygons);
  return valid_polygons(geos, GEOSTopologyPreserveSimplify_r(geos.handle(), geometry.get(), tolerance_m),
                        "simplification");
}

MultiPolygon without_small_holes(MultiPolygon polygons, double min_area_m2) {
  for (auto& polygon : polygons) {
    std::erase_if(polygon.holes, [&](const Ring& hole) { return std::abs(signed_area_m2(hole)) < min_area_m2; });
  }
  return polygons;
}

MultiPolygon without_small_parts(MultiPolygon polygons, double min_area_m2) {
  std::erase_if(polygons, [&](const Polygon& polygon) { return area_m2({polygon}) < min_area_m2; });
  return polygons;
}

Point interior_point(const MultiPolygon& polygons) {
  const Geos geos;
  const Geometry geometry = valid_geometry(geos, polygons);
  const Geometry point = geos.checked(GEOSPointOnSurface_r(geos.handle(), geometry.get()), "interior point");
  Point result{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  if (GEOSisEmpty_r(geos.handle(), point.get()) == 0) {
    GEOSGeomGetX_r(geos.handle(), point.get(), &result.x_m);
    GEOSGeomGetY_r(geos.handle(), point.get(), &result.y_m);
  }
  return result;
}

double inscribed_radius_m(const MultiPolygon& polygons, double tolerance_m) {
  const Geos geos;
  const Geometry geometry = valid_geometry(geos, polygons);
  if (GEOSisEmpty_r(geos.handle(), geometry.get()) != 0) return 0.0;
  const Geometry radius =
      geos.checked(GEOSMaximumInscribedCircle_r(geos.handle(), geometry.get(), tolerance_m), "largest circle inside");
  double length_m = 0.0;
  if (GEOSLength_r(geos.handle(), radius.get(), &length_m) == 0) geos.fail("length of a radius");
  return length_m;
}

Polygon convex_hull(std::span<const Point> points) {
  LineString path;
  std::copy_if(points.begin(), points.end(), std::back_inserter(path), is_finite);
  if (path.size() < 3) return {};
  const Geos geos;
  const Geometry line = geos.line(path);
  const Geometry hull = geos.checked(GEOSConvexHull_r(geos.handle(), line.get()), "convex hull");
  const MultiPolygon polygons = geos.polygons(hull.get());
  return polygons.empty() ? Polygon{} : polygons.front();
}

double distance_m(const MultiPolygon& polygons, Point place) {
  if (!is_finite(place)) return std::numeric_limits<double>::quiet_NaN();
  const Geos geos;
  const Geometry geometry = valid_geometry(geos, polygons);
  if (GEOSisEmpty_r(geos.handle(), geometry.get()) != 0) return std::numeric_limits<double>::infinity();
  double distance = 0.0;
  if (GEOSDistance_r(geos.handle(), geometry.get(), geos.point(place).get(), &distance) == 0) geos.fail("distance");
  return distance;
}

std::string geos_version() { return GEOSversion(); }

}  // namespace trek::geo
