#include <algorithm>

#include "trek/score/alternatives.hpp"
#include "trek/score/ranking.hpp"

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

void assign_ranks(std::vector<SiteScore>& scores, std::span<const std::size_t> rows) {
  std::vector<double> sure;
  for (const std::size_t row : rows) sure.push_back(scores[row].low);
  const auto ranks = competition_ranks(sure);
  for (std::size_t i = 0; i < rows.size(); ++i) scores[rows[i]].rank = ranks[i];
}

}  // namespace

std::vector<SiteScore> weighted_sum(const CriteriaTable& table, std::span<const std::uint8_t> excluded) {
  const auto rows = ranked_rows(table.site_count(), excluded);
  std::vector<SiteScore> scores;
  scores.reserve(table.site_count());
  for (std::size_t site = 0; site < table.site_count(); ++site) scores.push_back(score_of_site(table, site));
  assign_ranks(scores, rows);
  return scores;
}

ValueInterval contribution(const CriteriaTable& table, std::size_t site, std::size_t criterion) noexcept {
  const double share = table.weight_share(criterion);
  const ValueInterval value = table.interval(site, criterion);
  return {share * value.low, share * value.best, share * value.high};
}

}  // namespace trek::score
