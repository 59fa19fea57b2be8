#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "trek/access/router.hpp"
#include "trek/core/units.hpp"

namespace trek::access {

/// Decay functions f(t) of travel time, t in minutes, f(0) = 1, never increasing; parameters above 0.
/// METHODS "Decay".

/// 1 up to and including the limit.
struct Step {
  double limit_min;
};
/// 1 - t / limit
struct Linear {
  double limit_min;
};
/// exp(-ln 2 t / half-life)
struct Exponential {
  double half_life_min;
};
/// min(1, t^-exponent)
struct Power {
  double exponent;
};
/// exp(-t^2 / 2 sigma^2)
struct Gaussian {
  double sigma_min;
};
/// Bauer & Groneberg 2016
struct Logistic {
  double inflection_min;
  double deviation_min;
};
/// 1 / (1 + (t / m)^k)
struct LogLogistic {
  double median_min;
  double shape;
};
/// (exp(-(t / limit)^2 / 2) - exp(-1/2)) / (1 - exp(-1/2)) up to the limit, 0 after it (Dai 2010)
struct TruncatedGaussian {
  double limit_min;
};
/// A weight for each band of time, up to and including its end; 0 after the last. E2SFCA (Luo & Qi 2009) has 1.00, 0.68
/// and 0.22 up to 10, 20 and 30 min.
struct Bands {
  struct Band {
    double until_min;
    double weight;
  };
  std::vector<Band> bands;  // by ascending end; weights in [0, 1], not increasing; the first is 1
};
using Decay = std::variant<Step, Linear, Exponential, Power, Gaussian, Logistic, LogLogistic, TruncatedGaussian, Bands>;

[[nodiscard]] double decay_at(const Decay& decay, double time_min) noexcept;
/// "log_logistic(m=12 min, k=3)": for the table `run`.
[[nodiscard]] std::string describe(const Decay& decay);

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

struct HuffOptions {
  double attraction_exponent = 1.0;
  double outside_option = 0.0;  // S0 in the denominator: staying home
};
struct HuffResult {
  /// One per new site: what it draws of the demand that it reaches, alone among the existing places.
  std::vector<double> visitors;
  /// Visitors / demand reached within the table's limit; NaN where nothing is reached.
  std::vector<double> share;
};
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
