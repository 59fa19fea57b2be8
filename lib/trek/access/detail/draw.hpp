#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

#include "trek/access/huff.hpp"
#include "trek/core/error.hpp"

namespace trek::access::detail {

/// Error{bad_argument} unless there is one value per row.
inline void check_size(std::string_view what, std::size_t found, std::size_t expected) {
  if (found == expected) return;
  core::refuse_argument(
      fmt::format("access: {} has {} values, expected {}: one a row of its table", what, found, expected));
}

/// S^a, and 0 for a place without strength; NaN stays NaN.
[[nodiscard]] inline double attraction(double strength, double exponent) {
  if (std::isnan(strength)) return strength;
  return strength > 0.0 ? std::pow(strength, exponent) : 0.0;
}

/// The demand that one new site draws when it alone joins the existing places.
struct Draw {
  double visitors = 0.0;
  double reached = 0.0;

  /// A row within reach: its demand (NaN: unknown, does not count), what pulls it here, to the existing places, and
  /// home.
  void add(double demand, double mine, double pull, double outside) noexcept {
    if (demand != demand) return;
    const double all = outside + pull + mine;
    reached += demand;
    if (!(all <= 0.0)) visitors += demand * (mine / all);
  }
};
[[nodiscard]] inline HuffResult huff_result(std::span<const Draw> draws) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  HuffResult result;
  for (const Draw& draw : draws) {
    result.visitors.push_back(draw.visitors);
    result.share.push_back(draw.reached > 0.0 ? draw.visitors / draw.reached : kNaN);
  }
  return result;
}

}  // namespace trek::access::detail
