#pragma once

#include <cstdint>
#include <vector>

#include "support/dutch_roads.hpp"

/// The streets of a made-up Dutch network, still without shape: straight lines between crossings.
namespace trek::bench {

struct Street {
  std::uint32_t from = 0;  // crossing
  std::uint32_t to = 0;
  Road road = Road::residential;
  bool oneway = false;      // for cars, from `from` to `to`
  bool contraflow = false;  // bicycles may ride against it
  bool in_town = false;
};

struct Streets {
  std::vector<geo::Point> place;  // of crossings, RD
  std::vector<Street> street;
};

/// Streets at each crossing, by rows of `street`.
struct StreetsAt {
  std::vector<std::uint32_t> first;  // crossings + 1
  std::vector<std::uint32_t> street;

  explicit StreetsAt(const Streets& streets);
};

/// All streets of a land. Except for a few islands, cars, bicycles and pedestrians get from every crossing that they
/// may use to every other. Cost  O(streets).
[[nodiscard]] Streets build_streets(std::uint32_t cell_count, std::uint64_t seed);

}  // namespace trek::bench
