#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/units.hpp"
#include "trek/model/tables.hpp"

namespace trek::siting {

/// Time from each demand row to its nearest existing third place, for one mode.
struct ModeAccess {
  model::Mode mode = model::Mode::bicycle;
  core::Deciseconds norm{};                      // at or below it a person is served
  std::vector<access::Router::Nearest> nearest;  // one a demand row
  std::vector<std::uint8_t> connected;           // one a demand row; 0: the network does not reach it, unknown
};

struct ModeCoverage {
  model::Mode mode = model::Mode::bicycle;
  core::Deciseconds norm{};            // within which a person is served
  std::optional<double> served_share;  // of the inhabitants whose access is known; empty when none is known
  std::optional<double> target_served_share;
  std::optional<double> mean_time_min;  // over the inhabitants that reach a place
  std::optional<double> p90_time_min;   // empty when less than 90 % reach a place
  double unknown_share = 0.0;           // inhabitants without a known access time
};

struct MunicipalityCoverage {
  model::MunicipalityIdx municipality;
  double inhabitants = 0.0;
  double target = 0.0;      // sum of the known
  double target_low = 0.0;  // bounds of the true target, of the known and the unknown
  double target_high = 0.0;
  double target_unknown_inhabitants = 0.0;  // inhabitants of rows whose target is unknown
  double target_estimated_share = 0.0;      // of `target`, from estimates
  std::uint32_t existing_place_count = 0;
  std::uint32_t site_count = 0;
  std::optional<model::SiteIdx> best_site;  // lowest rank inside the municipality
  std::vector<ModeCoverage> modes;          // one a ModeAccess, in order
};

/// One row a municipality, in the table's order, and one last row (invalid index) for demand outside all of them when
/// there is any.
///
/// Empty   a municipality without demand, or whose access is unknown, has no shares; without places its share is 0.
/// Errors  Error{bad_argument}: a column of another length than its table, or a municipality that does not exist.
/// Cost    O(m log m) in the demand rows, a mode.
[[nodiscard]] std::vector<MunicipalityCoverage> coverage(
    const model::Municipalities& municipalities, const model::Demand& demand, const model::ExistingPlaces& places,
    std::span<const model::MunicipalityIdx> place_municipality, const model::Sites& sites,
    std::span<const std::optional<std::uint32_t>> site_rank, std::span<const ModeAccess> modes);

}  // namespace trek::siting
