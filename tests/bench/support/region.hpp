#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/geo/polygon.hpp"

/// Made-up shapes of a region of 37.5 x 37.5 km, as large as Twente; the same for the same arguments.
namespace bench {

/// The square that holds all shapes.
[[nodiscard]] trek::geo::Box region();

/// A partition into municipalities with wiggly borders of about 5,000 points each; neighbours share theirs to the bit.
[[nodiscard]] std::vector<trek::geo::MultiPolygon> municipalities(std::size_t count, std::uint64_t seed);

/// Terraces of one to six rectangles that share walls, and detached houses in the shape of an L, in and around towns.
/// They touch but never overlap. At most 1,300,000 fit the region.
[[nodiscard]] std::vector<trek::geo::MultiPolygon> buildings(std::size_t count, std::uint64_t seed);

/// One point in two at a building (its box, and a fifth of it around), the others anywhere. Precondition: not empty.
[[nodiscard]] std::vector<trek::geo::Point> addresses(const std::vector<trek::geo::MultiPolygon>& buildings,
                                                      std::size_t count, std::uint64_t seed);
/// Points anywhere in the region.
[[nodiscard]] std::vector<trek::geo::Point> anywhere(std::size_t count, std::uint64_t seed);
/// Corners of the shapes: exactly on one boundary, and on several where shapes touch.
[[nodiscard]] std::vector<trek::geo::Point> corners(const std::vector<trek::geo::MultiPolygon>& shapes,
                                                    std::size_t count, std::uint64_t seed);

}  // namespace bench
