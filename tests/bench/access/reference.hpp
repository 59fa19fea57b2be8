#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "trek/network/street_graph.hpp"

/// What the engine is held against: nothing here uses a search of the library.
namespace trek::bench {

inline constexpr std::uint32_t kNever_ds = 0xFFFF'FFFFU;

/// Dijkstra with the binary heap of the standard library, as textbooks have it: repeated entries, stale ones passed
/// over.
class TextbookSearch {
 public:
  explicit TextbookSearch(const network::StreetGraph& graph);
  /// Nodes within the limit, in the order settled; their times are in times_ds() until the next search.
  std::span<const std::uint32_t> reached(std::uint32_t from, std::uint32_t limit_ds);
  /// kNever_ds beyond the limit, or not reached.
  [[nodiscard]] std::uint32_t time_ds(std::uint32_t node) const noexcept { return time_ds_[node]; }

 private:
  struct Entry {
    std::uint32_t time_ds;
    std::uint32_t node;
  };
  const network::StreetGraph& graph_;
  std::vector<std::uint32_t> time_ds_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> settled_;
  std::vector<Entry> heap_;
};

/// Boost.Graph's Dijkstra over the same arcs.
class BoostSearch {
 public:
  explicit BoostSearch(const network::StreetGraph& graph);
  ~BoostSearch();
  BoostSearch(const BoostSearch&) = delete;
  BoostSearch& operator=(const BoostSearch&) = delete;
  /// Times of all nodes; those beyond the limit need not be final.
  const std::vector<std::uint32_t>& times_ds(std::uint32_t from, std::uint32_t limit_ds);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trek::bench
