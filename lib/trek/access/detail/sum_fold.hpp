#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/decay.hpp"
#include "trek/access/detail/fold.hpp"
#include "trek/access/detail/sweep.hpp"

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

}  // namespace trek::access::detail
