#include "trek/score/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "trek/score/detail/exclusion.hpp"

namespace trek::score {
namespace {

constexpr double kMiddle = 0.5;

SiteScore score_of_site(const CriteriaTable& table, std::size_t site) {
  SiteScore result;
  double unknown_share = 0.0;
  for (std::size_t criterion = 0; criterion < table.criteria().size(); ++criterion) {
    const double share = table.weight_share(criterion);
    if (const auto value = table.value(site, criterion)) {
      result.low += share * *value;
      result.completeness_share += share;
    } else {
      unknown_share += share;
    }
  }
  // The shares add up to 1 only within rounding; a score never leaves [0, 1] for that.
  result.low = std::min(result.low, 1.0);
  result.high = std::min(result.low + unknown_share, 1.0);
  result.score = std::midpoint(result.low, result.high);
  result.completeness_share = std::min(result.completeness_share, 1.0);
  return result;
}

/// What scores are compared by: at 1e-9, so that sums that differ by rounding alone are equal.
double rank_key(const SiteScore& site) { return std::round(site.score * 1e9); }

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

double contribution(const CriteriaTable& table, std::size_t site, std::size_t criterion) noexcept {
  return table.weight_share(criterion) * table.value(site, criterion).value_or(kMiddle);
}

}  // namespace trek::score
