#include "trek/access/detail/edge_boxes.hpp"

namespace trek::access::detail {

EdgeBoxes::EdgeBoxes(const network::StreetGraph& graph, const network::SnapOptions& options)
    : takes_places_((graph.edge_count() + kEdges - 1) / kEdges, 0),
      bunch_(takes_places_.size()),
      group_((bunch_.size() + kBunches - 1) / kBunches) {
  for (std::uint32_t edge = 0; edge < graph.edge_count(); ++edge) {
    if (!network::takes_places(graph, network::EdgeIdx{edge}, options)) continue;
    takes_places_[edge / kEdges] |= static_cast<std::uint8_t>(1U << edge % kEdges);
    for (const geo::Point point : graph.shape(network::EdgeIdx{edge})) bunch_[edge / kEdges].add(point);
  }
  for (std::size_t bunch = 0; bunch < bunch_.size(); ++bunch) group_[bunch / kBunches].add(bunch_[bunch]);
}

geo::Box EdgeBoxes::bounds(std::span<const std::uint32_t> edges) const {
  geo::Box box;
  for (const std::uint32_t edge : edges) {
    if ((takes_places_[edge / kEdges] >> edge % kEdges & 1U) != 0) box.add(bunch_[edge / kEdges]);
  }
  return box;
}

}  // namespace trek::access::detail
