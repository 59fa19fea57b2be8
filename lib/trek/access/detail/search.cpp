#include "trek/access/detail/search.hpp"

#include <algorithm>

namespace trek::access::detail {

Arcs arcs_of(const network::StreetGraph& graph, Direction direction) noexcept {
  if (direction == Direction::from_sites) return {graph.first_arc, graph.arc_head, graph.arc_time_ds};
  return {graph.first_in_arc, graph.in_arc_tail, graph.in_arc_time_ds};
}

std::uint32_t usable_limit_ds(core::Deciseconds limit) noexcept { return std::min(limit.count(), kUnreachable_ds - 1); }

void Search::start(std::uint32_t limit_ds) {
  limit_ds_ = limit_ds;
  if (++stamp_ != 0) return;
  std::fill(label_.begin(), label_.end(), Label{});  // the stamps have come round
  stamp_ = 1;
}

}  // namespace trek::access::detail
