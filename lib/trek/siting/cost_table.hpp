#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "trek/core/rows.hpp"

namespace trek::siting {

/// In a dense table: the site cannot serve the row.
inline constexpr std::uint32_t kNoCost = std::numeric_limits<std::uint32_t>::max();

/// A site that can serve a demand row, and what that costs: travel time, distance, money; a whole number of any unit,
/// so that every sum is exact. Less than kNoCost.
struct SiteCost {
  std::uint32_t site = 0;
  std::uint32_t cost = 0;
  friend bool operator==(const SiteCost&, const SiteCost&) = default;
};

/// What it costs each demand row to be served by each candidate site: as a list of those that can serve it, or as a
/// number for every pair, whichever is smaller. The answers are the same.
class CostTable {
 public:
  /// Row i: the sites that can serve demand row i, ascending.
  /// Errors  Error{bad_argument}: sites that do not ascend, or are not below `site_count`; a cost of kNoCost.
  [[nodiscard]] static CostTable sparse(core::Rows<SiteCost> rows, std::size_t site_count);
  /// The costs of demand row i are [i * site_count, (i + 1) * site_count); kNoCost where a site cannot serve it.
  /// Errors  Error{bad_argument} unless there are row_count * site_count of them.
  [[nodiscard]] static CostTable dense(std::vector<std::uint32_t> costs, std::size_t row_count, std::size_t site_count);

  [[nodiscard]] std::size_t row_count() const noexcept { return row_count_; }  // of the demand
  [[nodiscard]] std::size_t site_count() const noexcept { return site_count_; }

  /// Calls visit(SiteCost) for every site that can serve a demand row, ascending.
  template <class Visit>
  void for_each(std::size_t row, const Visit& visit) const {
    if (dense_.empty()) {
      if (sparse_.size() > 0) {
        for (const SiteCost& entry : sparse_[row]) visit(entry);
      }
      return;
    }
    const std::span<const std::uint32_t> costs{dense_.data() + row * site_count_, site_count_};
    for (std::uint32_t site = 0; site < costs.size(); ++site) {
      if (costs[site] != kNoCost) visit(SiteCost{site, costs[site]});
    }
  }

 private:
  CostTable(std::size_t row_count, std::size_t site_count) : row_count_{row_count}, site_count_{site_count} {}

  std::size_t row_count_;
  std::size_t site_count_;
  core::Rows<SiteCost> sparse_;
  std::vector<std::uint32_t> dense_;
};

}  // namespace trek::siting
