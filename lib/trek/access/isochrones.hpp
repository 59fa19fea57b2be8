#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/control.hpp"
#include "trek/core/units.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::access {

struct IsochroneOptions {
  core::Meters ground{75.0};                          // reached to either side of a street; by car 150 m
  core::SquareMeters largest_filled_hole{500'000.0};  // holes without an unreached street, smaller than this
  core::Meters simplify_tolerance{4.0};
};
[[nodiscard]] IsochroneOptions default_isochrone_options(model::Mode mode) noexcept;

/// One band: the area reached in more than `from` and at most `to`.
struct IsochroneBand {
  std::uint32_t site = 0;
  core::Deciseconds from{};
  core::Deciseconds to{};
  geo::MultiPolygon area;
};

/// Bands of each site for ascending limits: rings that do not overlap, valid, oriented, nested by construction. Where
/// bands border on one another they have the same points.
///
/// Streets: edges cut at the limit by linear interpolation, everything within the buffer of what is kept, small holes
/// filled, each band without the ones before it; parts of later bands below 0.1 ha are left out. Drawn from a grid of
/// distances: the outline lies within the simplify tolerance and 2.5 % of the buffer of the true one (12 m, by car
/// 14 m), but for gaps narrower than a third of the buffer. Straight line: circles. A band that is empty is left out,
/// as is a site that is not connected. Errors  Error{bad_argument} for limits that do not ascend. Cost    one bounded
/// search a site, then in proportion to the streets reached, and one bit for each point of a grid
///         of buffer / 3 over them; parallel over sites, the same result on any thread count.
/// Source  SPEC B4; METHODS "Isochrones".
[[nodiscard]] std::vector<IsochroneBand> isochrones(const Router& router, const Endpoints& sites,
                                                    std::span<const core::Deciseconds> limits, Direction direction,
                                                    const IsochroneOptions& options, const core::Control& control);

}  // namespace trek::access
