#include "trek/access/detail/edge_boxes.hpp"

namespace trek::access::detail {

EdgeBoxes::EdgeBoxes(const network::StreetGraph& graph, const network::SnapOptions& options) {
  for (std::uint32_t edge = 0; edge < graph.edge_count(); ++edge) {
    if (!network::takes_places(graph, network::EdgeIdx{edge}, options)) continue;
    if (edge_.size() % kEdges == 0) bunch_.emplace_back();
    edge_.push_back(edge);
    for (const geo::Point point : graph.shape(network::EdgeIdx{edge})) bunch_.back().add(point);
  }
  for (std::size_t bunch = 0; bunch < bunch_.size(); ++bunch) {
    if (bunch % kBunches == 0) group_.emplace_back();
    group_.back().add(bunch_[bunch]);
  }
}

}  // namespace trek::access::detail
