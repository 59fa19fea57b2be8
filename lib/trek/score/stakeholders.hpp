#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/score/ranking.hpp"

namespace trek::score {

/// Somebody with weights of their own.
struct Stakeholder {
  std::string name;
  std::vector<double> weight;  // one per criterion of the table, >= 0; only their ratios count
};

/// What one of them makes of the sites.
struct StakeholderView {
  std::string name;
  std::vector<SiteScore> scores;  // one per site
  std::vector<double> regret;     // one per site: their best sure score less this one's, >= 0; NaN if excluded
};

struct StakeholderViews {
  std::vector<StakeholderView> views;     // one per stakeholder
  std::vector<double> largest_regret;     // one per site, over the stakeholders; NaN if excluded
  std::optional<std::size_t> compromise;  // the site whose largest regret is least; ties: the first row
  double kendall_w = 0.0;                 // of their orders; NaN with fewer than two of them
  std::optional<std::size_t> dividing;    // the criterion that divides them; empty where none does
  double dividing_range = 0.0;            // of its weight share, between those who give it least and most
};

/// The same sites by several weightings: who would regret what, and what all could live with.
///
/// The dividing criterion is the one whose weight share differs most between them, times the deviation of its values
/// over the ranked sites: a weight that does nothing divides nobody.
/// Empty   no stakeholders, or no ranked sites: no compromise.
/// Errors  Error{bad_argument}: not one flag per site, not one weight per criterion, weights that are all zero.
/// Source  regret: Savage 1951, JASA 46:55 (minimax regret); agreement: kendall_w.
[[nodiscard]] StakeholderViews stakeholder_views(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                                 std::span<const Stakeholder> stakeholders);

}  // namespace trek::score
