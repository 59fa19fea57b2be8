#pragma once

#include <vector>

#include "trek/geo/point.hpp"
#include "trek/ingest/detail/shape.hpp"

/// Where a feature is, that may have several parts.
namespace trek::ingest::detail {

/// Parts with a gap of at most this between their boxes are one place: the doors of a building, halves of a yard.
inline constexpr double kOnePlace_m = 100.0;

/// One point a place: of areas one inside them, of points the one nearest to their mean, never the mean itself, where
/// there may be nothing. In the order of the parts; empty for a shape without points and areas.
[[nodiscard]] std::vector<geo::Point> separate_places(const Shape& shape, double gap_m = kOnePlace_m);

/// The point nearest to the mean of all. Precondition: not empty.
[[nodiscard]] geo::Point middle_one(const std::vector<geo::Point>& points);

}  // namespace trek::ingest::detail
