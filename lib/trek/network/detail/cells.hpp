#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/network/detail/inertial_flow.hpp"

namespace trek::network::detail {

/// Positions of one cell of a Dissection.
struct Cell {
  std::uint32_t first = 0;
  std::uint32_t separator_end = 0;
  std::uint32_t end = 0;
};

/// A graph of which parts are to be ordered.
struct CutGraph {
  std::span<const RoughPlace> place;
  std::span<const std::uint32_t> weight;  // of how many nodes each stands for
  std::uint32_t leaf_weight = 0;          // a part of at most so much is not cut again
};

/// The connected parts that are left of `part` without `separator`, in positions from `part.position` plus the size of
/// the separator. Those of at most the weight of a leaf are left out: `leaves` gets them, packed into as few leaves as
/// their order allows, and `node_at` their nodes.
[[nodiscard]] std::vector<Part> split(const CutGraph& graph, const Part& part, std::span<const std::uint32_t> separator,
                                      std::span<std::uint32_t> node_at, std::vector<Cell>& leaves);

/// Cuts parts down to leaves: puts the nodes of each into `node_at` from its position on, and returns its cells by
/// ascending `first`.
[[nodiscard]] std::vector<Cell> dissect(const CutGraph& graph, std::vector<Part> parts,
                                        std::span<std::uint32_t> node_at, const core::Control& control);

}  // namespace trek::network::detail
