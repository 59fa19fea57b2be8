#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "trek/score/criteria.hpp"

/// What other weights would do to the order by the weighted sum of what is sure.
namespace trek::score {

/// One bar of a tornado: a criterion that weighs less, and more; the others keep their ratios.
struct TornadoBar {
  std::size_t criterion = 0;
  double score_less = 0.0;
  double score_more = 0.0;
  std::uint32_t rank_less = 0;
  std::uint32_t rank_more = 0;
};
inline constexpr double kTornadoChange = 0.25;  // of its own weight; trek's choice

/// The sure score and rank of one site while each weight in turn is a part less, and more.
///
/// Shape   a bar a criterion with weight, the longest (in score) first; none for one that is alone.
/// Errors  Error{bad_argument}: not one flag per site, a site that is excluded or not there, a change outside (0, 1).
/// Cost    O(criteria^2 * sites).
[[nodiscard]] std::vector<TornadoBar> tornado(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                              std::size_t site, double change = kTornadoChange);

/// The weight of one criterion at which two sites are level, while the others keep their ratios.
struct WeightChange {
  std::size_t criterion = 0;
  double from_share = 0.0;
  double to_share = 0.0;
};

/// Of each criterion that can do it, the change of its weight alone that brings `behind` level with `ahead`; the
/// smallest change of its share first. None: no criterion alone can. One that is level, or before, needs none: the
/// changes are 0.
/// Source  Triantaphyllou and Sanchez 1997, Decision Sciences 28:151, with shares that still add up to 1.
[[nodiscard]] std::vector<WeightChange> single_changes(const CriteriaTable& table, std::size_t ahead,
                                                       std::size_t behind);

/// Weights under which two sites are level, as near as can be to the stated ones.
struct NearestWeights {
  std::vector<double> weight_share;  // one per criterion, sums to 1
  double moved_share = 0.0;          // of all the weight, what lies with another criterion
};

/// The least weight that has to move between criteria to bring `behind` level with `ahead`: from where `ahead` leads
/// most to where `behind` does. Empty: no weighting brings it level.
/// Source  the optimum of a linear program with one constraint, filled greedily (Dantzig 1957).
[[nodiscard]] std::optional<NearestWeights> nearest_weights(const CriteriaTable& table, std::size_t ahead,
                                                            std::size_t behind);

/// What unseats the leader: the smallest change of weights by which another ranked site comes level with it.
struct Unseating {
  std::size_t leader = 0;
  std::size_t rival = 0;               // of `weights`
  NearestWeights weights;              // the least weight moved, over all rivals
  std::optional<WeightChange> single;  // the least change of one weight, over all rivals and criteria
  std::size_t single_rival = 0;
};
/// Empty: fewer than two ranked sites, or the leader is best in everything. Ties for the lead: the first row leads.
/// Errors  Error{bad_argument} unless `excluded` has one flag per site. Cost  O(sites * criteria * log criteria).
[[nodiscard]] std::optional<Unseating> unseating(const CriteriaTable& table, std::span<const std::uint8_t> excluded);

}  // namespace trek::score
