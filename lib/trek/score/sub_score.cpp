#include "trek/score/sub_score.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/error.hpp"

namespace trek::score {

std::optional<ValueInterval> sub_score(const CriteriaTable& table, std::size_t site,
                                       std::span<const std::uint8_t> counted) {
  if (counted.size() != table.criteria().size()) {
    core::refuse_argument(fmt::format("sub-score: {} flags, expected one for each of {} criteria", counted.size(),
                                      table.criteria().size()));
  }
  double weight = 0.0;
  ValueInterval sum{0.0, 0.0, 0.0};
  for (std::size_t c = 0; c < counted.size(); ++c) {
    if (counted[c] == 0) continue;
    const double share = table.weight_share(c);
    const ValueInterval value = table.interval(site, c);
    weight += share;
    sum.low += share * value.low;
    sum.best += share * value.best;
    sum.high += share * value.high;
  }
  if (!(weight > 0.0)) return std::nullopt;
  const auto mean = [weight](double total) { return std::min(1.0, total / weight); };  // but for rounding
  return ValueInterval{mean(sum.low), mean(sum.best), mean(sum.high)};
}

}  // namespace trek::score
