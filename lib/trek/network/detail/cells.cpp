#include "trek/network/detail/cells.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <mutex>
#include <utility>

#include "trek/core/parallel.hpp"

namespace trek::network::detail {
namespace {

constexpr std::string_view kStage = "streets: order";

// Of a part of more nodes the directions are searched in parallel; of smaller ones there are enough to share out.
constexpr std::uint32_t kLargePart = 20'000;

/// Which connected piece each node of a part is in, once the separator is gone.
struct Pieces {
  std::vector<std::uint32_t> of;      // kNoNode in the separator
  std::vector<std::uint64_t> weight;  // a piece
  std::vector<std::uint32_t> size;    // a piece

  /// Whether a piece is still to be cut; one node, of whatever weight, cannot be.
  [[nodiscard]] bool is_large(std::size_t piece, std::uint32_t leaf_weight) const noexcept {
    return weight[piece] > leaf_weight && size[piece] > 1;
  }
};

class PieceSearch {
 public:
  PieceSearch(const CutGraph& graph, const Part& part, std::span<const std::uint32_t> separator)
      : graph_{graph}, part_{part} {
    pieces_.of.assign(part.size(), kUnseen);
    for (const std::uint32_t v : separator) pieces_.of[v] = kNoNode;
  }

  Pieces run() {
    for (std::uint32_t v = 0; v < part_.size(); ++v) {
      if (pieces_.of[v] == kUnseen) flood(v);
    }
    return std::move(pieces_);
  }

 private:
  static constexpr std::uint32_t kUnseen = kNoNode - 1;

  void flood(std::uint32_t start) {
    const auto piece = static_cast<std::uint32_t>(pieces_.weight.size());
    pieces_.weight.push_back(0);
    pieces_.size.push_back(0);
    pieces_.of[start] = piece;
    waiting_.push_back(start);
    while (!waiting_.empty()) {
      const std::uint32_t v = waiting_.back();
      waiting_.pop_back();
      ++pieces_.size.back();
      pieces_.weight.back() += graph_.weight[part_.node[v]];
      for (std::uint32_t i = part_.first[v]; i < part_.first[v + 1]; ++i) {
        const std::uint32_t w = part_.neighbour[i];
        if (pieces_.of[w] != kUnseen) continue;
        pieces_.of[w] = piece;
        waiting_.push_back(w);
      }
    }
  }

  const CutGraph& graph_;
  const Part& part_;
  Pieces pieces_;
  std::vector<std::uint32_t> waiting_;
};

/// Pieces gathered into children: each large one by itself, small ones packed into leaves.
struct Children {
  std::vector<std::uint32_t> of;  // piece -> child; those that are leaves come last
  std::uint32_t large_count = 0;
  std::uint32_t count = 0;
};

Children gather(const Pieces& pieces, std::uint32_t leaf_weight) {
  Children children{std::vector<std::uint32_t>(pieces.weight.size()), 0, 0};
  for (std::size_t p = 0; p < pieces.weight.size(); ++p) {
    if (pieces.is_large(p, leaf_weight)) children.of[p] = children.large_count++;
  }
  children.count = children.large_count;
  std::uint64_t packed_weight = leaf_weight;  // as if the last leaf were full
  for (std::size_t p = 0; p < pieces.weight.size(); ++p) {
    if (pieces.is_large(p, leaf_weight)) continue;
    packed_weight += pieces.weight[p];
    if (packed_weight > leaf_weight || children.count == children.large_count) {
      packed_weight = pieces.weight[p];
      ++children.count;
    }
    children.of[p] = children.count - 1;
  }
  return children;
}

/// Nodes of each child, in their order within the parent.
struct ChildNodes {
  std::vector<std::uint32_t> child_of;  // node of the parent -> child, kNoNode in the separator
  std::vector<std::uint32_t> rank;      // node of the parent -> its number within the child
  std::vector<std::uint32_t> size;      // a child
};

ChildNodes number_children(const Pieces& pieces, const Children& children) {
  ChildNodes nodes{std::vector<std::uint32_t>(pieces.of.size(), kNoNode), std::vector<std::uint32_t>(pieces.of.size()),
                   std::vector<std::uint32_t>(children.count, 0)};
  for (std::size_t v = 0; v < pieces.of.size(); ++v) {
    if (pieces.of[v] == kNoNode) continue;
    nodes.child_of[v] = children.of[pieces.of[v]];
    nodes.rank[v] = nodes.size[nodes.child_of[v]]++;
  }
  return nodes;
}

void add_node(Part& child, const Part& parent, std::uint32_t v, const ChildNodes& nodes) {
  child.node.push_back(parent.node[v]);
  for (std::uint32_t i = parent.first[v]; i < parent.first[v + 1]; ++i) {
    const std::uint32_t w = parent.neighbour[i];
    if (nodes.child_of[w] != kNoNode) child.neighbour.push_back(nodes.rank[w]);
  }
  child.first.push_back(static_cast<std::uint32_t>(child.neighbour.size()));
}

/// One thread's cutting of small parts.
class SmallParts {
 public:
  SmallParts(const CutGraph& graph, std::span<std::uint32_t> node_at)
      : graph_{graph}, node_at_{node_at}, flow_{graph.place} {}

  std::vector<Cell> dissect(Part part) {
    waiting_.push_back(std::move(part));
    while (!waiting_.empty()) {
      const Part next = std::move(waiting_.back());
      waiting_.pop_back();
      cut(next, flow_.best_cut(next));
    }
    return std::move(cells_);
  }

 private:
  void cut(const Part& part, const Separator& separator);

