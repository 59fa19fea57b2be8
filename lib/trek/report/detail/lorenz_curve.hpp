#pragma once

#include <span>
#include <utility>
#include <vector>

#include "trek/publish/stored_coverage.hpp"

namespace trek::report::detail {

/// Shares of people and of their travel time, those who live nearest first: from (0, 0) to (1, 1).
struct LorenzCurve {
  std::vector<std::pair<double, double>> points;  // none where nobody travels
  double gini = 0.0;                              // twice the area between the curve and an even spread
};

/// Source  Lorenz 1905; the Gini as the trapezoids under the curve, each person alike.
[[nodiscard]] LorenzCurve lorenz_curve(std::span<const publish::StoredTravel::Cell> cells);

}  // namespace trek::report::detail
