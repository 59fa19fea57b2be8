#include "trek/network/detail/leaf_order.hpp"

#include <algorithm>
#include <bit>
#include <vector>

namespace trek::network::detail {
namespace {

/// The leaf and the nodes outside that it touches, as rows of bits; outside nodes are numbered after its own.
class LeafGraph {
 public:
  LeafGraph(const Adjacency& graph, std::span<const std::uint32_t> position_of, std::uint32_t first,
            std::span<const std::uint32_t> nodes)
      : size_{nodes.size()},
        outside_{outside_positions(graph, position_of, first, nodes)},
        word_count_{(size_ + outside_.size() + 63) / 64} {
    bits_.resize(size_ * word_count_, 0);
    for (std::size_t v = 0; v < size_; ++v) {
      for (std::uint32_t i = graph.first[nodes[v]]; i < graph.first[nodes[v] + 1]; ++i) {
        const std::uint32_t position = position_of[graph.neighbour[i]];
        set(v, is_inside(position, first) ? position - first : outside_number(position));
      }
    }
  }

  [[nodiscard]] std::size_t degree(std::size_t v) const noexcept {
    std::size_t count = 0;
    for (const std::uint64_t word : row(v)) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }

  /// Joins all neighbours of v to each other and takes it out.
  void contract(std::size_t v) noexcept {
    const auto mine = row(v);
    for (std::size_t w = 0; w < size_; ++w) {
      if (!test(v, w)) continue;
      for (std::size_t i = 0; i < word_count_; ++i) bits_[w * word_count_ + i] |= mine[i];
      clear(w, w);
      clear(w, v);
    }
  }

 private:
  [[nodiscard]] bool is_inside(std::uint32_t position, std::uint32_t first) const noexcept {
    return position >= first && position - first < size_;
  }

  [[nodiscard]] std::vector<std::uint32_t> outside_positions(const Adjacency& graph,
                                                             std::span<const std::uint32_t> position_of,
                                                             std::uint32_t first,
                                                             std::span<const std::uint32_t> nodes) const {
    std::vector<std::uint32_t> outside;
    for (const std::uint32_t v : nodes) {
      for (std::uint32_t i = graph.first[v]; i < graph.first[v + 1]; ++i) {
        const std::uint32_t position = position_of[graph.neighbour[i]];
        if (!is_inside(position, first)) outside.push_back(position);
      }
    }
    std::sort(outside.begin(), outside.end());
    outside.erase(std::unique(outside.begin(), outside.end()), outside.end());
    return outside;
  }

  [[nodiscard]] std::size_t outside_number(std::uint32_t position) const noexcept {
    const auto found = std::lower_bound(outside_.begin(), outside_.end(), position);
    return size_ + static_cast<std::size_t>(found - outside_.begin());
  }

  [[nodiscard]] std::span<const std::uint64_t> row(std::size_t v) const noexcept {
    return {bits_.data() + v * word_count_, word_count_};
  }
  [[nodiscard]] bool test(std::size_t v, std::size_t w) const noexcept {
    return ((bits_[v * word_count_ + w / 64] >> (w % 64)) & 1U) != 0;
  }
  void set(std::size_t v, std::size_t w) noexcept { bits_[v * word_count_ + w / 64] |= std::uint64_t{1} << (w % 64); }
  void clear(std::size_t v, std::size_t w) noexcept {
    bits_[v * word_count_ + w / 64] &= ~(std::uint64_t{1} << (w % 64));
  }

  std::size_t size_;
  std::vector<std::uint32_t> outside_;  // positions, ascending
  std::size_t word_count_;              // a row
  std::vector<std::uint64_t> bits_;     // size_ rows
};

}  // namespace

void order_leaf(const Adjacency& graph, std::span<const std::uint32_t> position_of, std::uint32_t first,
                std::span<std::uint32_t> node_at) {
  // A leaf as large as this is a clique, or near enough: its order decides little, and the search costs its cube.
  constexpr std::size_t kLargestSearched = 512;
  if (node_at.size() > kLargestSearched) return;
  LeafGraph leaf{graph, position_of, first, node_at};
  const std::vector<std::uint32_t> nodes(node_at.begin(), node_at.end());
  std::vector<std::size_t> left(nodes.size());
  for (std::size_t v = 0; v < left.size(); ++v) left[v] = v;
  while (!left.empty()) {
    const auto next = std::min_element(left.begin(), left.end(),
                                       [&](std::size_t a, std::size_t b) { return leaf.degree(a) < leaf.degree(b); });
    node_at[left.size() - 1] = nodes[*next];
    leaf.contract(*next);
    left.erase(next);
  }
}

}  // namespace trek::network::detail
