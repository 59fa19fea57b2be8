#include "trek/score/criteria.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "trek/core/error.hpp"

namespace trek::score {
namespace {

void check_criteria(std::span<const Criterion> criteria) {
  if (criteria.empty()) core::refuse_argument("criteria table: no criteria, expected at least one");
  for (auto one = criteria.begin(); one != criteria.end(); ++one) {
    if (!(one->weight >= 0.0 && std::isfinite(one->weight))) {
      core::refuse_argument(
          fmt::format("criterion '{}': weight {}, expected a number of 0 or more", one->id, one->weight));
    }
    const auto same_id = [&](const Criterion& other) { return other.id == one->id; };
    if (std::any_of(criteria.begin(), one, same_id)) {
      core::refuse_argument(fmt::format("criterion '{}': listed twice, expected each id once", one->id));
    }
  }
}

std::vector<double> weight_shares(std::span<const Criterion> criteria) {
  double sum = 0.0;
  for (const Criterion& criterion : criteria) sum += criterion.weight;
  if (!(sum > 0.0 && std::isfinite(sum))) {
    core::refuse_argument(
        fmt::format("criteria table: weights add up to {}, expected at least one weight above 0", sum));
  }
  std::vector<double> shares;
  shares.reserve(criteria.size());
  for (const Criterion& criterion : criteria) shares.push_back(criterion.weight / sum);
  return shares;
}

}  // namespace

CriteriaTable::CriteriaTable(std::vector<Criterion> criteria, std::size_t site_count)
    : criteria_{std::move(criteria)}, site_count_{site_count} {
  check_criteria(criteria_);
  weight_share_ = weight_shares(criteria_);
  estimate_.resize(site_count_ * criteria_.size());
}

CriteriaTable CriteriaTable::weighted(std::span<const double> weight) const {
  if (weight.size() != criteria_.size())
    core::refuse_argument(fmt::format("criteria table: {} weights for {} criteria", weight.size(), criteria_.size()));
  CriteriaTable table = *this;
  for (std::size_t c = 0; c < weight.size(); ++c) table.criteria_[c].weight = weight[c];
  check_criteria(table.criteria_);
  table.weight_share_ = weight_shares(table.criteria_);
  return table;
}

std::optional<double> CriteriaTable::value(std::size_t site, std::size_t criterion) const noexcept {
  const double measured = raw(site, criterion);
  if (std::isnan(measured)) return std::nullopt;
  return criteria_[criterion].value(measured);
}

ValueInterval CriteriaTable::interval(std::size_t site, std::size_t criterion) const noexcept {
  const Estimate& known = estimate(site, criterion);
  const model::ValueFunction& value = criteria_[criterion].value;
  const auto [low, high] = value.range(known.low, known.high);
  return {low, known.is_known() ? value(known.best) : std::midpoint(low, high), high};
}

}  // namespace trek::score
