#pragma once

#include <cstdint>
#include <vector>

#include "trek/access/detail/bucket_queue.hpp"
#include "trek/access/detail/edge_ends.hpp"
#include "trek/access/detail/search.hpp"

namespace trek::access::detail {

/// Time from the nearest of many sites to every node, and which site: of equal times the lowest row. Keeps references.
class NearestSearch {
 public:
  NearestSearch(const network::StreetGraph& graph, const Endpoints& sites, std::uint32_t limit_ds, Direction direction);

  /// Precondition: `other` is connected. Safe to call from several threads.
  [[nodiscard]] NearestSite nearest_to(const network::Snap& other) const;

 private:
  void seed_from(std::uint32_t row);
  void improve(network::NodeIdx node, std::uint32_t row, std::uint64_t time_ds);
  void run(const Arcs& arcs);
  void take(NearestSite& best, std::uint32_t row, std::uint64_t time_ds) const;
  void take_node(NearestSite& best, network::NodeIdx node, std::uint32_t rest_ds) const;

  const network::StreetGraph& graph_;
  const Endpoints& sites_;
  PointsOnEdges on_edges_;
  std::uint32_t limit_ds_;
  Direction direction_;
  std::vector<NearestSite> nearest_;  // one per node
  BucketQueue queue_;
};

}  // namespace trek::access::detail
