#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/siting/cost_table.hpp"
#include "trek/siting/location_task.hpp"

namespace trek::siting {

/// Demand rows that the same sites cover, as one row.
struct AlikeRows {
  CostTable costs = CostTable::dense({}, 0, 0);  // 0 where a site covers the row: the standard is 0
  std::vector<double> weight;                    // sums of those that count
  std::vector<std::uint32_t> first;              // the first demand row of each
  std::vector<std::uint32_t> of_row;             // of each demand row; kNoSite where it does not count
};

/// Whom each site covers: a bit a pair, so that millions of pairs take little.
class CoveredRows {
 public:
  CoveredRows(std::size_t row_count, std::size_t site_count);
  void add(std::uint32_t row, std::uint32_t site);
  /// A choice covers the same weight of the alike rows as of the rows themselves.
  ///
  /// Rows of weight 0 or unknown are in none. Rows that no site covers are one row without sites.
  /// Errors  Error{bad_argument}: not one weight a row. Cost  O(rows log rows x sites / 64).
  [[nodiscard]] AlikeRows alike(std::span<const double> weight) const;

 private:
  [[nodiscard]] std::span<const std::uint64_t> bits(std::size_t row) const {
    return {bits_.data() + row * width_, width_};
  }

  std::size_t row_count_;
  std::size_t site_count_;
  std::size_t width_;  // words of a row
  std::vector<std::uint64_t> bits_;
};

}  // namespace trek::siting
