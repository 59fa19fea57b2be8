#pragma once

#include <cstdint>
#include <vector>

#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/fold.hpp"
#include "trek/access/detail/search.hpp"

namespace trek::access::detail {

/// Begins a search at the ends of the site's edge, and of all that it is joined with by streets open to their
/// destinations only; nodes outside the core are left aside, in `outside`. Precondition: the site is connected.
void seed(Search& search, const network::StreetGraph& graph, const network::Snap& site, Direction direction);
void seed(Search& search, const network::StreetGraph& graph, const network::Snap& site, Direction direction,
          std::vector<TimedNode>& outside);

/// One thread's search from site after site. Keeps references: all must outlive it.
class RowSearch {
 public:
  RowSearch(const network::StreetGraph& graph, const Endpoints& sites, const Endpoints& others,
            const PointsAtNodes& at_nodes, const PointsOnEdges& on_edges, Direction direction);

  /// What a site reaches, as one group of one lane. Precondition: the site is connected.
  void run(std::uint32_t site, std::uint32_t limit_ds, Fold& fold);

 private:
  void improve(std::uint32_t row, std::uint64_t time_ds) {
    if (time_ds > limit_ds_ || time_ds >= best_ds_[row]) return;
    if (best_ds_[row] == kUnreachable_ds) reached_.push_back(row);
    best_ds_[row] = static_cast<std::uint32_t>(time_ds);
  }
  void sort_reached();

  const network::StreetGraph& graph_;
  const Endpoints& sites_;
  const Endpoints& others_;
  const PointsAtNodes& at_nodes_;
  const PointsOnEdges& on_edges_;
  Direction direction_;
  Search search_;
  std::vector<TimedNode> outside_;      // nodes outside the core that the site has without it
  std::vector<std::uint32_t> best_ds_;  // one per row of others
  std::vector<std::uint32_t> reached_;  // rows whose best time is known, in the order found
  std::vector<std::uint32_t> time_ds_;  // of the reached rows, for the fold
  std::uint32_t limit_ds_ = 0;
};

}  // namespace trek::access::detail
