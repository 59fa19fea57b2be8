#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/detail/search.hpp"
#include "trek/access/travel.hpp"

/// Streets open to their destinations only: travelled at the very start and at the very end of a trip, outside the
/// core.
namespace trek::access::detail {

/// Whether a search follows travel, or goes against it.
enum class Sense : std::uint8_t { with_travel, against_travel };
/// From the sites, wherever people travel.
[[nodiscard]] constexpr Sense sense_of(Direction direction) noexcept {
  return direction == Direction::from_sites ? Sense::with_travel : Sense::against_travel;
}

/// Calls visit(other node, time_ds, edge) for each arc of such a street that leaves a node, or enters it.
template <class Visit>
void for_each_local_arc(const network::StreetGraph& graph, network::NodeIdx node, Sense sense, const Visit& visit) {
  if (sense == Sense::with_travel) {
    const auto& tail = graph.local_arc_tail;
    const auto* const begin = std::lower_bound(tail.begin(), tail.end(), node);
    for (auto arc = static_cast<std::size_t>(begin - tail.begin()); arc < tail.size() && tail[arc] == node; ++arc) {
      visit(graph.local_arc_head[arc], graph.local_arc_time_ds[arc], graph.local_arc_edge[arc]);
    }
    return;
  }
  const auto& head = graph.local_arc_head;
  const auto& by_head = graph.local_arc_by_head;
  const auto* const begin = std::lower_bound(by_head.begin(), by_head.end(), node,
                                             [&](std::uint32_t arc, network::NodeIdx n) { return head[arc] < n; });
  for (const auto* it = begin; it != by_head.end() && head[*it] == node; ++it) {
    visit(graph.local_arc_tail[*it], graph.local_arc_time_ds[*it], graph.local_arc_edge[*it]);
  }
}

struct TimedNode {
  network::NodeIdx node;
  std::uint32_t time_ds = 0;
};

/// All nodes that can be had from some over such streets alone, those themselves included: each once, by time, up to a
/// limit. Cost: n log n of the nodes found.
[[nodiscard]] std::vector<TimedNode> over_local_streets(const network::StreetGraph& graph,
                                                        std::span<const TimedNode> from, Sense sense,
                                                        std::uint32_t limit_ds);

/// The same from all nodes of the core that a search has reached, and from `from`: where trips end, or begin.
[[nodiscard]] std::vector<TimedNode> beyond_core(const network::StreetGraph& graph, const Search& search,
                                                 std::vector<TimedNode> from, Sense sense, std::uint32_t limit_ds);

}  // namespace trek::access::detail
