#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/score/criteria.hpp"

namespace trek::score {

/// What a method chooses between: alternatives x criteria, numbers of which more is better.
struct Alternatives {
  std::vector<double> weight_share;  // one per criterion, >= 0; only their ratios count
  std::vector<double> value;         // row-major, finite

  [[nodiscard]] std::size_t criterion_count() const noexcept { return weight_share.size(); }
  [[nodiscard]] std::size_t size() const noexcept {
    return weight_share.empty() ? 0 : value.size() / weight_share.size();
  }
  [[nodiscard]] std::span<const double> row(std::size_t alternative) const noexcept {
    return {value.data() + alternative * weight_share.size(), weight_share.size()};
  }
};

/// Which of what is possible is taken for the value of a site.
enum class Side : std::uint8_t { low, best, high };

/// Some sites of a table, in the order of `rows`; their values lie in [0, 1].
[[nodiscard]] Alternatives alternatives(const CriteriaTable& table, std::span<const std::size_t> rows, Side side);

/// 1 for the highest; equal ones (to 1e-9: rounding) share a rank, and the next rank counts them all (1, 2, 2, 4).
[[nodiscard]] std::vector<std::uint32_t> competition_ranks(std::span<const double> scores);

/// The sites that take part in a ranking, ascending: those without a flag.
/// Errors  Error{bad_argument} unless `excluded` has one flag a site.
[[nodiscard]] std::vector<std::size_t> ranked_rows(std::size_t site_count, std::span<const std::uint8_t> excluded);

}  // namespace trek::score
