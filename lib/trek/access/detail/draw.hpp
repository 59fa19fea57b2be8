#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "trek/access/measures.hpp"

namespace trek::access::detail {

/// Error{bad_argument} unless there is one value per row.
void check_size(std::string_view what, std::size_t found, std::size_t expected);

/// S^a, and 0 for a place without strength; NaN stays NaN.
[[nodiscard]] double attraction(double strength, double exponent);

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
[[nodiscard]] HuffResult huff_result(std::span<const Draw> draws);

}  // namespace trek::access::detail
