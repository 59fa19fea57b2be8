#include "trek/network/detail/core_graph.hpp"

#include <algorithm>
#include <cmath>

namespace trek::network::detail {
namespace {

/// Contracts nodes of degree 0, 1 and 2 while there are any. A row never grows: the shortcut between the two neighbours
/// of a contracted node takes its slot in their rows. Rows keep contracted neighbours, to be passed over.
class LowDegreeContraction {
 public:
  explicit LowDegreeContraction(const Adjacency& graph)
      : first_{graph.first},
        neighbour_{graph.neighbour},
        degree_(graph.node_count()),
        contracted_(graph.node_count(), 0) {
    for (std::uint32_t v = 0; v < degree_.size(); ++v) {
      degree_[v] = first_[v + 1] - first_[v];
      queue(v);
    }
  }

  void run() {
    while (!waiting_.empty()) {
      const std::uint32_t v = waiting_.back();
      waiting_.pop_back();
      if (!is_contracted(v)) contract(v);
    }
  }

  [[nodiscard]] bool is_contracted(std::uint32_t v) const noexcept { return contracted_[v] != 0; }

  template <class Visit>
  void for_each_neighbour(std::uint32_t v, Visit visit) const {
    for (std::uint32_t i = first_[v]; i < first_[v + 1]; ++i) {
      if (!is_contracted(neighbour_[i])) visit(neighbour_[i]);
    }
  }

 private:
  // Slots of a longer row are not looked for: around a hub of n dead ends that would cost n * n.
  static constexpr std::uint32_t kLongestRow = 64;

  void queue(std::uint32_t v) {
    if (degree_[v] <= 2) waiting_.push_back(v);
  }

  void contract(std::uint32_t v) {
    std::array<std::uint32_t, 2> ends{kNoNode, kNoNode};
    std::size_t count = 0;
    for_each_neighbour(v, [&](std::uint32_t w) { ends[count++] = w; });
    if (count == 2 && !join(v, ends)) return;
    contracted_[v] = 1;
    if (count == 1) lose_neighbour(ends[0]);
  }

  /// Whether the two ends of v are now joined without it.
  bool join(std::uint32_t v, std::array<std::uint32_t, 2> ends) {
    const auto [a, b] = ends;
    if (std::max(first_[a + 1] - first_[a], first_[b + 1] - first_[b]) > kLongestRow) return false;
    if (slot(a, b) != kNoNode) {
      lose_neighbour(a);
      lose_neighbour(b);
    } else {
      neighbour_[slot(a, v)] = b;
      neighbour_[slot(b, v)] = a;
    }
    return true;
  }

  [[nodiscard]] std::uint32_t slot(std::uint32_t v, std::uint32_t neighbour) const noexcept {
    for (std::uint32_t i = first_[v]; i < first_[v + 1]; ++i) {
      if (neighbour_[i] == neighbour) return i;
    }
    return kNoNode;
  }

  void lose_neighbour(std::uint32_t v) {
    --degree_[v];
    queue(v);
  }

  std::span<const std::uint32_t> first_;
  std::vector<std::uint32_t> neighbour_;
  std::vector<std::uint32_t> degree_;
  std::vector<std::uint8_t> contracted_;
  std::vector<std::uint32_t> waiting_;
};

std::uint32_t spread_bits(std::uint32_t value) noexcept {
  value = (value | (value << 8U)) & 0x00FF00FFU;
  value = (value | (value << 4U)) & 0x0F0F0F0FU;
  value = (value | (value << 2U)) & 0x33333333U;
  return (value | (value << 1U)) & 0x55555555U;
}

/// Nodes that were not contracted, along a Z-curve of 65,536 steps a side.
std::vector<std::uint32_t> core_nodes(const Adjacency& graph, const LowDegreeContraction& contraction) {
  const geo::Box frame = frame_of(graph.place);
  const double side_m = std::max({frame.max_x_m - frame.min_x_m, frame.max_y_m - frame.min_y_m, 1.0});
  const auto step = [&](double from_corner_m) {
    return spread_bits(static_cast<std::uint32_t>(from_corner_m / side_m * 65535.0));
  };
  std::vector<std::uint64_t> keyed;
  for (std::uint32_t v = 0; v < graph.node_count(); ++v) {
    if (contraction.is_contracted(v)) continue;
    const std::uint64_t code =
        step(graph.place[v].x_m - frame.min_x_m) | (step(graph.place[v].y_m - frame.min_y_m) << 1U);
    keyed.push_back((code << 32U) | v);
  }
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::uint32_t> nodes(keyed.size());
  std::transform(keyed.begin(), keyed.end(), nodes.begin(),
                 [](std::uint64_t key) { return static_cast<std::uint32_t>(key); });
  return nodes;
}

/// Finds the group of contracted nodes about `start`, and notes which core nodes hold it.
class FringeSearch {
 public:
  FringeSearch(const Adjacency& graph, std::span<const std::uint32_t> core_of)
      : graph_{graph}, core_of_{core_of}, found_(graph.node_count(), 0) {}

