#include "trek/score/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

#include "trek/core/error.hpp"

namespace trek::score {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr double kTied = 1e-9;

std::vector<std::size_t> best_first(std::span<const double> scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

void check_lengths(std::size_t a, std::size_t b) {
  if (a != b) core::refuse_argument("agreement: orders of different lengths, expected orders of the same items");
}

/// Tied items get the mean of the places that they take. `tie_sum` is added to: t^3 - t over the groups of t.
std::vector<double> mid_ranks(std::span<const double> scores, double& tie_sum) {
  const auto order = best_first(scores);
  std::vector<double> ranks(scores.size());
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    while (last < order.size() && scores[order[first]] - scores[order[last]] <= kTied) ++last;
    const auto count = static_cast<double>(last - first);
    tie_sum += count * count * count - count;
    for (std::size_t i = first; i < last; ++i) ranks[order[i]] = static_cast<double>(first) + (count + 1.0) / 2.0;
  }
  return ranks;
}

int sign_of(double difference) noexcept {
  if (std::abs(difference) <= kTied) return 0;
  return difference > 0.0 ? 1 : -1;
}

}  // namespace

double kendall_w(std::span<const std::vector<double>> judges) {
  if (judges.size() < 2 || judges.front().size() < 2) return kNothing;
  const auto m = static_cast<double>(judges.size());
  const auto n = static_cast<double>(judges.front().size());
  std::vector<double> sum(judges.front().size());
  double tie_sum = 0.0;
  for (const std::vector<double>& judge : judges) {
    check_lengths(judge.size(), sum.size());
    const auto ranks = mid_ranks(judge, tie_sum);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += ranks[i];
  }
  const double mean = m * (n + 1.0) / 2.0;
  double squares = 0.0;
  for (const double one : sum) squares += (one - mean) * (one - mean);
  const double most = (m * m * (n * n * n - n) - m * tie_sum) / 12.0;
  return most > 0.0 ? squares / most : kNothing;
}

double kendall_tau(std::span<const double> a, std::span<const double> b) {
  check_lengths(a.size(), b.size());
  double agreeing = 0.0;  // less those that disagree
  double told_by_a = 0.0;
  double told_by_b = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = i + 1; j < a.size(); ++j) {
      const int of_a = sign_of(a[i] - a[j]);
      const int of_b = sign_of(b[i] - b[j]);
      agreeing += of_a * of_b;
      told_by_a += std::abs(of_a);
      told_by_b += std::abs(of_b);
    }
  }
  const double both = std::sqrt(told_by_a * told_by_b);
  return both > 0.0 ? agreeing / both : kNothing;
}

std::size_t shared_top_count(std::span<const double> a, std::span<const double> b, std::size_t count) {
  check_lengths(a.size(), b.size());
  const auto take = std::min(count, a.size());
  auto of_a = best_first(a);
  auto of_b = best_first(b);
  of_a.resize(take);
  of_b.resize(take);
  std::ranges::sort(of_a);
  std::ranges::sort(of_b);
  std::vector<std::size_t> shared;
  std::ranges::set_intersection(of_a, of_b, std::back_inserter(shared));
  return shared.size();
}

}  // namespace trek::score
