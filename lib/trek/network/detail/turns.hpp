#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "trek/network/street_graph.hpp"

/// From turn restrictions to copies of junctions: an automaton over what was travelled (Aho & Corasick 1975).
namespace trek::network::detail {

/// A street travelled one way: twice its edge, and 1 more against its shape. A loop is one move, whichever way round.
using Move = std::uint32_t;
using Moves = std::vector<Move>;
[[nodiscard]] Move forward_move(std::uint32_t edge) noexcept;
[[nodiscard]] Move backward_move(const StreetGraph& graph, std::uint32_t edge) noexcept;

/// Sequences of moves that nobody may make, ascending, each once: the restrictions, commands spelled out, and for cars
/// the turning round that would evade them. `turns` speak of edges in place of rows of Streets. Of the graph the edges
/// and the nodes are looked at, which have no copies yet.
[[nodiscard]] std::vector<Moves> forbidden_sequences(const StreetGraph& graph, std::span<const TurnRestriction> turns,
                                                     StreetRuleCounts& counts);

/// Histories that matter: the proper beginnings of forbidden sequences.
class TurnStates {
 public:
  /// Number of a history; 0 is any that does not matter, at whichever junction.
  using State = std::uint32_t;
  static constexpr State kForbidden = 0xFFFF'FFFFU;

  TurnStates() = default;
  TurnStates(const StreetGraph& graph, const std::vector<Moves>& forbidden);

  [[nodiscard]] bool empty() const noexcept { return at_.empty(); }
  /// The histories with which one can stand at a junction, but for 0.
  [[nodiscard]] std::span<const State> at(std::uint32_t node) const noexcept {
    if (empty()) return {};
    return {at_.data() + first_at_[node], at_.data() + first_at_[node + 1]};
  }
  [[nodiscard]] bool is_split(std::uint32_t node) const noexcept { return !at(node).empty(); }
  /// The history once a move is added, or kForbidden.
  [[nodiscard]] State after(State state, Move move) const;
  /// How manieth copy of its junction a history has; of any but 0.
  [[nodiscard]] std::uint32_t rank(State state) const noexcept { return rank_[state]; }
  /// Key of that copy: the same for the same streets in every mode.
  [[nodiscard]] std::uint64_t key(State state) const noexcept { return key_[state]; }

 private:
  void add(const Moves& sequence);
  [[nodiscard]] bool is_forbidden(State state, Move move) const;
  [[nodiscard]] State longest(State state, Move move) const;
  void link();
  void make_keys(const StreetGraph& graph);
  void place(const StreetGraph& graph);

  struct Step {
    State before = 0;
    Move move = 0;
  };
  std::vector<Step> step_{Step{}};                  // state count: how a history came about
  std::vector<State> shorter_{0};                   // state count: the longest history that ends it
  std::vector<std::uint8_t> is_reached_{1};         // state count: no part of it is forbidden
  std::map<std::pair<State, Move>, State> longer_;  // histories by what they begin with
  std::set<std::pair<State, Move>> refused_;        // last moves of forbidden sequences
  std::vector<std::uint64_t> key_;                  // state count
  std::vector<std::uint32_t> rank_;                 // state count
  std::vector<std::uint32_t> first_at_;             // node count + 1
  std::vector<State> at_;                           // by node
};

}  // namespace trek::network::detail
