#include "trek/score/alternatives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "trek/core/error.hpp"

namespace trek::score {
namespace {

double side_of(const ValueInterval& value, Side side) noexcept {
  if (side == Side::best) return value.best;
  return side == Side::low ? value.low : value.high;
}

/// What sites are compared by: at 1e-9, so that sums that differ by rounding alone are equal.
double rank_key(double score) { return std::round(score * 1e9); }

}  // namespace

Alternatives alternatives(const CriteriaTable& table, std::span<const std::size_t> rows, Side side) {
  Alternatives result;
  const std::size_t criterion_count = table.criteria().size();
  for (std::size_t c = 0; c < criterion_count; ++c) result.weight_share.push_back(table.weight_share(c));
  result.value.reserve(rows.size() * criterion_count);
  for (const std::size_t row : rows) {
    for (std::size_t c = 0; c < criterion_count; ++c) result.value.push_back(side_of(table.interval(row, c), side));
  }
  return result;
}

std::vector<std::uint32_t> competition_ranks(std::span<const double> scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank_key(scores[a]) > rank_key(scores[b]); });
  std::vector<std::uint32_t> ranks(scores.size());
  for (std::size_t position = 0; position < order.size(); ++position) {
    const std::size_t one = order[position];
    const bool tied = position > 0 && rank_key(scores[order[position - 1]]) == rank_key(scores[one]);
    ranks[one] = tied ? ranks[order[position - 1]] : static_cast<std::uint32_t>(position + 1);
  }
  return ranks;
}

std::vector<std::size_t> ranked_rows(std::size_t site_count, std::span<const std::uint8_t> excluded) {
  if (excluded.size() != site_count) {
    core::refuse_argument(
        fmt::format("ranking: {} exclusion flags for {} sites, expected one flag a site", excluded.size(), site_count));
  }
  std::vector<std::size_t> rows;
  rows.reserve(site_count);
  for (std::size_t site = 0; site < site_count; ++site) {
    if (excluded[site] == 0) rows.push_back(site);
  }
  return rows;
}

}  // namespace trek::score
