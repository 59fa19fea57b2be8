#include "trek/score/topsis.hpp"

#include <algorithm>
#include <cmath>

namespace trek::score {
namespace {

/// Of one criterion: what its numbers are divided by, and the ends that they are compared with, both weighted.
struct Ends {
  double factor = 0.0;
  double ideal = 0.0;
  double opposite = 0.0;
};

Ends ends_of_scale(double weight) { return {weight, weight, 0.0}; }

Ends ends_of_list(const Alternatives& all, std::size_t criterion) {
  double square_sum = 0.0;
  double most = all.row(0)[criterion];
  double least = most;
  for (std::size_t a = 0; a < all.size(); ++a) {
    const double value = all.row(a)[criterion];
    square_sum += value * value;
    most = std::max(most, value);
    least = std::min(least, value);
  }
  const double factor = square_sum > 0.0 ? all.weight_share[criterion] / std::sqrt(square_sum) : 0.0;
  return {factor, factor * most, factor * least};
}

double closeness(std::span<const double> row, std::span<const Ends> ends) {
  double to_ideal = 0.0;
  double to_opposite = 0.0;
  for (std::size_t c = 0; c < ends.size(); ++c) {
    const double weighted = ends[c].factor * row[c];
    to_ideal += (ends[c].ideal - weighted) * (ends[c].ideal - weighted);
    to_opposite += (weighted - ends[c].opposite) * (weighted - ends[c].opposite);
  }
  const double both = std::sqrt(to_ideal) + std::sqrt(to_opposite);
  return both > 0.0 ? std::sqrt(to_opposite) / both : 0.5;
}

}  // namespace

std::vector<double> topsis(const Alternatives& all, TopsisReference reference) {
  std::vector<double> result;
  if (all.size() == 0) return result;
  std::vector<Ends> ends;
  for (std::size_t c = 0; c < all.criterion_count(); ++c) {
    ends.push_back(reference == TopsisReference::scale ? ends_of_scale(all.weight_share[c]) : ends_of_list(all, c));
  }
  result.reserve(all.size());
  for (std::size_t a = 0; a < all.size(); ++a) result.push_back(closeness(all.row(a), ends));
  return result;
}

}  // namespace trek::score
