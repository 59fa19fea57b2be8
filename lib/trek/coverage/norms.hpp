#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/core/units.hpp"
#include "trek/model/districts.hpp"
#include "trek/model/level.hpp"
#include "trek/model/tables.hpp"

namespace trek::coverage {

/// Who lives within a norm of the nearest third place of a level.
struct NormCoverage {
  model::MunicipalityIdx municipality;  // invalid: all municipalities together, or a row of a district
  model::DistrictIdx district;          // invalid: a row of a municipality, or of no district
  model::Mode mode = model::Mode::bicycle;
  std::optional<model::Level> level;  // empty: of any level
  core::Deciseconds norm{};
  double inhabitants = 0.0;          // all
  double unknown_inhabitants = 0.0;  // of them, those whose time is not known: in no share
  double within = 0.0;               // at or below the norm
  double target = 0.0;               // people of 20-40, as far as known
  double target_unknown_time = 0.0;  // of them, those whose time is not known
  double target_within = 0.0;
  /// Of those whose time is known; empty when there are none.
  [[nodiscard]] std::optional<double> served_share() const noexcept;
  [[nodiscard]] std::optional<double> target_served_share() const noexcept;
};

/// A row for each municipality, and first one for all of them together; within that each mode, of any level and then of
/// each level (where levels are known), at each norm of the mode. Demand outside all municipalities is in no row.
///
/// The row of any level at the mode's own norm says the same as `ModeCoverage`. Only places that are known count: whom
/// a place beyond the data may serve is told there alone. Errors  Error{bad_argument}: a column of another length than
/// its table, or a municipality that does not exist. Cost    O(rows), a mode, level and norm.
[[nodiscard]] std::vector<NormCoverage> at_norms(std::size_t municipality_count, const model::Demand& demand,
                                                 std::span<const access::ModeAccess> modes);

/// The same a district, and a last one (invalid index) for the people of the region who live in none, when there are
/// any; `district` says where each row of demand lies. Errors, Cost  as above.
[[nodiscard]] std::vector<NormCoverage> at_norms_by_district(std::size_t district_count,
                                                             std::span<const model::DistrictIdx> district,
                                                             const model::Demand& demand,
                                                             std::span<const access::ModeAccess> modes);

}  // namespace trek::coverage
