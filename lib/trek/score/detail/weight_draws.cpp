#include "trek/score/detail/weight_draws.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

namespace trek::score::detail {
namespace {

constexpr std::size_t kSweeps = 20;  // a walk of 20 n^2 moves: METHODS "Rank acceptability"

std::vector<std::vector<std::size_t>> tied_groups(std::span<const double> stated) {
  std::vector<std::size_t> order(stated.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return stated[a] > stated[b]; });
  std::vector<std::vector<std::size_t>> groups;
  for (const std::size_t c : order) {
    if (groups.empty() || stated[groups.back().front()] - stated[c] > 1e-12) groups.emplace_back();
    groups.back().push_back(c);
  }
  return groups;
}

/// Uniform on the simplex: exponentials over their sum (Devroye 1986, ch. XI.4).
void draw_any(core::Random& random, std::vector<double>& weight) {
  double sum = 0.0;
  for (double& w : weight) {
    w = random.exponential();
    sum += w;
  }
  for (double& w : weight) w /= sum;
}

}  // namespace

WeightDraws::WeightDraws(std::vector<double> stated, const AcceptabilityOptions& options)
    : stated_{std::move(stated)}, spread_{options.weight_spread} {
  if (options.weightings == Weightings::ordinal) tied_ = tied_groups(stated_);
  if (options.weightings != Weightings::bounded) return;
  const double margin = options.weight_margin;
  for (const double share : stated_) bounds_.push_back({share * (1.0 - margin), std::min(1.0, share * (1.0 + margin))});
}

void WeightDraws::draw(core::Random& random, std::vector<double>& weight) const {
  if (bounds_.empty()) {
    weight.resize(stated_.size());
    draw_any(random, weight);
    put_in_order(weight);
  } else {
    weight = stated_;
    walk_within(random, bounds_, kSweeps * weight.size() * weight.size(), weight);
  }
  for (std::size_t c = 0; c < weight.size(); ++c) weight[c] = std::lerp(stated_[c], weight[c], spread_);
}

/// The heaviest criterion gets the largest share, and so on: what was uniform over all weightings is then uniform over
/// those of that order. Equal ones keep the order in which they were drawn, which is a random one.
void WeightDraws::put_in_order(std::vector<double>& weight) const {
  if (tied_.size() < 2) return;
  std::vector<double> sorted = weight;
  std::sort(sorted.begin(), sorted.end(), std::greater<>{});
  auto next = sorted.begin();
  for (std::vector<std::size_t> group : tied_) {
    std::stable_sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
    for (const std::size_t c : group) weight[c] = *next++;
  }
}

void walk_within(core::Random& random, std::span<const ShareBounds> bounds, std::size_t pair_count,
                 std::span<double> weight) {
  const std::size_t n = weight.size();
  if (n < 2) return;
  for (std::size_t step = 0; step < pair_count; ++step) {
    const std::size_t a = random.below(n);
    std::size_t b = random.below(n - 1);
    b += b >= a ? 1 : 0;
    const double both = weight[a] + weight[b];
    const double low = std::max(bounds[a].low, both - bounds[b].high);
    const double high = std::min(bounds[a].high, both - bounds[b].low);
    const double drawn = random.uniform();
    if (!(high > low)) continue;
    weight[a] = std::lerp(low, high, drawn);
    weight[b] = both - weight[a];
  }
}

}  // namespace trek::score::detail
