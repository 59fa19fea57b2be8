#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/access/detail/bucket_queue.hpp"
#include "trek/access/router.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::access::detail {

/// The arcs of a graph in the direction of a search: out-arcs forward from the sites, in-arcs backward to them.
struct Arcs {
  std::span<const std::uint32_t> first;          // node count + 1
  std::span<const network::NodeIdx> other_node;  // head, or tail when searching backward
  std::span<const std::uint32_t> time_ds;
};
[[nodiscard]] Arcs arcs_of(const network::StreetGraph& graph, Direction direction) noexcept;

/// A limit that leaves room below kUnreachable_ds.
[[nodiscard]] std::uint32_t usable_limit_ds(core::Deciseconds limit) noexcept;

/// Bounded Dijkstra from any number of seeds. Keeps its arrays from one search to the next: labels of an earlier
/// search are told apart by their stamp, not cleared.
class Search {
 public:
  explicit Search(std::size_t node_count) : label_(node_count) {}

  void start(std::uint32_t limit_ds);
  /// A node that can be had at `time_ds`; nothing happens beyond the limit.
  void seed(std::uint32_t node, std::uint32_t time_ds) { improve(node, time_ds); }
  /// Calls settle(node, time_ds) once for each node within the limit, by ascending time.
  template <class Settle>
  void run(const Arcs& arcs, Settle&& settle) {
    BucketQueue::Entry entry;
    while (queue_.pop(entry)) {
      if (label_[entry.node].time_ds != entry.time_ds) continue;  // improved after this entry was pushed
      settle(entry.node, entry.time_ds);
      for (std::uint32_t arc = arcs.first[entry.node]; arc < arcs.first[entry.node + 1]; ++arc) {
        improve(arcs.other_node[arc].value(), std::uint64_t{entry.time_ds} + arcs.time_ds[arc]);
      }
    }
  }

 private:
  struct Label {
    std::uint32_t time_ds = 0;
    std::uint32_t stamp = 0;
  };

  void improve(std::uint32_t node, std::uint64_t time_ds) {
    Label& label = label_[node];
    if (time_ds > limit_ds_ || (label.stamp == stamp_ && label.time_ds <= time_ds)) return;
    label = {static_cast<std::uint32_t>(time_ds), stamp_};
    queue_.push(label.time_ds, node);
  }

  std::vector<Label> label_;  // node count
  BucketQueue queue_;
  std::uint32_t stamp_ = 0;
  std::uint32_t limit_ds_ = 0;
};

}  // namespace trek::access::detail
