#include "trek/score/criteria.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "trek/core/error.hpp"

namespace trek::score {
namespace {

void check_anchor(const ValueFunction::Anchor& anchor) {
  if (!std::isfinite(anchor.raw)) {
    core::refuse_argument(fmt::format("value function: anchor at raw {}, expected a finite number", anchor.raw));
  }
  if (!(anchor.value >= 0.0 && anchor.value <= 1.0)) {
    core::refuse_argument(
        fmt::format("value function: value {} at raw {}, expected a value in [0, 1]", anchor.value, anchor.raw));
  }
}

void check_anchors(std::span<const ValueFunction::Anchor> anchors) {
  if (anchors.size() < 2) {
    core::refuse_argument(fmt::format("value function: {} anchors, expected at least 2", anchors.size()));
  }
  std::for_each(anchors.begin(), anchors.end(), check_anchor);
  for (std::size_t i = 1; i < anchors.size(); ++i) {
    if (!(anchors[i - 1].raw < anchors[i].raw)) {
      core::refuse_argument(fmt::format("value function: raw {} after raw {}, expected ascending anchors",
                                        anchors[i].raw, anchors[i - 1].raw));
    }
  }
}

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

ValueFunction::ValueFunction(std::vector<Anchor> anchors) : anchors_{std::move(anchors)} { check_anchors(anchors_); }

double ValueFunction::operator()(double raw) const noexcept {
  if (std::isnan(raw)) return raw;
  if (raw <= anchors_.front().raw) return anchors_.front().value;
  if (raw >= anchors_.back().raw) return anchors_.back().value;
  const auto right = std::upper_bound(anchors_.begin(), anchors_.end(), raw,
                                      [](double sought, const Anchor& anchor) { return sought < anchor.raw; });
  const Anchor& left = *(right - 1);
  return std::lerp(left.value, right->value, (raw - left.raw) / (right->raw - left.raw));
}

std::pair<double, double> ValueFunction::range(double low, double high) const noexcept {
  // Piecewise linear: extremes lie at the ends or at an anchor between them.
  double least = std::min((*this)(low), (*this)(high));
  double most = std::max((*this)(low), (*this)(high));
  for (const Anchor& anchor : anchors_) {
    if (anchor.raw <= low || anchor.raw >= high) continue;
    least = std::min(least, anchor.value);
    most = std::max(most, anchor.value);
  }
  return {least, most};
}

CriteriaTable::CriteriaTable(std::vector<Criterion> criteria, std::size_t site_count)
    : criteria_{std::move(criteria)}, site_count_{site_count} {
  check_criteria(criteria_);
  weight_share_ = weight_shares(criteria_);
  estimate_.resize(site_count_ * criteria_.size());
}

std::optional<double> CriteriaTable::value(std::size_t site, std::size_t criterion) const noexcept {
  const double measured = raw(site, criterion);
  if (std::isnan(measured)) return std::nullopt;
  return criteria_[criterion].value(measured);
}

ValueInterval CriteriaTable::interval(std::size_t site, std::size_t criterion) const noexcept {
  const Estimate& known = estimate(site, criterion);
  const ValueFunction& value = criteria_[criterion].value;
  const auto [low, high] = value.range(known.low, known.high);
  return {low, known.is_known() ? value(known.best) : std::midpoint(low, high), high};
}

}  // namespace trek::score
