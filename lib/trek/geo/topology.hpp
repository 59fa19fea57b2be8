#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/geo/polygon.hpp"

namespace trek::geo {

/// Overlay and validity by GEOS. All results are valid, oriented multipolygons; an empty result is an empty vector.
/// Inputs that are not valid are repaired first, as made_valid does. Safe on any thread.
/// Errors  Error{internal} when GEOS itself fails, with its message.

/// Why a multipolygon is not valid ("Self-intersection at 1 2"); empty when it is valid. NaN counts as invalid.
[[nodiscard]] std::optional<std::string> find_invalidity(const MultiPolygon& polygons);
/// GEOS MakeValid (structure method), polygon parts kept. A bowtie becomes two triangles. Rings are closed first,
/// points that are not finite and rings of fewer than three points left out. Empty where nothing valid comes of it.
[[nodiscard]] MultiPolygon made_valid(const MultiPolygon& polygons);
[[nodiscard]] MultiPolygon union_of(std::span<const MultiPolygon> parts);
[[nodiscard]] MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);
/// All lines buffered by `distance_m` (round caps, `quadrant_segments` chords per quarter circle) and unioned.
[[nodiscard]] MultiPolygon buffered_lines(std::span<const LineString> lines, double distance_m,
                                          int quadrant_segments = 4);
[[nodiscard]] MultiPolygon buffered(const MultiPolygon& polygons, double distance_m, int quadrant_segments = 8);
/// Topology-preserving Douglas-Peucker.
[[nodiscard]] MultiPolygon simplified(const MultiPolygon& polygons, double tolerance_m);
/// Without holes smaller than `min_area_m2`.
[[nodiscard]] MultiPolygon without_small_holes(MultiPolygon polygons, double min_area_m2);
/// Without parts smaller than `min_area_m2`.
[[nodiscard]] MultiPolygon without_small_parts(MultiPolygon polygons, double min_area_m2);
/// A point inside the polygons, also when the centroid is not. Precondition: not empty, area > 0; else (NaN, NaN).
[[nodiscard]] Point interior_point(const MultiPolygon& polygons);
/// Of the largest circle that lies in the polygons, to `tolerance_m` (it may be that much larger); 0 without area.
[[nodiscard]] double inscribed_radius_m(const MultiPolygon& polygons, double tolerance_m);
/// Counter-clockwise; empty when the finite points have no area.
[[nodiscard]] Polygon convex_hull(std::span<const Point> points);
/// 0 inside; infinite where there are no polygons; NaN for a place that is not finite.
[[nodiscard]] double distance_m(const MultiPolygon& polygons, Point place);
/// "3.11.1-CAPI-1.17.1".
[[nodiscard]] std::string geos_version();

}  // namespace trek::geo
