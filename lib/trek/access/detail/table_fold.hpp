#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "trek/access/detail/fold.hpp"
#include "trek/access/travel.hpp"

namespace trek::access::detail {

/// Keeps the pairs: rows of a travel table.
class TableFold final : public SiteFold<TableFold> {
 public:
  TableFold(std::vector<std::vector<Reach>>& rows, std::uint32_t limit_ds) : rows_{rows}, limit_ds_{limit_ds} {}

  template <class Time>
  void add_block(const TimeBlock<Time>& block) {
    found_.resize(std::max(found_.size(), block.row.size()));
    for (std::size_t lane = 0; lane < sites().size(); ++lane) {
      std::size_t count = 0;
      for (std::size_t i = 0; i < block.row.size(); ++i) {
        const std::uint32_t time_ds = block.time[i * block.lane_count + lane];
        found_[count] = {block.row[i], time_ds};
        count += time_ds <= limit_ds_ ? 1U : 0U;
      }
      std::vector<Reach>& row = rows_[sites()[lane]];
      row.insert(row.end(), found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(count));
    }
  }

 private:
  std::vector<std::vector<Reach>>& rows_;
  std::uint32_t limit_ds_;
  std::vector<Reach> found_;  // of one lane and block
};

}  // namespace trek::access::detail
