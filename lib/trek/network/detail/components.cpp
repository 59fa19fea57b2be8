#include "trek/network/detail/components.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "trek/core/disjoint_sets.hpp"

namespace trek::network::detail {
namespace {

constexpr auto kNoLabel = std::numeric_limits<std::uint32_t>::max();

bool is_local(const StreetGraph& graph, std::uint32_t edge) noexcept { return graph.has(EdgeIdx{edge}, kLocalOnly); }

/// One per node: whether a street touches it that is open to all.
std::vector<std::uint8_t> on_open_streets(const StreetGraph& graph) {
  std::vector<std::uint8_t> is_on(graph.node_count(), 0);
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (is_local(graph, e)) continue;
    is_on[graph.edge_from[e].value()] = 1;
    is_on[graph.edge_to[e].value()] = 1;
  }
  return is_on;
}

bool has_local(const StreetGraph& graph) noexcept {
  return std::any_of(graph.edge_flags.begin(), graph.edge_flags.end(),
                     [](std::uint8_t flags) { return (flags & kLocalOnly) != 0; });
}

// ---- Strong components

enum class Towards : std::uint8_t { out, in };
enum class StreetKind : std::uint8_t { core, local };

/// The other ends of the streets of one kind that leave (or enter) each node.
struct Links {
  std::vector<std::uint32_t> first;  // node count + 1
  std::vector<std::uint32_t> other;
};

Links links(const StreetGraph& graph, StreetKind kind, Towards side) {
  const auto for_each_link = [&](const auto& visit) {
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
      if (is_local(graph, e) != (kind == StreetKind::local)) continue;
      const std::uint32_t from = graph.edge_from[e].value();
      const std::uint32_t to = graph.edge_to[e].value();
      const auto& along = side == Towards::out ? graph.edge_forward_ds : graph.edge_backward_ds;
      const auto& against = side == Towards::out ? graph.edge_backward_ds : graph.edge_forward_ds;
      if (along[e] != kClosed_ds) visit(from, to);
      if (against[e] != kClosed_ds) visit(to, from);
    }
  };
  Links result{std::vector<std::uint32_t>(graph.node_count() + 1, 0), {}};
  for_each_link([&](std::uint32_t node, std::uint32_t) { ++result.first[node + 1]; });
  std::partial_sum(result.first.begin(), result.first.end(), result.first.begin());
  result.other.resize(result.first.back());
  std::vector<std::uint32_t> next(result.first.begin(), result.first.end() - 1);
  for_each_link([&](std::uint32_t node, std::uint32_t other) { result.other[next[node]++] = other; });
  return result;
}

/// Nodes in the order in which a depth-first search along the links leaves them.
std::vector<std::uint32_t> finishing_order(const Links& out) {
  const std::size_t node_count = out.first.size() - 1;
  std::vector<std::uint32_t> order;
  order.reserve(node_count);
  std::vector<std::uint32_t> next(out.first.begin(), out.first.end());  // the link to follow next
  std::vector<std::uint8_t> seen(node_count, 0);
  std::vector<std::uint32_t> path;
  for (std::uint32_t start = 0; start < node_count; ++start) {
    if (seen[start] != 0) continue;
    seen[start] = 1;
    path.push_back(start);
    while (!path.empty()) {
      const std::uint32_t node = path.back();
      if (next[node] == out.first[node + 1]) {
        order.push_back(node);
        path.pop_back();
        continue;
      }
      const std::uint32_t head = out.other[next[node]++];
      if (seen[head] == 0) {
        seen[head] = 1;
        path.push_back(head);
      }
    }
  }
  return order;
}

/// Calls take(node) for `start` and all that can be had from it over the links, while take gives true.
template <class Take>
void flood(const Links& links, std::uint32_t start, std::vector<std::uint32_t>& open, const Take& take) {
  if (!take(start)) return;
  open.push_back(start);
  while (!open.empty()) {
    const std::uint32_t node = open.back();
    open.pop_back();
    for (std::uint32_t link = links.first[node]; link < links.first[node + 1]; ++link) {
      if (take(links.other[link])) open.push_back(links.other[link]);
    }
  }
}

/// Label of the strongly connected component of each node: backwards from the node that was left last (Kosaraju; Sharir
/// 1981). Not by Boost.Graph, whose compressed graph GCC 12 does not build without warnings when it optimises.
std::vector<std::uint32_t> strong_labels(const Links& out, const Links& in) {
  std::vector<std::uint32_t> label(out.first.size() - 1, kNoLabel);
  const std::vector<std::uint32_t> order = finishing_order(out);
  std::uint32_t count = 0;
  std::vector<std::uint32_t> open;
  for (std::size_t i = order.size(); i > 0; --i) {
    if (label[order[i - 1]] != kNoLabel) continue;
    flood(in, order[i - 1], open, [&](std::uint32_t node) {
      if (label[node] != kNoLabel) return false;
      label[node] = count;
      return true;
    });
    ++count;
  }
  return label;
}

// ---- Nodes outside the core

/// Gives nodes outside the core the component that they reach and that reaches them.
class Joiner {
 public:
  Joiner(const StreetGraph& graph, std::vector<std::uint32_t>& label)
      : is_open_{on_open_streets(graph)},
        label_{label},
        out_{links(graph, StreetKind::local, Towards::out)},
        in_{links(graph, StreetKind::local, Towards::in)},
        reached_by_(graph.node_count(), kNoLabel),
        is_joined_(graph.node_count(), 0),
        is_seen_(graph.node_count(), 0) {}

