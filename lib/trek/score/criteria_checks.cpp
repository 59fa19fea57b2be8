#include "trek/score/criteria_checks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "trek/score/alternatives.hpp"

namespace trek::score {
namespace {

constexpr std::size_t kFewestPairs = 10;

struct Moments {
  double mean = 0.0;
  double square_sum = 0.0;  // of what differs from the mean
};

Moments moments_of(std::span<const double> values) {
  Moments result;
  if (values.empty()) return result;
  for (const double value : values) result.mean += value / static_cast<double>(values.size());
  for (const double value : values) result.square_sum += (value - result.mean) * (value - result.mean);
  return result;
}

double deviation_of(std::span<const double> values) {
  return values.size() < 2 ? 0.0 : std::sqrt(moments_of(values).square_sum / static_cast<double>(values.size()));
}

/// Beyond the first or the last anchor the value stands still: at the higher of the two ends, or at the lower.
void count_beyond(const model::ValueFunction& value, double raw, CriterionSpread& spread) {
  const auto first = value.anchors().front();
  const auto last = value.anchors().back();
  if (raw > last.raw) ++(last.value >= first.value ? spread.beyond_best_count : spread.beyond_worst_count);
  if (raw < first.raw) ++(first.value > last.value ? spread.beyond_best_count : spread.beyond_worst_count);
}

double pearson(std::span<const double> a, std::span<const double> b) {
  const Moments of_a = moments_of(a);
  const Moments of_b = moments_of(b);
  const double both = std::sqrt(of_a.square_sum * of_b.square_sum);
  if (a.size() < kFewestPairs || !(both > 1e-12)) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - of_a.mean) * (b[i] - of_b.mean);
  return std::clamp(sum / both, -1.0, 1.0);
}

double correlation_of(const CriteriaTable& table, std::span<const std::size_t> rows, std::size_t a, std::size_t b) {
  std::vector<double> of_a;
  std::vector<double> of_b;
  for (const std::size_t row : rows) {
    const auto first = table.value(row, a);
    const auto second = table.value(row, b);
    if (!first || !second) continue;
    of_a.push_back(*first);
    of_b.push_back(*second);
  }
  return pearson(of_a, of_b);
}

}  // namespace

std::vector<CriterionSpread> criterion_spreads(const CriteriaTable& table, std::span<const std::uint8_t> excluded) {
  const auto rows = ranked_rows(table.site_count(), excluded);
  std::vector<CriterionSpread> spreads(table.criteria().size());
  double sum = 0.0;
  for (std::size_t c = 0; c < spreads.size(); ++c) {
    std::vector<double> values;
    for (const std::size_t row : rows) {
      if (const auto value = table.value(row, c)) {
        values.push_back(*value);
        count_beyond(table.criteria()[c].value, table.raw(row, c), spreads[c]);
      }
    }
    spreads[c].weight_share = table.weight_share(c);
    spreads[c].deviation = deviation_of(values);
    spreads[c].known_count = values.size();
    sum += spreads[c].weight_share * spreads[c].deviation;
  }
  for (CriterionSpread& spread : spreads) {
    if (sum > 0.0) spread.effective_share = spread.weight_share * spread.deviation / sum;
  }
  return spreads;
}

std::vector<double> correlations(const CriteriaTable& table, std::span<const std::uint8_t> excluded) {
  const auto rows = ranked_rows(table.site_count(), excluded);
  const std::size_t n = table.criteria().size();
  std::vector<double> result(n * n);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a; b < n; ++b) result[a * n + b] = result[b * n + a] = correlation_of(table, rows, a, b);
  }
  return result;
}

std::vector<SameTale> same_tales(const CriteriaTable& table, std::span<const double> correlation, double least) {
  std::vector<SameTale> tales;
  const std::size_t n = table.criteria().size();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      const double r = correlation[a * n + b];
      if (!(r >= least) || table.weight_share(a) == 0.0 || table.weight_share(b) == 0.0) continue;
      tales.push_back({a, b, r, table.weight_share(a) + table.weight_share(b)});
    }
  }
  std::ranges::stable_sort(tales, [](const auto& x, const auto& y) { return x.correlation > y.correlation; });
  return tales;
}

bool is_saturated(std::size_t beyond_count, std::size_t known_count) noexcept {
  return beyond_count >= 2 && static_cast<double>(beyond_count) >= kSaturatedShare * static_cast<double>(known_count);
}

}  // namespace trek::score
