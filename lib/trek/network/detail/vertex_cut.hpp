#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace trek::network::detail {

/// Which end of the line a node belongs to.
enum class Side : std::uint8_t { middle, source, sink };

/// A smallest set of nodes without which no path leads from a source to a sink. Sources and sinks may be in it.
struct VertexCut {
  std::vector<std::uint32_t> node;  // ascending
  std::uint32_t smaller_count = 0;  // nodes on the smaller side of it
};

/// Finds smallest vertex cuts by as many paths without a common node (Menger 1927); keeps its memory between cuts.
///
/// Every path is kept as the node before and after each of its nodes. A pass searches depth-first from all free sources
/// for paths that undo parts of others where needed, each node entered and left once a pass; the pass that finds none
/// has marked all that can be reached.
class VertexCutSearch {
 public:
  /// Gives up, with false, once the cut is known to have more than `limit()` nodes, asked again after each path.
  /// Rows are best sorted so that neighbours towards the sinks come first.
  bool run(std::span<const std::uint32_t> first, std::span<const std::uint32_t> neighbour, std::span<const Side> side,
           const std::function<double()>& limit);
  /// Of the cut nearest to the sources and the one nearest to the sinks, the one with the better balance.
  [[nodiscard]] VertexCut cut();

 private:
  struct Step {
    std::uint32_t node;     // about to be left
    std::uint32_t entered;  // itself; or the node after it on a path, from which the path was undone
  };
  enum Mark : std::uint8_t { was_entered = 1, was_left = 2 };
  struct Seen {
    std::uint32_t node;
    Mark mark;
  };
  struct Paths {  // as seen from the sources, or the other way round
    std::span<std::uint32_t> before;
    std::span<std::uint32_t> after;
    Side from;
    Side to;
  };

  [[nodiscard]] Paths forward() noexcept { return {before_, after_, Side::source, Side::sink}; }
  [[nodiscard]] Paths backward() noexcept { return {after_, before_, Side::sink, Side::source}; }
  bool find_paths(const Paths& paths, const std::function<double()>& limit);
  void find_starts(Side from);
  void wipe();
  void set_mark(std::uint32_t v, Mark mark);
  bool search(const Paths& paths, std::uint32_t start);
  bool try_neighbour(const Paths& paths, std::uint32_t w);
  void try_undo(const Paths& paths, std::uint32_t entered);
  void leave(std::uint32_t node, std::uint32_t entered);
  void augment(const Paths& paths);
  [[nodiscard]] bool is_cut(const Paths& paths, std::uint32_t v) const noexcept;
  [[nodiscard]] VertexCut marked_cut(const Paths& paths) const;

  std::span<const std::uint32_t> first_;
  std::span<const std::uint32_t> neighbour_;
  std::span<const Side> side_;
  std::vector<std::uint32_t> before_;
  std::vector<std::uint32_t> after_;
  std::vector<std::uint32_t> next_arc_;
  std::vector<std::uint8_t> mark_;
  std::vector<std::uint32_t> starts_;  // still to be tried
  std::vector<Seen> seen_;             // marks that may have to be wiped
  std::vector<Step> steps_;
  std::uint32_t path_count_ = 0;
};

}  // namespace trek::network::detail