  const CutGraph& graph_;
  std::span<std::uint32_t> node_at_;
  InertialFlow flow_;
  std::vector<Part> waiting_;
  std::vector<Cell> cells_;
};

/// Gives the separator the first positions of its part.
Cell place_separator(const Part& part, std::span<const std::uint32_t> separator, std::span<std::uint32_t> node_at) {
  std::uint32_t position = part.position;
  for (const std::uint32_t v : separator) node_at[position++] = part.node[v];
  return {part.position, position, part.position + part.size()};
}

void SmallParts::cut(const Part& part, const Separator& separator) {
  cells_.push_back(place_separator(part, separator.node, node_at_));
  for (Part& child : split(graph_, part, separator.node, node_at_, cells_)) waiting_.push_back(std::move(child));
}

/// Cuts all large parts once, their directions in parallel.
class LargeParts {
 public:
  LargeParts(const CutGraph& graph, std::span<std::uint32_t> node_at, const core::Control& control)
      : graph_{graph}, node_at_{node_at}, control_{control} {}

  /// The pieces of all.
  std::vector<Part> cut(std::vector<Part> parts, std::vector<Cell>& cells) {
    const auto separators = find_separators(parts);
    std::vector<std::vector<Part>> children(parts.size());
    std::vector<std::vector<Cell>> leaves(parts.size());
    core::for_each_chunk(parts.size(), 1, control_, "", [&](std::size_t p, std::size_t) {
      leaves[p].push_back(place_separator(parts[p], separators[p].node, node_at_));
      children[p] = split(graph_, parts[p], separators[p].node, node_at_, leaves[p]);
      parts[p] = {};
    });
    std::vector<Part> pieces;
    for (auto& of_part : children) std::move(of_part.begin(), of_part.end(), std::back_inserter(pieces));
    for (const auto& of_part : leaves) cells.insert(cells.end(), of_part.begin(), of_part.end());
    return pieces;
  }

 private:
  std::vector<Separator> find_separators(std::span<const Part> parts) const {
    std::vector<BestScore> best(parts.size());
    for (auto& score : best) score = std::numeric_limits<double>::infinity();
    std::vector<Separator> found(parts.size() * kDirectionCount);
    core::for_each_chunk(found.size(), 1, control_, "", [&](std::size_t i, std::size_t) {
      const std::size_t p = i / kDirectionCount;
      auto separator = InertialFlow{graph_.place}.cut(parts[p], i % kDirectionCount, best[p]);
      if (separator) found[i] = *std::move(separator);
    });
    std::vector<Separator> chosen;
    for (auto first = found.begin(); first != found.end(); first += kDirectionCount) {
      chosen.push_back(std::move(*std::min_element(
          first, first + kDirectionCount, [](const Separator& a, const Separator& b) { return a.score < b.score; })));
    }
    return chosen;
  }

  const CutGraph& graph_;
  std::span<std::uint32_t> node_at_;
  const core::Control& control_;
};

/// The cells of all, in no order. Progress is in nodes.
std::vector<Cell> dissect_small(const CutGraph& graph, std::vector<Part> parts, std::span<std::uint32_t> node_at,
                                const core::Control& control) {
  std::uint64_t total = 0;
  for (const Part& part : parts) total += part.size();
  std::mutex mutex;  // of the two below, and of the progress
  std::uint64_t done = 0;
  std::vector<Cell> cells;
  core::for_each_chunk(parts.size(), 1, control, "", [&](std::size_t p, std::size_t) {
    const std::uint32_t size = parts[p].size();
    const auto found = SmallParts{graph, node_at}.dissect(std::move(parts[p]));
    const std::lock_guard lock{mutex};
    cells.insert(cells.end(), found.begin(), found.end());
    control.report(kStage, done += size, total);
  });
  return cells;
}

}  // namespace

std::vector<Part> split(const CutGraph& graph, const Part& part, std::span<const std::uint32_t> separator,
                        std::span<std::uint32_t> node_at, std::vector<Cell>& leaves) {
  const Pieces pieces = PieceSearch{graph, part, separator}.run();
  const Children children = gather(pieces, graph.leaf_weight);
  const ChildNodes nodes = number_children(pieces, children);
  std::vector<std::uint32_t> position(children.count);
  std::vector<Part> large(children.large_count);
  auto next = part.position + static_cast<std::uint32_t>(separator.size());
  for (std::uint32_t c = 0; c < children.count; ++c) {
    position[c] = next;
    next += nodes.size[c];
    if (c >= children.large_count) {
      leaves.push_back({position[c], next, next});
    } else {
      large[c].position = position[c];
      large[c].node.reserve(nodes.size[c]);
      large[c].first.reserve(nodes.size[c] + 1);
    }
  }
  for (std::uint32_t v = 0; v < part.size(); ++v) {
    const std::uint32_t c = nodes.child_of[v];
    if (c == kNoNode) continue;
    if (c < children.large_count) {
      add_node(large[c], part, v, nodes);
    } else {
      node_at[position[c] + nodes.rank[v]] = part.node[v];
    }
  }
  return large;
}

std::vector<Cell> dissect(const CutGraph& graph, std::vector<Part> parts, std::span<std::uint32_t> node_at,
                          const core::Control& control) {
  std::vector<Cell> cells;
  std::vector<Part> small;
  while (!parts.empty()) {
    std::vector<Part> large;
    for (Part& part : parts) (part.size() > kLargePart ? large : small).push_back(std::move(part));
    parts = LargeParts{graph, node_at, control}.cut(std::move(large), cells);
  }
  std::stable_sort(small.begin(), small.end(), [](const Part& a, const Part& b) { return a.size() > b.size(); });
  const auto found = dissect_small(graph, std::move(small), node_at, control);
  cells.insert(cells.end(), found.begin(), found.end());
  std::sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.first < b.first; });
  return cells;
}

}  // namespace trek::network::detail
