#include "trek/publish/natural_breaks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace trek::publish {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// Different values, ascending, with sums over those before each: what a class costs is known without going over it.
class SortedValues {
 public:
  SortedValues(std::vector<double> values, std::span<const double> kept) {
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    std::ranges::sort(values);
    if (values.empty()) return;
    middle_ = values[values.size() / 2];  // sums of small numbers lose fewer digits
    for (const double value : values) add(value);
    for (const double value : values_)
      kept_below_.push_back(
          static_cast<std::size_t>(std::ranges::count_if(kept, [value](double bound) { return bound <= value; })));
  }

  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] double operator[](std::size_t i) const noexcept { return values_[i]; }
  [[nodiscard]] bool parted_by_kept(std::size_t left, std::size_t right) const noexcept {
    return kept_below_[left] != kept_below_[right];
  }

  /// The sum of squares around the mean of values [first, end); infinite where that may be no class.
  [[nodiscard]] double cost(std::size_t first, std::size_t end) const noexcept {
    if (end - first == 1) return 0.0;
    const double count = count_[end] - count_[first];
    if (2.0 * count > count_.back() || parted_by_kept(first, end - 1)) return kNever;
    const double sum = sum_[end] - sum_[first];
    return std::max(squares_[end] - squares_[first] - sum * sum / count, 0.0);
  }

 private:
  void add(double value) {
    if (values_.empty() || value != values_.back()) {
      values_.push_back(value);
      count_.push_back(count_.back());
      sum_.push_back(sum_.back());
      squares_.push_back(squares_.back());
    }
    const double moved = value - middle_;
    count_.back() += 1.0;
    sum_.back() += moved;
    squares_.back() += moved * moved;
  }

  double middle_ = 0.0;
  std::vector<double> values_;
  std::vector<double> count_{0.0};  // of the values before each; size() + 1
  std::vector<double> sum_{0.0};    // likewise, around the middle one
  std::vector<double> squares_{0.0};
  std::vector<std::size_t> kept_below_;  // bounds to keep at or below each
};

/// The least costs of the first n values in one class more, and where that class begins.
struct Cuts {
  std::vector<double> cost;        // size() + 1
  std::vector<std::size_t> begin;  // likewise
};

/// What lies between two columns that are known: of `end` in [low, high) the best cut lies in [first, last].
struct Stretch {
  std::size_t low;
  std::size_t high;
  std::size_t first;
  std::size_t last;
};

/// The best cut never goes back as the end goes on, since costs satisfy the quadrangle inequality (Monge): so the one
/// in the middle bounds those on both sides.
void add_class(const SortedValues& values, const std::vector<double>& before, Cuts& cuts) {
  std::vector<Stretch> open{{1, values.size() + 1, 0, values.size() - 1}};
  while (!open.empty()) {
    const Stretch at = open.back();
    open.pop_back();
    if (at.low >= at.high) continue;
    const std::size_t end = at.low + (at.high - at.low) / 2;
    double least = kNever;
    std::optional<std::size_t> best;
    for (std::size_t begin = at.first; begin <= std::min(at.last, end - 1); ++begin) {
      const double cost = before[begin] + values.cost(begin, end);
      if (cost < least) least = cost, best = begin;
    }
    cuts.cost[end] = least;
    cuts.begin[end] = best.value_or(at.first);
    // Where no cut is possible nothing is known of those on either side.
    open.push_back({at.low, end, at.first, best.value_or(at.last)});
    open.push_back({end + 1, at.high, best.value_or(at.first), at.last});
  }
}

/// Where classes begin, but the first: the best of at most `most_classes`, or of as few more as there have to be.
std::vector<std::size_t> best_cuts(const SortedValues& values, std::size_t most_classes) {
  std::vector<double> before(values.size() + 1, kNever);
  before[0] = 0.0;
  std::vector<Cuts> all;
  while (all.size() < values.size() && (all.size() < most_classes || before.back() == kNever)) {
    Cuts cuts{std::vector<double>(values.size() + 1, kNever), std::vector<std::size_t>(values.size() + 1, 0)};
    add_class(values, before, cuts);
    before = cuts.cost;
    all.push_back(std::move(cuts));
  }
  std::vector<std::size_t> begins;
  std::size_t end = values.size();
  for (std::size_t c = all.size(); c-- > 1;) {
    end = all[c].begin[end];
    begins.push_back(end);
  }
  std::ranges::reverse(begins);
  return begins;
}

}  // namespace

double roundest_between(double low, double high) {
  constexpr int kLargest = 12;
  constexpr int kSmallest = -9;
  const double middle = low + (high - low) / 2.0;
  for (int exponent = kLargest; exponent >= kSmallest; --exponent) {
    const double power = std::pow(10.0, std::abs(exponent));
    for (const double unit : {5.0, 2.0, 1.0}) {
      // A whole number over a power of ten is the number nearest to what is written with those digits.
      const auto multiple = [&](double count) { return exponent < 0 ? count * unit / power : count * unit * power; };
      const double nearest = std::round(exponent < 0 ? middle * power / unit : middle / (unit * power));
      for (const double count : {nearest, nearest + 1.0, nearest - 1.0}) {
        if (low < multiple(count) && multiple(count) <= high) return multiple(count) + 0.0;
      }
    }
  }
  return high;
}

std::vector<double> natural_breaks(std::vector<double> values, std::size_t most_classes, std::span<const double> kept) {
  const SortedValues sorted{std::move(values), kept};
  std::vector<double> breaks;
  if (sorted.size() == 0) return breaks;
  for (const std::size_t begin : best_cuts(sorted, most_classes)) {
    const double low = sorted[begin - 1];
    const double high = sorted[begin];
    const auto bound = std::ranges::find_if(kept, [low, high](double value) { return low < value && value <= high; });
    breaks.push_back(bound != kept.end() ? *bound : roundest_between(low, high));
  }
  return breaks;
}

}  // namespace trek::publish