  /// Large components first, so that of several the largest has a node.
  void join() {
    for (const Gates& entered : gates_by_size()) {
      const std::uint32_t component = entered.first;
      for (const std::uint32_t gate : entered.second) {
        flood(out_, gate, open_,
              [&](std::uint32_t node) { return std::exchange(reached_by_[node], component) != component; });
      }
      mark(component, entered.second);
    }
    label_rest();
  }

 private:
  using Gates = std::pair<std::uint32_t, std::vector<std::uint32_t>>;  // component, nodes from which one enters

  [[nodiscard]] std::vector<Gates> gates_by_size() const {
    std::map<std::uint32_t, std::vector<std::uint32_t>> gates;
    std::vector<std::uint32_t> size(label_.size(), 0);
    for (std::uint32_t node = 0; node < label_.size(); ++node) {
      if (is_open_[node] == 0) continue;
      ++size[label_[node]];
      if (out_.first[node] < out_.first[node + 1] || in_.first[node] < in_.first[node + 1]) {
        gates[label_[node]].push_back(node);
      }
    }
    std::vector<Gates> result(gates.begin(), gates.end());
    std::sort(result.begin(), result.end(), [&](const Gates& a, const Gates& b) {
      return std::pair{size[b.first], a.second.front()} < std::pair{size[a.first], b.second.front()};
    });
    return result;
  }

  void mark(std::uint32_t component, const std::vector<std::uint32_t>& gates) {
    std::vector<std::uint32_t> seen;
    for (const std::uint32_t gate : gates) {
      flood(in_, gate, open_, [&](std::uint32_t node) {
        if (std::exchange(is_seen_[node], std::uint8_t{1}) != 0) return false;
        seen.push_back(node);
        return true;
      });
    }
    for (const std::uint32_t node : seen) {
      is_seen_[node] = 0;
      if (is_open_[node] != 0 || is_joined_[node] != 0 || reached_by_[node] != component) continue;
      label_[node] = component;
      is_joined_[node] = 1;
    }
  }

  /// What no component has is connected over its own streets, if at all.
  void label_rest() {
    const std::vector<std::uint32_t> own = strong_labels(out_, in_);
    const auto count = static_cast<std::uint32_t>(label_.size());
    for (std::uint32_t node = 0; node < count; ++node) {
      if (is_open_[node] == 0 && is_joined_[node] == 0) label_[node] = count + own[node];
    }
  }

  std::vector<std::uint8_t> is_open_;  // node count: on a street open to all
  std::vector<std::uint32_t>& label_;
  Links out_;
  Links in_;
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> reached_by_;  // node count: the last component that reaches it
  std::vector<std::uint8_t> is_joined_;    // node count
  std::vector<std::uint8_t> is_seen_;      // node count: by the flood at hand
};

}  // namespace

std::uint64_t enclose_streets(StreetGraph& graph, std::uint32_t most_node_count) {
  if (!has_local(graph)) return 0;
  core::DisjointSets by_core{graph.node_count()};
  core::DisjointSets by_all{graph.node_count()};
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    const std::uint32_t from = graph.edge_from[e].value();
    const std::uint32_t to = graph.edge_to[e].value();
    by_all.join(from, to);
    if (!is_local(graph, e)) by_core.join(from, to);
  }
  std::vector<std::uint32_t> size(graph.node_count(), 0);
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) ++size[by_core.find(node)];
  std::vector<std::uint32_t> largest(graph.node_count(),
                                     kNoLabel);  // of each set by all streets: its set by the core's
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
    std::uint32_t& best = largest[by_all.find(node)];
    const std::uint32_t own = by_core.find(node);
    if (best == kNoLabel || size[own] > size[best]) best = own;
  }
  std::vector<std::uint8_t> flags(graph.edge_flags.begin(), graph.edge_flags.end());
  std::uint64_t count = 0;
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    const std::uint32_t own = by_core.find(graph.edge_from[e].value());
    if (is_local(graph, e) || largest[by_all.find(own)] == own || size[own] >= most_node_count) continue;
    flags[e] |= kLocalOnly;
    ++count;
  }
  graph.edge_flags = std::move(flags);
  return count;
}

std::vector<std::uint8_t> core_nodes(const StreetGraph& graph) {
  constexpr std::uint32_t kLookedAt = 64;
  const auto node_count = static_cast<std::uint32_t>(graph.node_count());
  const std::vector<std::uint8_t> by_streets = on_open_streets(graph);
  std::vector<std::uint8_t> is_core = by_streets;
  for (std::uint32_t node = 0; node < node_count; ++node) {
    if (by_streets[node] != 0) continue;
    const std::uint32_t end = std::min(node_count - node, kLookedAt + 1) + node;
    for (std::uint32_t other = node - std::min(node, kLookedAt); other < end; ++other) {
      if (by_streets[other] != 0 && graph.node_place[other] == graph.node_place[node]) is_core[node] = 1;
    }
  }
  return is_core;
}

std::vector<std::uint32_t> component_labels(const StreetGraph& graph) {
  std::vector<std::uint32_t> label =
      strong_labels(links(graph, StreetKind::core, Towards::out), links(graph, StreetKind::core, Towards::in));
  if (!has_local(graph)) return label;
  Joiner{graph, label}.join();
  return label;
}

}  // namespace trek::network::detail
