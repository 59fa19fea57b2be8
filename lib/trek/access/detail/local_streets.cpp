#include "trek/access/detail/local_streets.hpp"

#include <functional>
#include <queue>
#include <utility>

namespace trek::access::detail {

namespace {

/// Best times of few nodes among many: a table that doubles when it is half full. A call is made for every point on
/// such a street, and most find a dozen nodes.
class BestTimes {
 public:
  BestTimes() : slots_(kFewest) {}

  /// Whether the time is the best so far; it then counts.
  bool improve(network::NodeIdx node, std::uint64_t time_ds) {
    Slot& slot = find(node);
    if (slot.node.valid() && slot.time_ds <= time_ds) return false;
    const bool is_new = !slot.node.valid();
    slot = {time_ds, node};
    if (is_new && ++count_ * 2 > slots_.size()) grow();
    return true;
  }
  [[nodiscard]] std::uint64_t time_ds(network::NodeIdx node) { return find(node).time_ds; }

 private:
  static constexpr std::size_t kFewest = 64;
  struct Slot {
    std::uint64_t time_ds = 0;
    network::NodeIdx node;
  };

  Slot& find(network::NodeIdx node) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = node.value() * std::size_t{0x9E37'79B9U} >> 8U & mask;
    while (slots_[at].node.valid() && slots_[at].node != node) at = (at + 1) & mask;
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> before(slots_.size() * 2);
    before.swap(slots_);
    for (const Slot& slot : before) {
      if (slot.node.valid()) find(slot.node) = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of 2
  std::size_t count_ = 0;
};

}  // namespace

std::vector<TimedNode> over_local_streets(const network::StreetGraph& graph, std::span<const TimedNode> from,
                                          Sense sense, std::uint32_t limit_ds) {
  using Entry = std::pair<std::uint64_t, network::NodeIdx>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  BestTimes best;
  const auto improve = [&](network::NodeIdx node, std::uint64_t time_ds) {
    if (time_ds <= limit_ds && best.improve(node, time_ds)) queue.emplace(time_ds, node);
  };
  for (const TimedNode& start : from) improve(start.node, start.time_ds);
  std::vector<TimedNode> reached;
  while (!queue.empty()) {
    const auto [time_ds, node] = queue.top();
    queue.pop();
    if (best.time_ds(node) != time_ds) continue;
    reached.push_back({node, static_cast<std::uint32_t>(time_ds)});
    for_each_local_arc(graph, node, sense,
                       [&, begin_ds = time_ds](network::NodeIdx other, std::uint32_t arc_ds, network::EdgeIdx) {
                         improve(other, begin_ds + arc_ds);
                       });
  }
  return reached;
}

std::vector<TimedNode> beyond_core(const network::StreetGraph& graph, const Search& search, std::vector<TimedNode> from,
                                   Sense sense, std::uint32_t limit_ds) {
  network::NodeIdx before;
  for (std::size_t i = 0; i < graph.local_arc_tail.size(); ++i) {
    const network::NodeIdx node =
        sense == Sense::with_travel ? graph.local_arc_tail[i] : graph.local_arc_head[graph.local_arc_by_head[i]];
    if (node == before || node.value() >= graph.core_node_count()) continue;
    before = node;
    const std::uint32_t time_ds = search.time_ds(node.value());
    if (time_ds != kUnreachable_ds) from.push_back({node, time_ds});
  }
  return over_local_streets(graph, from, sense, limit_ds);
}

}  // namespace trek::access::detail
