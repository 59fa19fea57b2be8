#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "support/dutch_streets.hpp"

/// Streets as OSM draws them: chains of streets as ways, with points between crossings that give them their shape.
namespace trek::bench {

struct Ways {
  std::vector<std::size_t> first{0};    // ways + 1
  std::vector<std::uint32_t> street;    // rows of streets, in the order of travel
  std::vector<std::uint8_t> backwards;  // of each entry of `street`: travelled from `to` to `from`

  [[nodiscard]] std::size_t size() const noexcept { return first.size() - 1; }
};

/// Chains streets of one kind that follow each other: always where only two meet, often straight over crossings.
[[nodiscard]] Ways build_ways(const Streets& streets, std::uint64_t seed);

/// Nodes of the graph of bicycles: crossings of ways, and their ends.
[[nodiscard]] std::uint64_t bicycle_junction_count(const Streets& streets, const Ways& ways);

/// How many points a street has between its crossings, and where they lie.
[[nodiscard]] std::uint32_t shape_count(const Street& street, std::uint32_t row, const Chance& chance) noexcept;
[[nodiscard]] geo::Point shape_point(const Streets& streets, std::uint32_t row, std::uint32_t k, std::uint32_t count,
                                     const Chance& chance) noexcept;

}  // namespace trek::bench
