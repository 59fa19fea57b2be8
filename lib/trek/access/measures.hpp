#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/decay.hpp"
#include "trek/access/huff.hpp"
#include "trek/access/travel.hpp"
#include "trek/core/units.hpp"

namespace trek::access {

/// Opportunities within each limit: result[site * limits.size() + l].
///
/// `weight` belongs to the rows that the table points to; NaN is unknown and enters no sum. Limits in any order.
/// Errors  Error{bad_argument} for a table that points past the weights; also in the measures below.
/// Empty   a site that reaches nothing: 0. A site that is not connected is for the caller to mark: see Endpoints.
[[nodiscard]] std::vector<double> cumulative(const TravelTable& table, std::span<const double> weight,
                                             std::span<const core::Deciseconds> limits);

/// Hansen (1959): sum of weight * f(time). One per site.
[[nodiscard]] std::vector<double> hansen(const TravelTable& table, std::span<const double> weight, const Decay& decay);

/// What the existing places together pull from each of `row_count` demand rows: sum of S^a f(t), by ascending place; a
/// place of strength NaN pulls nothing.
[[nodiscard]] std::vector<double> existing_pull(const TravelTable& existing, std::span<const double> strength,
                                                std::size_t row_count, const Decay& decay,
                                                double attraction_exponent = 1.0);

/// Huff (1963): what each site would draw if it alone were added to the existing places.
///
/// `sites` and `existing` are tables over the same demand rows; attraction of a new site is `site_strength`. An
/// existing place of strength NaN is left out; a new site of strength NaN has NaN visitors and share. Errors
/// Error{bad_argument} also where there is not one strength per row of its table.
[[nodiscard]] HuffResult huff(const TravelTable& sites, std::span<const double> site_strength,
                              const TravelTable& existing, std::span<const double> existing_strength,
                              std::span<const double> weight, const Decay& decay, const HuffOptions& options = {});

/// Smallest t with at least `share` of the weight at times <= t; kUnreachable_ds when that much is not reached. Rows of
/// weight NaN or 0 do not count. Empty or zero total weight: kUnreachable_ds.
/// Errors  Error{bad_argument} for a share outside [0, 1] or sizes that differ.
[[nodiscard]] std::uint32_t weighted_quantile_ds(std::span<const std::uint32_t> time_ds, std::span<const double> weight,
                                                 double share);

}  // namespace trek::access
