#include "trek/access/detail/local_streets.hpp"

#include <queue>
#include <unordered_map>
#include <utility>

namespace trek::access::detail {

std::vector<TimedNode> over_local_streets(const network::StreetGraph& graph, std::span<const TimedNode> from,
                                          Sense sense, std::uint32_t limit_ds) {
  using Entry = std::pair<std::uint64_t, network::NodeIdx>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  std::unordered_map<std::uint32_t, std::uint64_t> best_ds;
  const auto improve = [&](network::NodeIdx node, std::uint64_t time_ds) {
    if (time_ds > limit_ds) return;
    const auto [found, is_new] = best_ds.emplace(node.value(), time_ds);
    if (!is_new && found->second <= time_ds) return;
    found->second = time_ds;
    queue.emplace(time_ds, node);
  };
  for (const TimedNode& start : from) improve(start.node, start.time_ds);
  std::vector<TimedNode> reached;
  while (!queue.empty()) {
    const auto [time_ds, node] = queue.top();
    queue.pop();
    if (best_ds[node.value()] != time_ds) continue;
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
