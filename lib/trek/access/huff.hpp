#pragma once

#include <vector>

namespace trek::access {

struct HuffOptions {
  double attraction_exponent = 1.0;
  double outside_option = 0.0;  // S0 in the denominator: staying home
};
struct HuffResult {
  /// One per new site: what it draws of the demand that it reaches, alone among the existing places.
  std::vector<double> visitors;
  /// Visitors / demand reached within the table's limit; NaN where nothing is reached.
  std::vector<double> share;
};

}  // namespace trek::access
