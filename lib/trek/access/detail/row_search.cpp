#include "trek/access/detail/row_search.hpp"

#include <algorithm>
#include <utility>

namespace trek::access::detail {

void seed(Search& search, const network::StreetGraph& graph, const network::Snap& site, Direction direction) {
  std::vector<TimedNode> ignored;
  seed(search, graph, site, direction, ignored);
}

void seed(Search& search, const network::StreetGraph& graph, const network::Snap& site, Direction direction,
          std::vector<TimedNode>& outside) {
  outside.clear();
  for_each_end(graph, site, trip_at_site(direction), Beyond::all, [&](network::NodeIdx node, std::uint32_t time_ds) {
    if (node.value() < graph.core_node_count()) {
      search.seed(node.value(), time_ds);
    } else {
      outside.push_back({node, time_ds});
    }
  });
}

RowSearch::RowSearch(const network::StreetGraph& graph, const Endpoints& sites, const Endpoints& others,
                     const PointsAtNodes& at_nodes, const PointsOnEdges& on_edges, Direction direction)
    : graph_{graph},
      sites_{sites},
      others_{others},
      at_nodes_{at_nodes},
      on_edges_{on_edges},
      direction_{direction},
      search_{graph.core_node_count()},
      best_ds_(others.size(), kUnreachable_ds) {}

void RowSearch::run(std::uint32_t site, std::uint32_t limit_ds, Fold& fold) {
  const network::Snap& start = sites_.snap[site];
  limit_ds_ = limit_ds;
  search_.start(limit_ds);
  seed(search_, graph_, start, direction_, outside_);
  search_.run(arcs_of(graph_, direction_));
  for (const std::uint32_t node : search_.reached()) {
    const std::uint64_t time_ds = search_.time_ds(node);
    for (const auto& point : at_nodes_.at(node)) improve(point.row, time_ds + point.rest_ds);
  }
  for (const TimedNode& end : outside_) {
    for (const auto& point : at_nodes_.at(end.node.value())) {
      improve(point.row, std::uint64_t{end.time_ds} + point.rest_ds);
    }
  }
  for (const auto& point : on_edges_.on_edge(start.edge)) {
    const std::uint32_t along = along_edge_ds(graph_, start, others_.snap[point.row], direction_);
    if (along != network::kClosed_ds) improve(point.row, along);
  }
  sort_reached();
  time_ds_.clear();
  for (const std::uint32_t row : reached_) time_ds_.push_back(std::exchange(best_ds_[row], kUnreachable_ds));
  fold.begin({&site, 1});
  fold.add(TimeBlock<std::uint32_t>{reached_, time_ds_.data(), 1});
  fold.end();
  reached_.clear();
}

void RowSearch::sort_reached() {
  if (reached_.size() * 16 < best_ds_.size()) {
    std::sort(reached_.begin(), reached_.end());
    return;
  }
  reached_.clear();  // scanning all rows is cheaper than sorting many
  for (std::uint32_t row = 0; row < best_ds_.size(); ++row) {
    if (best_ds_[row] != kUnreachable_ds) reached_.push_back(row);
  }
}

}  // namespace trek::access::detail
