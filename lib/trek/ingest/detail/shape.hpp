#pragma once

#include <vector>

#include "trek/config/source_tables.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {

/// A feature's geometry: two-dimensional, straight-edged, in the source's coordinates until `transform`.
struct Shape {
  enum class Fault { none, missing, empty, not_finite };

  std::vector<geo::Point> points;
  geo::MultiPolygon polygons;
  std::vector<geo::LineString> lines;
  bool other_type = false;    // holds something else
  bool rings_closed = false;  // a ring was open, and has been closed

  [[nodiscard]] geo::Box bounds() const;
  [[nodiscard]] Fault fault() const;
};

/// Empty shape for a null geometry. Curves become chords, heights are dropped.
[[nodiscard]] Shape shape_of(OGRGeometryH geometry);

/// Of the feature's geometries the first that fits a table of that kind: an outline for areas, a point for points; else
/// the first that holds anything.
[[nodiscard]] Shape fitting_shape(OGRFeatureH feature, config::Geometry geometry);

void swap_axes(Shape& shape);
/// A coordinate that cannot be transformed becomes infinite: ask `fault()` again.
void transform(Shape& shape, const geo::Transformation& transformation);

}  // namespace trek::ingest::detail
