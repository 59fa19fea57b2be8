#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/core/units.hpp"
#include "trek/coverage/equity.hpp"
#include "trek/model/districts.hpp"
#include "trek/model/tables.hpp"

namespace trek::coverage {

/// The existing places, as far as coverage asks.
struct ServingPlaces {
  std::vector<model::MunicipalityIdx> municipality;  // one per place; invalid outside all of them
  std::vector<std::uint8_t> serves;                  // one per place; 0: of a kind that does not count for the norm
};

/// The site that would serve most of those whom no place serves.
struct GapSite {
  model::SiteIdx site;
  double people = 0.0;
};

struct ModeCoverage {
  model::Mode mode = model::Mode::bicycle;
  core::Deciseconds norm{};            // within which a person is served
  std::optional<double> served_share;  // of the inhabitants whose access is known; empty when none is known
  std::optional<double> target_served_share;
  std::optional<double> served_share_high;  // at most, with those whom a place beyond the data may serve
  std::optional<double> target_served_share_high;
  std::optional<double> mean_time_min;        // over the inhabitants that reach a place
  std::optional<double> p90_time_min;         // empty when less than 90 % reach a place
  std::optional<double> target_supply;        // mean over people of 20-40 of the supply that they have; empty: unknown
  Equity equity;                              // over the inhabitants whose access is known
  double unknown_share = 0.0;                 // inhabitants without a known access time
  std::optional<double> served_by_own_share;  // of the same inhabitants: the nearest place is in their own area
  std::optional<double> served_by_others_share;  // and elsewhere; the two add up to served_share
  double gap = 0.0;                              // inhabitants whose access is known and whom no place serves
  double gap_target = 0.0;                       // the same of 20-40
  std::optional<GapSite> gap_site;               // of a municipality: inside it, not ruled out, most of `gap`
  std::optional<GapSite> gap_target_site;        // most of `gap_target`
};

/// Of a municipality, of a district, or of the region.
struct AreaCoverage {
  double inhabitants = 0.0;
  double target = 0.0;      // sum of the known
  double target_low = 0.0;  // bounds of the true target, of the known and the unknown
  double target_high = 0.0;
  double target_unknown_inhabitants = 0.0;            // inhabitants of rows whose target is unknown
  double target_estimated_share = 0.0;                // of `target`, from estimates
  std::optional<std::uint32_t> existing_place_count;  // that count for the norm; empty without a source of places
  std::uint32_t site_count = 0;
  std::optional<model::SiteIdx> best_site;  // lowest rank inside the area
  std::vector<ModeCoverage> modes;          // one per ModeAccess, in order

  /// Existing places that count, for each 10,000 inhabitants; empty without inhabitants or a source of places.
  [[nodiscard]] std::optional<double> places_per_10000() const {
    if (!existing_place_count || !(inhabitants > 0.0)) return std::nullopt;
    return *existing_place_count * 10'000.0 / inhabitants;
  }
};

struct MunicipalityCoverage : AreaCoverage {
  model::MunicipalityIdx municipality;
};

struct DistrictCoverage : AreaCoverage {
  model::DistrictIdx district;
};

/// The district of each row of the tables; invalid in none of them.
struct DistrictRows {
  std::vector<model::DistrictIdx> demand;
  std::vector<model::DistrictIdx> places;  // no rows without a source of places
  std::vector<model::DistrictIdx> sites;
};

/// One row per municipality, in the table's order, and one last row (invalid index) for demand outside all of them when
/// there is any.
///
/// `places` may be null: the project has no source of them.
/// Empty   a municipality without demand, or whose access is unknown, has no shares; without places its share is 0.
/// Errors  Error{bad_argument}: a column of another length than its table, or a municipality that does not exist.
/// Cost    O(m log m) in the demand rows, a mode.
[[nodiscard]] std::vector<MunicipalityCoverage> by_municipality(const model::Municipalities& municipalities,
                                                                const model::Demand& demand,
                                                                const ServingPlaces* places, const model::Sites& sites,
                                                                std::span<const std::optional<std::uint32_t>> site_rank,
                                                                std::span<const access::ModeAccess> modes);

/// The same by district: a row for each, in order, and one last row (invalid index) for the people of the region who
/// live in none of them, when there are any (how many places they have is not known). Demand outside all municipalities
/// is in no row; a place of one's own is one in the same district. Without the sites of the gaps, which are those of a
/// municipality. Empty, Errors, Cost  as above.
[[nodiscard]] std::vector<DistrictCoverage> by_district(std::size_t district_count, const DistrictRows& rows,
                                                        const model::Demand& demand, const ServingPlaces* places,
                                                        const model::Sites& sites,
                                                        std::span<const std::optional<std::uint32_t>> site_rank,
                                                        std::span<const access::ModeAccess> modes);

/// All municipalities together, with an invalid index: what lies outside them is not in it, and own places are those of
/// the same municipality, as above. Without the sites of the gaps, which are those of a municipality.
/// Empty, Errors, Cost  as above.
[[nodiscard]] MunicipalityCoverage of_region(const model::Municipalities& municipalities, const model::Demand& demand,
                                             const ServingPlaces* places, const model::Sites& sites,
                                             std::span<const std::optional<std::uint32_t>> site_rank,
                                             std::span<const access::ModeAccess> modes);

}  // namespace trek::coverage
