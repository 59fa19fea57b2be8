#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/network/dissection.hpp"
#include "trek/network/street_graph.hpp"

/// The steps of a customizable contraction hierarchy (Dibbelt, Strasser & Wagner 2016). Nodes go by position.
namespace trek::network::detail {

/// Which node stands where, and the cells of the order.
struct Order {
  Dissection dissection;                   // node_at holds NodeIdx of the graph
  std::vector<std::uint32_t> position_of;  // node count
};

/// The order that `whole` gives to those of its nodes that `present` lists: present[n] is n's number here, or
/// kNotPresent. Cells that lose all nodes are gone.
inline constexpr std::uint32_t kNotPresent = 0xFFFF'FFFFU;
[[nodiscard]] Order restricted(const Dissection& whole, std::span<const std::uint32_t> present);

/// Work that can be shared out: cells whose subtrees do not touch one another, and the separators above all of them.
struct WorkParts {
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  std::vector<Range> subtrees;  // ascending
  std::vector<Range> top;       // ascending
};
[[nodiscard]] WorkParts work_parts(const Dissection& dissection);

/// Chordal completion: the arcs of position p are [first[p], first[p+1]) of `upper`, the lower positions that p is
/// joined with once everything after p is contracted; ascending.
struct Contraction {
  std::vector<std::uint32_t> first{0};  // node count + 1
  std::vector<std::uint32_t> upper;
  std::vector<std::uint32_t> of_street;  // arc count of the graph: the arc here that a street's arc became; loops none
  static constexpr std::uint32_t kLoop = 0xFFFF'FFFFU;
  [[nodiscard]] std::size_t node_count() const noexcept { return first.size() - 1; }
  [[nodiscard]] std::size_t arc_count() const noexcept { return upper.size(); }
  [[nodiscard]] std::span<const std::uint32_t> uppers(std::uint32_t p) const noexcept {
    return {upper.data() + first[p], upper.data() + first[p + 1]};
  }
};
/// Cost    in proportion to the arcs of the result.
[[nodiscard]] Contraction contraction(const StreetGraph& graph, const Order& order, const WorkParts& parts,
                                      const core::Control& control);

/// The same arcs from their other end: joined[first[u] ..) are the arcs that have u as `upper`, with the lower node of
/// each; ascending by that node.
struct Transposed {
  struct Arc {
    std::uint32_t lower = 0;  // the position after u
    std::uint32_t arc = 0;    // row of Contraction::upper
  };
  std::vector<std::uint32_t> first{0};
  std::vector<Arc> arcs;
};
[[nodiscard]] Transposed transposed(const Contraction& contraction);

/// Times of each arc of a contraction: climbing from the later position to the earlier one, and descending;
/// kClosed_ds where there is no way.
struct ArcTimes {
  std::vector<std::uint32_t> climb_ds;
  std::vector<std::uint32_t> descent_ds;
};
/// Shortest times over paths whose inner nodes all stand later than both ends: customization. What a change of speeds
/// costs.
[[nodiscard]] ArcTimes customized(const StreetGraph& graph, const Order& order, const WorkParts& parts,
                                  const Contraction& contraction, const Transposed& lower,
                                  const core::Control& control);

/// Which arcs shortest paths need: bit 0 to climb, bit 1 to descend. Makes every time the shortest there is (perfect
/// customization); an arc is not needed when a way over a node between or above its ends is as short.
///
/// Times are above 0, so that of the arcs which could stand for one another the shortest always stays.
[[nodiscard]] std::vector<std::uint8_t> needed_arcs(const WorkParts& parts, const Contraction& contraction,
                                                    ArcTimes& times, const core::Control& control);
inline constexpr std::uint8_t kClimbs = 1;
inline constexpr std::uint8_t kDescends = 2;

}  // namespace trek::network::detail
