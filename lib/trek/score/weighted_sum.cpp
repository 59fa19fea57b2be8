#include "trek/score/ranking.hpp"

#include <algorithm>
#include <cmath>

#include "trek/score/detail/exclusion.hpp"

namespace trek::score {
namespace {

SiteScore score_of_site(const CriteriaTable& table, std::size_t site) {
  SiteScore result;
  for (std::size_t criterion = 0; criterion < table.criteria().size(); ++criterion) {
    const ValueInterval part = contribution(table, site, criterion);
    result.low += part.low;
    result.score += part.best;
    result.high += part.high;
    result.completeness_share += table.weight_share(criterion) * table.estimate(site, criterion).known_share;
  }
  // The shares add up to 1 only within rounding; a score never leaves [0, 1] for that.
  for (double* const sum : {&result.low, &result.score, &result.high, &result.completeness_share})
    *sum = std::min(*sum, 1.0);
  return result;
}

/// What sites are compared by: at 1e-9, so that sums that differ by rounding alone are equal.
double rank_key(const SiteScore& site) { return std::round(site.low * 1e9); }

void assign_ranks(std::vector<SiteScore>& scores, std::span<const std::uint8_t> excluded) {
  std::vector<std::size_t> order = detail::ranked_rows(scores.size(), excluded);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank_key(scores[a]) > rank_key(scores[b]); });
  for (std::size_t position = 0; position < order.size(); ++position) {
    SiteScore& site = scores[order[position]];
    const bool tied = position > 0 && rank_key(scores[order[position - 1]]) == rank_key(site);
    site.rank = tied ? scores[order[position - 1]].rank : static_cast<std::uint32_t>(position + 1);
  }
}

}  // namespace

std::vector<SiteScore> weighted_sum(const CriteriaTable& table, std::span<const std::uint8_t> excluded) {
  detail::check_excluded(excluded, table.site_count());
  std::vector<SiteScore> scores;
  scores.reserve(table.site_count());
  for (std::size_t site = 0; site < table.site_count(); ++site) scores.push_back(score_of_site(table, site));
  assign_ranks(scores, excluded);
  return scores;
}

ValueInterval contribution(const CriteriaTable& table, std::size_t site, std::size_t criterion) noexcept {
  const double share = table.weight_share(criterion);
  const ValueInterval value = table.interval(site, criterion);
  return {share * value.low, share * value.best, share * value.high};
}

}  // namespace trek::score
