#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "trek/access/detail/bucket_queue.hpp"
#include "trek/access/travel.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::access::detail {

/// The arcs of a graph in the direction of a search: out-arcs forward from the sites, in-arcs backward to them.
struct Arcs {
  std::span<const std::uint32_t> first;          // core node count + 1
  std::span<const network::NodeIdx> other_node;  // head, or tail when searching backward
  std::span<const std::uint32_t> time_ds;
};
[[nodiscard]] Arcs arcs_of(const network::StreetGraph& graph, Direction direction) noexcept;

/// A limit that leaves room below kUnreachable_ds.
[[nodiscard]] std::uint32_t usable_limit_ds(core::Deciseconds limit) noexcept;

/// Bounded shortest paths from any number of seeds. Keeps its arrays from one search to the next, and forgets only what
/// the last one touched.
class Search {
 public:
  explicit Search(std::size_t node_count) : time_ds_(node_count, kUnreachable_ds) {}

  void start(std::uint32_t limit_ds);
  /// A node that can be had at `time_ds`; nothing happens beyond the limit.
  void seed(std::uint32_t node, std::uint32_t time_ds) { improve(node, time_ds); }
  /// Ends early where more than `most` nodes are touched: then no further search can be started.
  void run(const Arcs& arcs, std::size_t most = std::numeric_limits<std::size_t>::max());
  /// The nodes within the limit, each once, about by time: in the order in which they were first touched.
  [[nodiscard]] std::span<const std::uint32_t> reached() const noexcept { return reached_; }
  /// kUnreachable_ds for a node that is not reached.
  [[nodiscard]] std::uint32_t time_ds(std::uint32_t node) const noexcept { return time_ds_[node]; }

 private:
  void improve(std::uint32_t node, std::uint64_t time_ds) {
    const std::uint32_t before_ds = time_ds_[node];
    if (time_ds > limit_ds_ || before_ds <= time_ds) return;
    if (before_ds == kUnreachable_ds) reached_.push_back(node);
    time_ds_[node] = static_cast<std::uint32_t>(time_ds);
    queue_.push(time_ds_[node], node);
  }

  std::vector<std::uint32_t> time_ds_;  // node count
  std::vector<std::uint32_t> reached_;
  BucketQueue queue_;
  std::uint32_t limit_ds_ = 0;
};

}  // namespace trek::access::detail
