#include "trek/access/detail/nearest_search.hpp"

#include <utility>

namespace trek::access::detail {

NearestSearch::NearestSearch(const network::StreetGraph& graph, const Endpoints& sites, std::uint32_t limit_ds,
                             Direction direction)
    : graph_{graph},
      sites_{sites},
      on_edges_{sites},
      limit_ds_{limit_ds},
      direction_{direction},
      nearest_(graph.node_count()) {
  for (std::size_t row = 0; row < sites.size(); ++row) {
    if (sites.connected(row)) seed_from(static_cast<std::uint32_t>(row));
  }
  run(arcs_of(graph, direction));
}

NearestSite NearestSearch::nearest_to(const network::Snap& other) const {
  NearestSite best;
  for_each_end(graph_, other, trip_at_other(direction_), Beyond::own,
               [&](network::NodeIdx node, std::uint32_t rest_ds) { take_node(best, node, rest_ds); });
  for (const auto& site : on_edges_.on_edge(other.edge)) {
    take(best, site.row, along_edge_ds(graph_, sites_.snap[site.row], other, direction_));
  }
  return best;
}

void NearestSearch::seed_from(std::uint32_t row) {
  const network::Snap& site = sites_.snap[row];
  for_each_end(graph_, site, trip_at_site(direction_), Beyond::all,
               [&](network::NodeIdx node, std::uint32_t time_ds) { improve(node, row, time_ds); });
}

void NearestSearch::improve(network::NodeIdx node, std::uint32_t row, std::uint64_t time_ds) {
  auto& nearest = nearest_[node.value()];
  const auto before = std::pair{nearest.time_ds, nearest.site};
  take(nearest, row, time_ds);
  if (node.value() >= graph_.core_node_count()) return;  // from there trips go on to points alone
  if (std::pair{nearest.time_ds, nearest.site} < before) queue_.push(nearest.time_ds, node.value());
}

/// A node that gets a shorter time, or a lower row at the same time, is gone over again.
void NearestSearch::run(const Arcs& arcs) {
  BucketQueue::Entry entry;
  while (queue_.pop(entry)) {
    const auto nearest = nearest_[entry.node];
    if (nearest.time_ds != entry.time_ds) continue;
    for (std::uint32_t arc = arcs.first[entry.node]; arc < arcs.first[entry.node + 1]; ++arc) {
      improve(arcs.other_node[arc], nearest.site, std::uint64_t{entry.time_ds} + arcs.time_ds[arc]);
    }
  }
}

void NearestSearch::take(NearestSite& best, std::uint32_t row, std::uint64_t time_ds) const {
  if (time_ds > limit_ds_) return;
  const auto found = std::pair{static_cast<std::uint32_t>(time_ds), row};
  if (found < std::pair{best.time_ds, best.site}) best = {row, found.first};
}

void NearestSearch::take_node(NearestSite& best, network::NodeIdx node, std::uint32_t rest_ds) const {
  const auto& nearest = nearest_[node.value()];
  if (nearest.time_ds == kUnreachable_ds) return;
  take(best, nearest.site, std::uint64_t{nearest.time_ds} + rest_ds);
}

}  // namespace trek::access::detail
