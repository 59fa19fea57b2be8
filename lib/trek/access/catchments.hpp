#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "trek/access/decay.hpp"
#include "trek/access/huff.hpp"
#include "trek/access/router.hpp"
#include "trek/core/control.hpp"
#include "trek/core/units.hpp"

/// Measures that are folded into the search: no travel table is kept, whatever its size. Each gives, to the last bit,
/// what the same measure over a travel table gives, with any kernel and on any thread count.
namespace trek::access {

/// Who travels, how far at most, and which way.
struct Trips {
  core::Deciseconds limit{};
  Direction direction = Direction::to_sites;
};

/// result[s][site] belongs to sums[s].
///
/// Empty   a site that reaches nothing, or is not connected: 0; the caller marks the latter, see Endpoints.
/// Errors  Error{bad_argument} for weights that are not one per row, or infinite.
/// Cost    that of the searches; sums with a Step are nearly free, another decay costs a look-up a pair.
[[nodiscard]] std::vector<std::vector<double>> weighted_sums(const Router& router, const Endpoints& sites,
                                                             const Endpoints& others, std::span<const WeightedSum> sums,
                                                             const Trips& trips, const core::Control& control);

/// What each of `others` receives: sum over the sites of weight * f(time), by ascending site. As weighted_sums of the
/// others over the sites, to the last bit, but by searches from the sites: for few sites and many others.
///
/// `weight` is one per site; NaN is unknown, and nobody receives it. Empty and Errors  as above.
/// Cost    that of the searches, and a look-up a pair on this thread.
[[nodiscard]] std::vector<double> received_sums(const Router& router, const Endpoints& sites,
                                                std::span<const double> weight, const Endpoints& others,
                                                const Decay& decay, const Trips& trips, const core::Control& control);

/// Huff (1963), as in measures.hpp; `pull` is what the existing places together pull from each row, see existing_pull.
[[nodiscard]] HuffResult huff(const Router& router, const Endpoints& sites, std::span<const double> site_strength,
                              const Endpoints& others, std::span<const double> pull, std::span<const double> weight,
                              const Decay& decay, const HuffOptions& options, const Trips& trips,
                              const core::Control& control);

/// What floating catchments give.
struct FloatingCatchments {
  std::vector<double> supply_ratio;   // one per supply point: its supply for each of those who (may) use it
  std::vector<double> access;         // one per demand point: the supply within reach for each person there
  std::vector<std::uint32_t> unused;  // supply points that no demand reaches: their ratio is 0
};
/// Two-step floating catchment areas. With Step{c0}: 2SFCA (Luo & Wang 2003); with Bands: E2SFCA (Luo & Qi 2009); with
/// any other decay: its kernel density form (Dai 2010).
///
///   R_j = S_j / sum_k P_k f(c_kj)        A_i = sum_j R_j f(c_ij)
///
/// `demand` NaN is unknown and competes for nothing; the access of its row is computed all the same. `supply` NaN
/// supplies nothing. People travel from demand to supply, whatever `trips.direction` says of sites elsewhere.
/// Property  the sum of demand * access is the sum of the supply that is not unused.
[[nodiscard]] FloatingCatchments floating_catchments(const Router& router, const Endpoints& supply_points,
                                                     std::span<const double> supply, const Endpoints& demand_points,
                                                     std::span<const double> demand, const Decay& decay,
                                                     core::Deciseconds limit, const core::Control& control);

/// Modified Huff three-step floating catchment areas (MH3SFCA; Subal, Paal & Krisp 2021).
///
///   H_kj = S_j f(c_kj) / sum_l S_l f(c_kl)      R_j = S_j / sum_k P_k H_kj      A_i = sum_j H_ij f(c_ij) R_j
///
/// Property  the sum of demand * access is at most the supply.
[[nodiscard]] FloatingCatchments huff_floating_catchments(const Router& router, const Endpoints& supply_points,
                                                          std::span<const double> supply,
                                                          const Endpoints& demand_points,
                                                          std::span<const double> demand, const Decay& decay,
                                                          core::Deciseconds limit, const core::Control& control);

/// The rows of a travel table, by ascending site, without the table: `take(site, row)` is called once per site that is
/// connected, from this thread. Memory stays within that of some hundred rows.
void for_each_travel_row(const Router& router, const Endpoints& sites, const Endpoints& others, const Trips& trips,
                         const core::Control& control,
                         const std::function<void(std::uint32_t site, std::span<const Reach> row)>& take);

}  // namespace trek::access
