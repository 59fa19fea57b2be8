#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/geo/point.hpp"

/// The land on which the streets of a made-up Dutch network are laid: towns, parks, rivers and canals.
namespace trek::bench {

/// A square lattice of blocks; every kBlocks-th line of it is a line of the coarse lattice, which carries the roads.
///
/// Plan coordinates are those of the unbent lattice, in metres from its lower left; RD coordinates are bent.
struct Lattice {
  static constexpr std::uint32_t kBlocks = 5;  // blocks a side of a coarse cell
  static constexpr double kBlock_m = 72.0;     // Dutch residential blocks are 60-120 m
  static constexpr double kCell_m = kBlocks * kBlock_m;
  std::uint32_t cell_count = 0;  // coarse cells a side

  [[nodiscard]] std::uint32_t side() const noexcept { return cell_count * kBlocks; }
  [[nodiscard]] std::size_t crossing_count() const noexcept { return (std::size_t{side()} + 1) * (side() + 1); }
  [[nodiscard]] std::size_t corner_count() const noexcept { return (std::size_t{cell_count} + 1) * (cell_count + 1); }
  [[nodiscard]] std::uint32_t crossing(std::uint32_t i, std::uint32_t j) const noexcept { return j * (side() + 1) + i; }
  [[nodiscard]] std::uint32_t corner(std::uint32_t a, std::uint32_t b) const noexcept {
    return b * (cell_count + 1) + a;
  }
};

/// Random numbers that belong to a place: the same whatever the order in which places are asked.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : seed_{seed} {}
  /// Uniform in [0, 1); `purpose` separates the decisions that are made about one place.
  [[nodiscard]] double of(std::uint64_t place, std::uint64_t purpose) const noexcept {
    std::uint64_t z = seed_ * 0xD1342543DE82EF95ULL + place * 0x9E3779B97F4A7C15ULL + purpose * 0xC2B2AE3D27D4EB4FULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
  }
  /// Uniform in [-1, 1).
  [[nodiscard]] double either_way(std::uint64_t place, std::uint64_t purpose) const noexcept {
    return 2.0 * of(place, purpose) - 1.0;
  }

 private:
  std::uint64_t seed_;
};

struct Town {
  geo::Point centre;  // plan coordinates
  double radius_m = 0.0;
};

enum class CellKind : std::uint8_t {
  town,     // at least a part is built up
  country,  // no part is
  island,   // country with streets that lead nowhere else: a camp site, a harbour
};

struct Landscape {
  Lattice lattice;
  std::uint64_t seed = 1;
  std::vector<Town> towns;               // largest first
  std::vector<std::uint8_t> in_town;     // crossing_count()
  std::vector<std::uint8_t> in_park;     // crossing_count()
  std::vector<std::uint8_t> shore;       // crossing_count(): between crossings of different shores there is water
  std::vector<CellKind> cell_kind;       // corner_count(), by the lower left corner of each coarse cell
  std::vector<geo::Point> corner_place;  // corner_count(), RD

  /// Where a place of the plan lies in RD.
  [[nodiscard]] geo::Point place(geo::Point plan) const noexcept;
  [[nodiscard]] geo::Point place(std::uint32_t i, std::uint32_t j) const noexcept;
  [[nodiscard]] bool is_water_between(std::uint32_t crossing, std::uint32_t other) const noexcept {
    return shore[crossing] != shore[other];
  }
};

/// A land of `cell_count` by `cell_count` coarse cells around Amersfoort, a fixed share of it built up. Cost  O(cells).
[[nodiscard]] Landscape build_landscape(std::uint32_t cell_count, std::uint64_t seed);

}  // namespace trek::bench
