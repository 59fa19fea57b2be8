#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "twente/buildings.hpp"
#include "twente/facts.hpp"

namespace trek::datasets {

/// Age bands of the CBS grid: 0-15, 15-25, 25-45, 45-65, 65 and over.
inline constexpr std::size_t kAgeBandCount = 5;

/// A 100 m cell before rounding and suppression.
struct PeopleCell {
  std::int32_t column = 0;  // of the lower-left corner, in hundreds of metres RD
  std::int32_t row = 0;
  std::int64_t inhabitants = 0;
  std::int64_t women = 0;
  std::array<std::int64_t, kAgeBandCount> by_age{};
  std::int64_t households = 0;
  std::int64_t dwellings = 0;
  std::int64_t built_before_1945 = 0;  // dwellings
};

/// Inhabitants of each unit (0 where nobody lives): every settlement gets the number that is fact, the countryside what
/// its municipality has beyond its settlements; all times `scale`, rounded so that no person is lost.
[[nodiscard]] std::vector<std::int32_t> residents(const Construction& site, const Facts& facts, double scale,
                                                  std::uint64_t seed);

/// The same people by cell, by row and column.
[[nodiscard]] std::vector<PeopleCell> people_cells(const Construction& site, const std::vector<std::int32_t>& residents,
                                                   std::uint64_t seed);

/// As CBS publishes: rounded to fives; -99997 for a count from 1 to 4; no cell with fewer than five inhabitants and
/// fewer than five dwellings.
inline constexpr std::int64_t kSecret = -99997;
[[nodiscard]] std::int64_t published_count(std::int64_t count) noexcept;
[[nodiscard]] bool is_published(const PeopleCell& cell) noexcept;
/// "E1553N4629".
[[nodiscard]] std::string cell_code(const PeopleCell& cell);

}  // namespace trek::datasets
