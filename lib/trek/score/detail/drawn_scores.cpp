#include "trek/score/detail/drawn_scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/core/error.hpp"

namespace trek::score::detail {
namespace {

void check_share(const char* name, double share) {
  if (share >= 0.0 && share <= 1.0) return;
  core::refuse_argument(fmt::format("rank acceptability: {} {}, expected a share in [0, 1]", name, share));
}

std::vector<std::size_t> weighted_criteria(const CriteriaTable& table) {
  std::vector<std::size_t> weighted;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) {
    if (table.weight_share(c) > 0.0) weighted.push_back(c);
  }
  return weighted;
}

std::vector<double> stated_shares(const CriteriaTable& table, std::span<const std::size_t> criteria) {
  std::vector<double> shares;
  for (const std::size_t c : criteria) shares.push_back(table.weight_share(c));
  return shares;
}

}  // namespace

void check_options(const AcceptabilityOptions& options) {
  if (options.draws == 0) core::refuse_argument("rank acceptability: 0 draws, expected 1 or more");
  check_share("weight spread", options.weight_spread);
  check_share("weight margin", options.weight_margin);
  check_share("value noise", options.value_noise);
}

ScoreDraws::ScoreDraws(const CriteriaTable& table, std::span<const std::size_t> rows,
                       const AcceptabilityOptions& options)
    : options_{options}, criteria_{weighted_criteria(table)}, weights_{stated_shares(table, criteria_), options} {
  value_.reserve(rows.size() * criteria_.size());
  for (const std::size_t row : rows) {
    for (const std::size_t c : criteria_) value_.push_back(table.interval(row, c));
  }
}

double ScoreDraws::drawn_value(core::Random& random, const ValueInterval& value) const {
  const double known = value.low < value.high ? std::lerp(value.low, value.high, random.uniform()) : value.best;
  if (options_.value_noise == 0.0) return known;
  return std::clamp(known + options_.value_noise * random.normal(), 0.0, 1.0);
}

void ScoreDraws::draw(std::uint64_t number, DrawnScores& drawn) const {
  core::Random random{options_.seed, number};
  weights_.draw(random, drawn.weight);
  drawn.score.clear();
  for (auto value = value_.begin(); value != value_.end();) {
    double score = 0.0;
    for (const double weight : drawn.weight) score += weight * drawn_value(random, *value++);
    drawn.score.push_back(score);
  }
}

}  // namespace trek::score::detail
