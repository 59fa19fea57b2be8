#include "trek/access/detail/sum_fold.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace trek::access::detail {
namespace {

constexpr std::uint32_t kMostTabled_ds = 1U << 17U;  // 3.6 hours, 1 MB: beyond, decays are computed

/// The last decisecond, up to the limit, at which a step is 1.
std::uint32_t last_within(const Decay& step, std::uint32_t limit_ds) {
  std::uint32_t low = 0;
  std::uint32_t high = limit_ds;
  while (low < high) {
    const std::uint32_t middle = high - (high - low) / 2;
    if (decay_at(step, middle / 600.0) > 0.0) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

}  // namespace

DecayTable::DecayTable(const Decay& decay, std::uint32_t limit_ds, Power power)
    : decay_{decay}, power_{power}, limit_ds_{limit_ds}, is_step_{std::holds_alternative<Step>(decay)} {
  if (is_step_) step_ds_ = last_within(decay, limit_ds);
  value_.resize(std::min(limit_ds, kMostTabled_ds) + std::size_t{1});
  for (std::uint32_t time_ds = 0; time_ds < value_.size(); ++time_ds) value_[time_ds] = computed(time_ds);
}

std::vector<ReadySum> ready_sums(std::span<const WeightedSum> sums, std::uint32_t limit_ds) {
  std::vector<ReadySum> ready;
  for (const WeightedSum& sum : sums) {
    ready.push_back({{sum.weight.begin(), sum.weight.end()}, DecayTable{sum.decay, limit_ds}});
    for (double& weight : ready.back().weight) weight = std::isnan(weight) ? 0.0 : weight;
  }
  return ready;
}

SumFold::SumFold(const std::vector<ReadySum>& sums, std::vector<std::vector<double>>& results,
                 const SweepKernels& kernels)
    : sums_{sums}, results_{results}, kernels_{kernels}, sum_{sums.size() * kLaneCount} {}

void SumFold::begin(std::span<const std::uint32_t> sites) {
  SiteFold::begin(sites);
  std::fill_n(sum_.data(), sums_.size() * kLaneCount, 0.0);
}

template <class Time>
void SumFold::add_block(const TimeBlock<Time>& block) {
  for (std::size_t s = 0; s < sums_.size(); ++s) {
    const ReadySum& sum = sums_[s];
    if (sum.decay.is_step() && block.lane_count == kLaneCount) {
      kernel_for<Time>(kernels_).add_within(block.time, block.row.data(), block.row.size(), sum.weight.data(),
                                            static_cast<Time>(sum.decay.step_ds()), lanes_of(s));
    } else {
      add_each(block, sum, lanes_of(s));
    }
  }
}

/// Lane by lane within a row, so that each lane adds by ascending row.
template <class Time>
void SumFold::add_each(const TimeBlock<Time>& block, const ReadySum& sum, double* lanes) {
  for (std::size_t i = 0; i < block.row.size(); ++i) {
    const double weight = sum.weight[block.row[i]];
    const Time* const times = block.time + i * block.lane_count;
    for (std::size_t lane = 0; lane < sites().size(); ++lane) lanes[lane] += weight * sum.decay.at(times[lane]);
  }
}

void SumFold::end() {
  for (std::size_t s = 0; s < sums_.size(); ++s) {
    for (std::size_t lane = 0; lane < sites().size(); ++lane) results_[s][sites()[lane]] = lanes_of(s)[lane];
  }
}

template void SumFold::add_block(const TimeBlock<std::uint16_t>&);
template void SumFold::add_block(const TimeBlock<std::uint32_t>&);

}  // namespace trek::access::detail
