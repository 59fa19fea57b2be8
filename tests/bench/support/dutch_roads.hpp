#pragma once

#include <vector>

#include "support/dutch_landscape.hpp"
#include "twente/road.hpp"

/// The roads between the towns of a made-up Dutch network.
namespace trek::bench {

using datasets::Road;

[[nodiscard]] constexpr bool is_for_cars(Road road) noexcept { return road < Road::track; }
[[nodiscard]] constexpr bool is_motorway(Road road) noexcept { return road <= Road::motorway_link; }

/// Main roads run along lines of the coarse lattice; corner c has one to its right and one upward, or footway for none.
struct MainRoads {
  std::vector<Road> rightward;  // corner_count()
  std::vector<Road> upward;     // corner_count()
};

/// The middle line of a motorway between two large towns, a point about every 500 m, in plan coordinates.
struct Motorway {
  std::vector<geo::Point> line;
};

/// Joins each town to its neighbours by cheap paths, which share what roads there are and avoid bridges; then draws the
/// corners of the landscape along them straight.
[[nodiscard]] MainRoads build_main_roads(Landscape& land);

/// Joins each of the largest towns to the nearest two that are larger.
[[nodiscard]] std::vector<Motorway> build_motorways(const Landscape& land);

}  // namespace trek::bench
