#pragma once

#include <cstdint>
#include <vector>

#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/search.hpp"

namespace trek::access::detail {

/// Begins a search at the ends of the site's edge. Precondition: the site is connected.
void seed(Search& search, const network::StreetGraph& graph, const network::Snap& site, Direction direction);

/// One thread's search from site after site: the rows of a travel table. Keeps references: all must outlive it.
class RowSearch {
 public:
  RowSearch(const network::StreetGraph& graph, const Endpoints& others, const PointsOnEdges& points,
            Direction direction);

  /// What a site reaches, by ascending row. Precondition: the site is connected.
  [[nodiscard]] std::vector<Reach> row(const network::Snap& site, std::uint32_t limit_ds);

 private:
  void improve(std::uint32_t row, std::uint64_t time_ds) {
    if (time_ds > limit_ds_ || time_ds >= best_ds_[row]) return;
    if (best_ds_[row] == kUnreachable_ds) reached_.push_back(row);
    best_ds_[row] = static_cast<std::uint32_t>(time_ds);
  }
  [[nodiscard]] std::vector<Reach> taken_row();

  const network::StreetGraph& graph_;
  const Endpoints& others_;
  const PointsOnEdges& points_;
  Direction direction_;
  Search search_;
  std::vector<std::uint32_t> best_ds_;  // one a row of others
  std::vector<std::uint32_t> reached_;  // rows whose best time is known, in the order found
  std::uint32_t limit_ds_ = 0;
};

}  // namespace trek::access::detail
