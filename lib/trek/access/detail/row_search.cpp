#include "trek/access/detail/row_search.hpp"

#include <algorithm>
#include <utility>

namespace trek::access::detail {

void seed(Search& search, const network::StreetGraph& graph, const network::Snap& site, Direction direction) {
  const EndTimes ends = site_ends(graph, site, direction);
  if (ends.at_from_ds != network::kClosed_ds) search.seed(graph.edge_from[site.edge.value()].value(), ends.at_from_ds);
  if (ends.at_to_ds != network::kClosed_ds) search.seed(graph.edge_to[site.edge.value()].value(), ends.at_to_ds);
}

RowSearch::RowSearch(const network::StreetGraph& graph, const Endpoints& others, const PointsOnEdges& points,
                     Direction direction)
    : graph_{graph},
      others_{others},
      points_{points},
      direction_{direction},
      search_{graph.node_count()},
      best_ds_(others.size(), kUnreachable_ds) {}

std::vector<Reach> RowSearch::row(const network::Snap& site, std::uint32_t limit_ds) {
  limit_ds_ = limit_ds;
  search_.start(limit_ds);
  seed(search_, graph_, site, direction_);
  search_.run(arcs_of(graph_, direction_), [this](std::uint32_t node, std::uint32_t time_ds) {
    for (const auto& point : points_.at_node(node)) improve(point.row, std::uint64_t{time_ds} + point.rest_ds);
  });
  for (const auto& point : points_.on_edge(site.edge)) {
    const std::uint32_t along = along_edge_ds(graph_, site, others_.snap[point.row], direction_);
    if (along != network::kClosed_ds) improve(point.row, along);
  }
  return taken_row();
}

/// The reached rows in order, and everything ready for the next site.
std::vector<Reach> RowSearch::taken_row() {
  std::vector<Reach> row;
  row.reserve(reached_.size());
  const auto take = [&](std::uint32_t other) {
    row.push_back({other, std::exchange(best_ds_[other], kUnreachable_ds)});
  };
  if (reached_.size() * 16 < best_ds_.size()) {
    std::sort(reached_.begin(), reached_.end());
    for (const std::uint32_t other : reached_) take(other);
  } else {  // scanning all rows is cheaper than sorting many
    for (std::uint32_t other = 0; other < best_ds_.size(); ++other) {
      if (best_ds_[other] != kUnreachable_ds) take(other);
    }
  }
  reached_.clear();
  return row;
}

}  // namespace trek::access::detail
