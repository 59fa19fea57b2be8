#pragma once

#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/siting/demanded_sites.hpp"

/// What a question with an addition asks.
namespace trek::siting::detail {

template <class Value>
[[nodiscard]] std::vector<Value> both_lists(std::span<const Value> first, const std::vector<Value>& second) {
  std::vector<Value> both(first.begin(), first.end());
  both.insert(both.end(), second.begin(), second.end());
  return both;
}

/// Of a question to which no choice was found: whether none is proven to be there.
[[nodiscard]] Settled settled_without_choice(const DemandedSites& question, const core::Control& control);

}  // namespace trek::siting::detail