  Fringe run() {
    for (std::uint32_t v = 0; v < graph_.node_count(); ++v) {
      if (core_of_[v] == kNoNode && found_[v] == 0) add_group(v);
    }
    return std::move(fringe_);
  }

 private:
  void add_group(std::uint32_t start) {
    fringe_.holders.push_back({kNoNode, kNoNode});
    add(start);
    for (std::size_t i = fringe_.first.back(); i < fringe_.node.size(); ++i) {
      const std::uint32_t v = fringe_.node[i];
      for (std::uint32_t arc = graph_.first[v]; arc < graph_.first[v + 1]; ++arc) {
        const std::uint32_t w = graph_.neighbour[arc];
        if (core_of_[w] != kNoNode) {
          add_holder(core_of_[w]);
        } else if (found_[w] == 0) {
          add(w);
        }
      }
    }
    fringe_.first.push_back(static_cast<std::uint32_t>(fringe_.node.size()));
  }

  void add(std::uint32_t v) {
    found_[v] = 1;
    fringe_.node.push_back(v);
  }

  void add_holder(std::uint32_t core) {
    auto& [a, b] = fringe_.holders.back();
    if (a == core || b == core) return;
    (a == kNoNode ? a : b) = core;
  }

  const Adjacency& graph_;
  std::span<const std::uint32_t> core_of_;
  std::vector<std::uint8_t> found_;
  Fringe fringe_;
};

std::vector<std::uint32_t> inverse(std::span<const std::uint32_t> nodes, std::size_t node_count) {
  std::vector<std::uint32_t> row(node_count, kNoNode);
  for (std::uint32_t i = 0; i < nodes.size(); ++i) row[nodes[i]] = i;
  return row;
}

std::vector<std::uint32_t> weights(std::size_t core_count, const Fringe& fringe) {
  std::vector<std::uint32_t> weight(core_count, 1);
  for (std::size_t g = 0; g < fringe.size(); ++g) {
    if (fringe.holders[g][0] != kNoNode) {
      weight[fringe.holders[g][0]] += static_cast<std::uint32_t>(fringe.group(g).size());
    }
  }
  return weight;
}

}  // namespace

geo::Box frame_of(std::span<const geo::Point> places) noexcept {
  geo::Box frame;
  for (const geo::Point place : places) frame.add(place);
  return frame;
}

RoughPlace rough_place(geo::Point place, const geo::Box& frame) noexcept {
  return {static_cast<float>(place.x_m - frame.min_x_m), static_cast<float>(place.y_m - frame.min_y_m)};
}

CoreGraph build_core_graph(const Adjacency& graph) {
  LowDegreeContraction contraction{graph};
  contraction.run();
  CoreGraph core;
  core.node = core_nodes(graph, contraction);
  const geo::Box frame = frame_of(graph.place);
  const auto core_of = inverse(core.node, graph.node_count());
  core.place.reserve(core.node.size());
  core.first.reserve(core.node.size() + 1);
  for (const std::uint32_t v : core.node) {
    core.place.push_back(rough_place(graph.place[v], frame));
    contraction.for_each_neighbour(v, [&](std::uint32_t w) { core.neighbour.push_back(core_of[w]); });
    core.first.push_back(static_cast<std::uint32_t>(core.neighbour.size()));
  }
  core.fringe = FringeSearch{graph, core_of}.run();
  core.weight = weights(core.node.size(), core.fringe);
  return core;
}

}  // namespace trek::network::detail
