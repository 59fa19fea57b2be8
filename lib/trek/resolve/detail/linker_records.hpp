#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/resolve/detail/building_finder.hpp"
#include "trek/resolve/evidence.hpp"

namespace trek::resolve::detail {

enum class Table : std::uint8_t { candidate, monument, vacancy, building };

/// Which record of which table (a building counts as one here).
struct Record {
  Table table = Table::candidate;
  std::uint32_t row = 0;  // of a building: its slot
  friend constexpr auto operator<=>(Record, Record) = default;
};

/// A link before it is told (model::RecordLink): that a record belongs to a building, or to another record, and why.
/// No edge of a street graph.
struct Edge {
  Record from;
  Record to;
  model::LinkMethod method = model::LinkMethod::key;
  double distance_m = 0.0;
  double confidence = 1.0;
  std::string unit;                           // id of the unit through which the building was found; may be empty
  std::vector<std::uint32_t> alternatives{};  // slots of other buildings that it may be, the likeliest first
};

/// Links below this confidence are for review (METHODS "Sites").
inline constexpr double kDoubtfulBelow = 0.65;

[[nodiscard]] constexpr core::Location located(geo::Point place) noexcept { return {place.x_m, place.y_m}; }

/// The key of a record in its own source, and where it lies.
[[nodiscard]] std::string key_of(const Evidence& evidence, Record record);
[[nodiscard]] std::string source_of(const Evidence& evidence, Record record);
/// Of a candidate or a monument; empty for one without a place.
[[nodiscard]] std::optional<geo::Point> place_of(const Evidence& evidence, Record record);
[[nodiscard]] std::optional<core::Location> location_of(const Evidence& evidence, Record record);

}  // namespace trek::resolve::detail
