#include <algorithm>
#include <map>

#include "trek/core/error.hpp"
#include "trek/score/ranking.hpp"

namespace trek::score {
namespace {

constexpr double kStatedSpread = 0.1;        // how far from the stated weights; see rank_groups
constexpr std::uint32_t kMostDraws = 2'000;  // within 0.01 of the 5 % at either end

RankGroup joined(const RankGroup& a, const RankGroup& b) {
  return {std::min(a.first, b.first), std::max(a.last, b.last)};
}

}  // namespace

std::vector<RankGroup> rank_groups(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                   std::span<const SiteScore> scores, const AcceptabilityOptions& options,
                                   const core::Control& control) {
  if (scores.size() != table.site_count())
    core::refuse_argument("rank groups: the scores are not those of the table, expected one per site");
  AcceptabilityOptions near_stated = options;
  near_stated.draws = std::min(options.draws, kMostDraws);
  near_stated.weight_spread = kStatedSpread;
  near_stated.weightings = Weightings::free;  // of two weights that are nearly equal either may be the heavier
  const RankAcceptability drawn = rank_acceptability(table, excluded, near_stated, control);
  std::vector<RankGroup> groups(scores.size());
  std::map<std::uint32_t, RankGroup> by_rank;  // draws break ties by row, which says nothing
  for (std::size_t site = 0; site < scores.size(); ++site) {
    const auto rank = scores[site].rank;
    if (!rank) continue;
    groups[site] = joined({*rank, *rank}, {drawn.rank_p05[site], drawn.rank_p95[site]});
    const auto [found, is_new] = by_rank.try_emplace(*rank, groups[site]);
    if (!is_new) found->second = joined(found->second, groups[site]);
  }
  for (std::size_t site = 0; site < scores.size(); ++site) {
    if (scores[site].rank) groups[site] = by_rank.at(*scores[site].rank);
  }
  return groups;
}

}  // namespace trek::score
