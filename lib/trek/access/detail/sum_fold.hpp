#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/catchments.hpp"
#include "trek/access/detail/fold.hpp"
#include "trek/access/detail/sweep.hpp"
#include "trek/access/measures.hpp"

namespace trek::access::detail {

/// One decay, or its square, ready to be looked up by decisecond up to a limit.
class DecayTable {
 public:
  enum class Power : std::uint8_t { one, two };
  DecayTable(const Decay& decay, std::uint32_t limit_ds, Power power = Power::one);
  /// f = 1 up to here and 0 after it; only for a step.
  [[nodiscard]] bool is_step() const noexcept { return is_step_; }
  [[nodiscard]] std::uint32_t step_ds() const noexcept { return step_ds_; }
  /// 0 beyond the limit.
  [[nodiscard]] double at(std::uint32_t time_ds) const noexcept {
    if (time_ds > limit_ds_) return 0.0;
    return time_ds < value_.size() ? value_[time_ds] : computed(time_ds);
  }

 private:
  [[nodiscard]] double computed(std::uint32_t time_ds) const noexcept {
    const double f = decay_at(decay_, time_ds / 600.0);
    return power_ == Power::one ? f : f * f;
  }

  Decay decay_;
  Power power_;
  std::uint32_t limit_ds_;
  bool is_step_ = false;
  std::uint32_t step_ds_ = 0;
  std::vector<double> value_;
};

/// Sums that are ready to fold: weights without NaN, decays as tables. Shared by the threads.
struct ReadySum {
  std::vector<double> weight;
  DecayTable decay;
};
[[nodiscard]] std::vector<ReadySum> ready_sums(std::span<const WeightedSum> sums, std::uint32_t limit_ds);

/// sum of weight * f(time), one per site and sum; adds by ascending row, as a plain loop over a travel table does.
class SumFold final : public SiteFold<SumFold> {
 public:
  /// `results`: one column per sum, one value per site.
  SumFold(const std::vector<ReadySum>& sums, std::vector<std::vector<double>>& results, const SweepKernels& kernels);
  void begin(std::span<const std::uint32_t> sites) override;
  void end() override;
  template <class Time>
  void add_block(const TimeBlock<Time>& block);

 private:
  template <class Time>
  void add_each(const TimeBlock<Time>& block, const ReadySum& sum, double* lanes);
  [[nodiscard]] double* lanes_of(std::size_t sum) const noexcept { return sum_.data() + sum * kLaneCount; }

  const std::vector<ReadySum>& sums_;
  std::vector<std::vector<double>>& results_;
  const SweepKernels& kernels_;
  AlignedRoom<double> sum_;  // 32 a sum
};

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
