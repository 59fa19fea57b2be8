#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/score/criteria.hpp"

namespace trek::score {

/// Score of one site, [0, 1].
struct SiteScore {
  double low = 0.0;                   // every criterion at the worst that is possible: what the site is sure of
  double score = 0.0;                 // at the best estimates; an unknown criterion in the middle of its range
  double high = 0.0;                  // every criterion at the best that is possible
  double completeness_share = 0.0;    // weight of what is known
  std::optional<std::uint32_t> rank;  // 1 is best, by `low`; equal ones share a rank; empty if excluded
};

/// Weighted sum, ranked by `low`: not knowing never lifts a site over one of which the same is known and more.
/// `excluded[s]` != 0 (a veto that fails) takes a site out of the ranking; its score is still given.
///
/// Shape   one row per site. Sums equal to 1e-9 share a rank, and the next rank counts them all (1, 2, 2, 4).
/// Empty   no sites: no rows.
/// Errors  Error{bad_argument} unless `excluded` has one flag per site.
[[nodiscard]] std::vector<SiteScore> weighted_sum(const CriteriaTable& table, std::span<const std::uint8_t> excluded);

/// What one criterion adds to the scores of a site: weight share * value interval. Adds up to low, score and high.
[[nodiscard]] ValueInterval contribution(const CriteriaTable& table, std::size_t site, std::size_t criterion) noexcept;

/// Which weightings are drawn.
enum class Weightings : std::uint8_t {
  free,     // any at all
  ordinal,  // those that keep the stated order; between equal weights any order
  bounded,  // each share within `weight_margin` of the stated one
};

[[nodiscard]] std::string_view name_of(Weightings weightings) noexcept;
[[nodiscard]] std::optional<Weightings> find_weightings(std::string_view name) noexcept;

struct AcceptabilityOptions {
  std::uint64_t seed = 20260223;
  std::uint32_t draws = 10'000;                 // +- 0.01 at 95 % (Tervonen & Lahdelma 2007)
  double weight_spread = 1.0;                   // less than 1: draws mixed with the stated weights
  Weightings weightings = Weightings::ordinal;  // who states weights means at least their order
  double weight_margin = 0.5;                   // bounded: half as heavy to half as heavy again
  double value_noise = 0.0;                     // standard deviation, in values of [0, 1], of what is known exactly
};

/// SMAA-2 (Lahdelma & Salminen 2001): over random weightings, and random values within what is possible for what is not
/// known exactly.
struct RankAcceptability {
  std::vector<double> first_share;      // one per site; sums to 1 over the sites that are not excluded
  std::vector<double> top_share;        // in which it is among the best `top_count`; sums to that
  std::vector<std::uint32_t> rank_p05;  // rank interval over the draws; 0 for an excluded site
  std::vector<std::uint32_t> rank_p95;
  std::vector<double> central_weight;  // sites x criteria, row-major: mean weights of the draws in which the site is
                                       // first, for whom it would be the choice; NaN where it never is
  AcceptabilityOptions options;        // as used
  std::uint32_t top_count = 1;  // ten, and at most a third of the ranked sites: else being among them says nothing
};
/// Ties within a draw are broken by row, so that every rank is taken once. Same result on any thread count.
///
/// A criterion of weight 0 takes no part. A site added at the end leaves the draws of the others as they were.
/// Empty   no ranked sites: all zeros.
/// Errors  Error{bad_argument}: no draws, a spread or margin outside [0, 1], noise below 0, not one flag per site.
///         Error{limit}: over 16,384 sites.
/// Cost    O(draws * n * (criteria + log n)) time, 4 n^2 bytes, n the ranked sites; bounded: 20 criteria^2 a draw more.
[[nodiscard]] RankAcceptability rank_acceptability(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                                   const AcceptabilityOptions& options, const core::Control& control);

/// Of some sites, in how many draws each scores above each other: result[a * sites + b] of sites[a] over sites[b], a
/// draw in which they are equal counts half; the diagonal is 0.5. What other sites do does not matter.
/// Errors  as rank_acceptability; a site that is not of the table. Cost  O(draws * n * (criteria + n)).
[[nodiscard]] std::vector<double> winning_shares(const CriteriaTable& table, std::span<const std::size_t> sites,
                                                 const AcceptabilityOptions& options, const core::Control& control);

/// The ranks that a site holds as well as the others in its place: 1 <= first <= rank <= last; 0 without a rank.
struct RankGroup {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  /// Nobody else can stand there.
  [[nodiscard]] bool firm() const noexcept { return first == last; }
  friend bool operator==(const RankGroup&, const RankGroup&) = default;
};
/// How firm the order is at about the stated weights: the ranks that a site takes in nine of ten draws (5 % off at
/// either end), with what is not known exactly drawn over what is possible and the weights moved a tenth of the way to
/// any weighting (nobody states a weight more exactly than that); stretched to hold its own rank. Sites that share a
/// rank share the group.
///
/// Errors  as rank_acceptability; Error{bad_argument} unless there is one score per site.
/// Cost    of rank_acceptability with at most 2,000 draws.
[[nodiscard]] std::vector<RankGroup> rank_groups(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                                 std::span<const SiteScore> scores, const AcceptabilityOptions& options,
                                                 const core::Control& control);

}  // namespace trek::score
