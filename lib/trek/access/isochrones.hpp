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
  core::Meters ground{75.0};                          // to either side of a street; by car 150 m: trek's choice
  core::SquareMeters largest_filled_hole{500'000.0};  // holes without an unreached street, smaller than this
  core::Meters step{12.5};                            // of the grid it is drawn on; by car 25 m
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
/// Streets: a place belongs to a band when the point of the street nearest to it (of those that take places, reached or
/// not) is reached within its limit and lies within `ground`. Holes that no unreached street passes are filled up to a
/// size; parts of later bands below 0.1 ha are left out. Drawn on a grid: the outline lies within the
/// simplify tolerance of the true one, but for gaps narrower than a step. Straight line: circles. A band that is empty
/// is left out, as is a site that is not connected. Errors  Error{bad_argument} for limits that do not ascend. Cost
/// once for all sites the boxes of all streets, and the ground where the outline of any of them passes; then a bounded
/// search per site, and in proportion to the streets reached, to the length of its outlines, and to 1/64 of the grid
/// points in its box (at most 32 million, a bit each per limit); parallel over sites, the same result on any thread
/// count. Source  METHODS "Isochrones".
[[nodiscard]] std::vector<IsochroneBand> isochrones(const Router& router, const Endpoints& sites,
                                                    std::span<const core::Deciseconds> limits, Direction direction,
                                                    const IsochroneOptions& options, const core::Control& control);

}  // namespace trek::access
