#include "trek/access/detail/search.hpp"

#include <algorithm>
#include <array>

namespace trek::access::detail {

Arcs arcs_of(const network::StreetGraph& graph, Direction direction) noexcept {
  if (direction == Direction::from_sites) return {graph.first_arc, graph.arc_head, graph.arc_time_ds};
  return {graph.first_in_arc, graph.in_arc_tail, graph.in_arc_time_ds};
}

std::uint32_t usable_limit_ds(core::Deciseconds limit) noexcept { return std::min(limit.count(), kUnreachable_ds - 1); }

void Search::start(std::uint32_t limit_ds) {
  limit_ds_ = limit_ds;
  for (const std::uint32_t node : reached_) time_ds_[node] = kUnreachable_ds;
  reached_.clear();
}

/// What improves is found first and without branches, which no processor could foresee, and taken in after that.
void Search::run(const Arcs& arcs, std::size_t most) {
  constexpr std::uint32_t kArcsAtOnce = 16;
  std::array<std::uint32_t, kArcsAtOnce> improving{};
  BucketQueue::Entry entry;
  while (reached_.size() <= most && queue_.pop(entry)) {
    if (time_ds_[entry.node] != entry.time_ds) continue;  // improved after this entry was pushed
    const auto time_by = [&](std::uint32_t arc) { return std::uint64_t{entry.time_ds} + arcs.time_ds[arc]; };
    const std::uint32_t end = arcs.first[entry.node + 1];
    for (std::uint32_t arc = arcs.first[entry.node]; arc < end;) {
      std::size_t count = 0;
      for (const std::uint32_t part_end = std::min(end, arc + kArcsAtOnce); arc < part_end; ++arc) {
        improving[count] = arc;
        count += time_by(arc) < time_ds_[arcs.other_node[arc].value()] ? 1U : 0U;
      }
      for (std::size_t i = 0; i < count; ++i) improve(arcs.other_node[improving[i]].value(), time_by(improving[i]));
    }
  }
}

}  // namespace trek::access::detail
