#pragma once

#include <cstddef>
#include <cstdint>

namespace trek::datasets {

/// Each stage draws from its own sequence of random numbers, so that a change in one leaves the others as they were.
enum class Stage : std::uint64_t {
  towns,
  outline,
  borders,
  junctions,
  streets,
  names,
  highways,
  town_buildings,
  country,
  inhabitants,
  ages,
  heritage,
  vacancy,
  places,
  surroundings,
  heights,
  parcels,
  zoning,
  parking,
};

constexpr std::uint64_t stream(Stage stage, std::size_t row = 0) noexcept {
  return (static_cast<std::uint64_t>(stage) << 32U) + static_cast<std::uint64_t>(row);
}

}  // namespace trek::datasets
