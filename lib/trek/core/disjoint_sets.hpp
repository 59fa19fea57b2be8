#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace trek::core {

/// Members 0 ... count - 1 in sets, first each in one of its own; the lowest member stands for its set.
///
/// Cost    nearly constant a call, O(count) memory.
/// Source  Path halving: Tarjan and van Leeuwen (1984).
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }
  [[nodiscard]] std::uint32_t find(std::uint32_t member) noexcept {
    while (parent_[member] != member) member = parent_[member] = parent_[parent_[member]];
    return member;
  }
  void join(std::uint32_t a, std::uint32_t b) noexcept {
    const auto [low, high] = std::minmax({find(a), find(b)});  // by value, from a list
    parent_[high] = low;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace trek::core
