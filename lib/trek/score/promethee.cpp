#include "trek/score/promethee.hpp"

#include <fmt/format.h>

#include <cmath>

#include "trek/core/error.hpp"

namespace trek::score {
namespace {

void check_preference(const Preference& one) {
  const bool has_both = one.shape == PreferenceShape::level || one.shape == PreferenceShape::linear;
  const bool has_strict = has_both || one.shape == PreferenceShape::v_shape || one.shape == PreferenceShape::gaussian;
  const double least = has_both ? one.indifference : 0.0;
  if (one.indifference >= 0.0 && (!has_strict || one.strict > least)) return;
  core::refuse_argument(
      fmt::format("PROMETHEE: indifference {} and strict preference {}, expected 0 <= the first < the "
                  "second",
                  one.indifference, one.strict));
}

double weight_sum(const Alternatives& all) {
  double sum = 0.0;
  for (const double weight : all.weight_share) sum += weight;
  if (!(sum > 0.0)) core::refuse_argument("PROMETHEE: the weights add up to 0, expected at least one above 0");
  return sum;
}

/// How far the first is preferred to the second, over all criteria: [0, the sum of the weights].
double preference_index(const Alternatives& all, std::span<const Preference> preference, std::size_t a, std::size_t b) {
  double index = 0.0;
  for (std::size_t c = 0; c < preference.size(); ++c)
    index += all.weight_share[c] * preference[c](all.row(a)[c] - all.row(b)[c]);
  return index;
}

}  // namespace

double Preference::operator()(double lead) const noexcept {
  if (!(lead > 0.0)) return 0.0;
  switch (shape) {
    case PreferenceShape::usual:
      return 1.0;
    case PreferenceShape::u_shape:
      return lead > indifference ? 1.0 : 0.0;
    case PreferenceShape::v_shape:
      return lead < strict ? lead / strict : 1.0;
    case PreferenceShape::level:
      if (lead <= indifference) return 0.0;
      return lead <= strict ? 0.5 : 1.0;
    case PreferenceShape::linear:
      if (lead <= indifference) return 0.0;
      return lead < strict ? (lead - indifference) / (strict - indifference) : 1.0;
    case PreferenceShape::gaussian:
      return -std::expm1(-lead * lead / (2.0 * strict * strict));
  }
  return 0.0;
}

Flows promethee(const Alternatives& all, std::span<const Preference> preference) {
  const std::size_t n = all.size();
  if (preference.size() != all.criterion_count())
    core::refuse_argument(
        fmt::format("PROMETHEE: {} preferences for {} criteria", preference.size(), all.criterion_count()));
  for (const Preference& one : preference) check_preference(one);
  Flows flows{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
  if (n < 2) return flows;
  const double whole = weight_sum(all) * static_cast<double>(n - 1);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) {
      if (a == b) continue;
      const double index = preference_index(all, preference, a, b) / whole;
      flows.positive[a] += index;
      flows.negative[b] += index;
    }
  }
  for (std::size_t a = 0; a < n; ++a) flows.net[a] = flows.positive[a] - flows.negative[a];
  return flows;
}

}  // namespace trek::score
