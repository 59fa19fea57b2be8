#include "trek/score/score_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/core/error.hpp"

namespace trek::score {

std::optional<LeadingCriterion> leading_criterion(std::span<const double> before, std::span<const double> after,
                                                  double least) {
  if (before.size() != after.size())
    core::refuse_argument(
        fmt::format("leading_criterion: {} contributions before, {} after", before.size(), after.size()));
  double whole = 0.0;
  for (std::size_t c = 0; c < before.size(); ++c) whole += after[c] - before[c];
  std::optional<LeadingCriterion> leading;
  for (std::size_t c = 0; c < before.size(); ++c) {
    const double change = after[c] - before[c];
    const bool against = std::abs(whole) > least && change * whole < 0.0;
    if (against || !(std::abs(change) > least)) continue;
    if (!leading || std::abs(change) > std::abs(leading->change) + least) leading = LeadingCriterion{c, change};
  }
  return leading;
}

double middle_change(std::vector<double> changes) {
  if (changes.empty()) return 0.0;
  const std::size_t half = changes.size() / 2;
  std::sort(changes.begin(), changes.end());
  return changes.size() % 2 == 1 ? changes[half] : (changes[half - 1] + changes[half]) / 2.0;
}

}  // namespace trek::score
