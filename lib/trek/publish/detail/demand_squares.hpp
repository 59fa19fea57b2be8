#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/measure/measure.hpp"
#include "trek/model/tables.hpp"

namespace trek::publish::detail {

/// Demand that lies in one square, on whole multiples of its size, and in one municipality (or in none).
struct DemandSquare {
  geo::Point corner;  // lower left
  model::MunicipalityIdx municipality;
  std::vector<std::uint32_t> rows;  // of the demand, ascending
};

/// All demand, each row in one of them; from the south, then from the west, then by municipality.
[[nodiscard]] std::vector<DemandSquare> demand_squares(const model::Demand& demand, double size_m);
/// "E2570N4710": the corner in hundreds of metres, as CBS names its squares.
[[nodiscard]] std::string square_code(geo::Point corner);

/// A measure over the people of some rows: nobody's number changes, each weighs by the inhabitants of its row.
struct PeopleSpread {
  std::optional<double> mean;  // over those of whom a number is known
  std::optional<double> least;
  std::optional<double> most;
  double beyond = 0.0;   // inhabitants of whom is known that it is beyond its limit
  double unknown = 0.0;  // inhabitants of whom nothing is known
};
[[nodiscard]] PeopleSpread people_spread(const measure::Measure& measure, const model::Demand& demand,
                                         std::span<const std::uint32_t> rows);

}  // namespace trek::publish::detail
