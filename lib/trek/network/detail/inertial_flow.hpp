#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "trek/network/detail/core_graph.hpp"
#include "trek/network/detail/vertex_cut.hpp"

namespace trek::network::detail {

/// A connected part of a graph, its nodes numbered from 0 in compressed rows.
struct Part {
  std::vector<std::uint32_t> node;  // its nodes in the whole graph, ascending
  std::vector<std::uint32_t> first{0};
  std::vector<std::uint32_t> neighbour;
  std::uint32_t position = 0;  // of its first node in the order

  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(node.size()); }
};

/// Nodes that cut a part in two.
struct Separator {
  std::vector<std::uint32_t> node;                         // numbers within the part, ascending
  double score = std::numeric_limits<double>::infinity();  // less is better
};

/// Lowest score of the directions that are done, so that the others can give up early. The direction with the lowest
/// score never does: which one wins does not depend on the order in which they are tried.
using BestScore = std::atomic<double>;

constexpr std::size_t kDirectionCount = 4;

/// Cuts parts between the first and the last quarter of their nodes along a line; keeps its memory between cuts.
class InertialFlow {
 public:
  explicit InertialFlow(std::span<const RoughPlace> place) : place_{place} {}

  /// None if the score would be worse than `best`, which is lowered otherwise.
  std::optional<Separator> cut(const Part& part, std::size_t direction, BestScore& best);
  /// The best of all directions.
  Separator best_cut(const Part& part);

 private:
  void project(const Part& part, std::size_t direction);
  void choose_ends();
  void sort_rows(const Part& part);

  std::span<const RoughPlace> place_;  // of the nodes of the whole graph
  std::vector<float> along_;           // how far along the line
  std::vector<std::uint64_t> ranked_;
  std::vector<Side> side_;
  std::vector<std::uint32_t> neighbour_;
  VertexCutSearch flow_;
};

}  // namespace trek::network::detail
