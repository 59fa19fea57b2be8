#include "trek/network/detail/turns.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace trek::network::detail {
namespace {

constexpr std::size_t kMostMoves = 16;  // of a sequence that is lengthened through junctions of two streets

bool is_loop(const StreetGraph& graph, std::uint32_t edge) noexcept {
  return graph.edge_from[edge] == graph.edge_to[edge];
}

std::uint32_t edge_of(Move move) noexcept { return move / 2; }

/// Streets by junction, and what one can do with them.
class Moving {
 public:
  explicit Moving(const StreetGraph& graph) : graph_{graph}, first_(graph.node_place.size() + 1, 0) {
    const auto for_each_end = [&](const auto& visit) {
      for (std::uint32_t edge = 0; edge < graph.edge_count(); ++edge) {
        visit(tail(forward_move(edge)), forward_move(edge));
        visit(tail(backward_move(graph, edge)), backward_move(graph, edge));
      }
    };
    for_each_end([&](std::uint32_t node, Move) { ++first_[node + 1]; });
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    moves_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for_each_end([&](std::uint32_t node, Move move) { moves_[next[node]++] = move; });
  }

  [[nodiscard]] const StreetGraph& graph() const noexcept { return graph_; }
  [[nodiscard]] std::uint32_t tail(Move move) const noexcept {
    return (move % 2 == 0 ? graph_.edge_from : graph_.edge_to)[edge_of(move)].value();
  }
  [[nodiscard]] std::uint32_t head(Move move) const noexcept {
    return (move % 2 == 0 ? graph_.edge_to : graph_.edge_from)[edge_of(move)].value();
  }
  [[nodiscard]] Move reversed(Move move) const noexcept { return is_loop(graph_, edge_of(move)) ? move : move ^ 1U; }
  [[nodiscard]] bool is_open(Move move) const noexcept {
    const std::uint32_t edge = edge_of(move);
    const bool forward = graph_.edge_forward_ds[edge] != kClosed_ds;
    const bool backward = graph_.edge_backward_ds[edge] != kClosed_ds;
    if (is_loop(graph_, edge)) return forward || backward;
    return move % 2 == 0 ? forward : backward;
  }
  [[nodiscard]] bool is_local(Move move) const noexcept { return graph_.has(EdgeIdx{edge_of(move)}, kLocalOnly); }
  /// Moves that leave a junction by any street there, open or not; both ends of a loop.
  [[nodiscard]] std::span<const Move> from(std::uint32_t node) const noexcept {
    return {moves_.data() + first_[node], moves_.data() + first_[node + 1]};
  }

 private:
  const StreetGraph& graph_;
  std::vector<std::uint32_t> first_;  // node count + 1
  std::vector<Move> moves_;
};

// ---- Restrictions as moves

/// The one of a street's two moves that passes the junctions before and after it.
std::optional<Move> find_move(const Moving& moving, std::uint32_t edge, std::optional<std::uint64_t> before,
                              std::optional<std::uint64_t> after) {
  const auto& key = moving.graph().node_key;
  for (const Move move : {forward_move(edge), backward_move(moving.graph(), edge)}) {
    if (before && key[moving.tail(move)] != *before) continue;
    if (after && key[moving.head(move)] != *after) continue;
    return move;
  }
  return std::nullopt;
}

TurnFate read(const Moving& moving, const TurnRestriction& turn, Moves& moves) {
  moves.clear();
  const std::size_t count = turn.street.size();
  if (count < 2 || turn.junction.size() != count - 1) return TurnFate::apart;
  for (std::size_t i = 0; i < count; ++i) {
    if (turn.street[i] >= moving.graph().edge_count()) return TurnFate::apart;
    const auto before = i > 0 ? std::optional{turn.junction[i - 1]} : std::nullopt;
    const auto after = i + 1 < count ? std::optional{turn.junction[i]} : std::nullopt;
    const auto move = find_move(moving, turn.street[i], before, after);
    if (!move) return TurnFate::apart;
    moves.push_back(*move);
  }
  const bool open = std::all_of(moves.begin(), moves.end(), [&](Move move) { return moving.is_open(move); });
  return open ? TurnFate::kept : TurnFate::closed;
}

/// What is refused, or commanded, after the same moves.
struct Refusal {
  std::set<Move> refused;
  std::set<Move> commanded;
};
using Refusals = std::map<Moves, Refusal>;

Refusals read_all(const Moving& moving, std::span<const TurnRestriction> turns, StreetRuleCounts& counts) {
  Refusals refusals;
  Moves moves;
  for (const TurnRestriction& turn : turns) {
    const TurnFate fate = read(moving, turn, moves);
    counts.turn_fate.push_back(fate);
    ++(fate == TurnFate::kept    ? counts.turn_count
       : fate == TurnFate::apart ? counts.turn_apart_count
                                 : counts.turn_closed_count);
    if (fate != TurnFate::kept) continue;
    const Move last = moves.back();
    moves.pop_back();
    Refusal& refusal = refusals[moves];
    (turn.only ? refusal.commanded : refusal.refused).insert(last);
  }
  return refusals;
}

/// Commands become refusals of all else.
void spell_out(const Moving& moving, const Moves& before, Refusal& refusal) {
  if (refusal.commanded.empty()) return;
  for (const Move move : moving.from(moving.head(before.back()))) {
    if (!refusal.commanded.contains(move)) refusal.refused.insert(move);
  }
}

// ---- Turning round

/// Adds what would evade refusals: to drive on and to turn round at the next junction.
class TurningRound {
 public:
  TurningRound(const Moving& moving, std::vector<Moves>& forbidden) : moving_{moving}, forbidden_{forbidden} {}

  void refuse(const Moves& before, const Refusal& refusal) {
    refuse_on_the_way(before);
    const Move back = moving_.reversed(before.back());
    const auto is_turning = [&](Move move) { return move == back; };
    if (std::all_of(refusal.refused.begin(), refusal.refused.end(), is_turning)) return;
    for (const Move move : moving_.from(moving_.head(before.back()))) {
      if (move == back || refusal.refused.contains(move) || !counts(move)) continue;
      Moves moves = before;
      moves.push_back(move);
      refuse_at_end(std::move(moves));
    }
  }

 private:
  /// Nor turning round on a street by way of which a restriction goes, which would make what was travelled forgotten.
  void refuse_on_the_way(const Moves& before) {
    for (std::size_t i = 1; i < before.size(); ++i) {
      const Move back = moving_.reversed(before[i]);
      if (back == before[i] || !moving_.is_open(back)) continue;
      Moves moves{before.begin(), before.begin() + static_cast<std::ptrdiff_t>(i) + 1};
      moves.push_back(back);
      forbidden_.push_back(std::move(moves));
    }
  }

  /// Streets open to their destinations only do not count.
  [[nodiscard]] bool counts(Move move) const {
    return moving_.is_open(move) && !moving_.is_local(move) && !is_loop(moving_.graph(), edge_of(move));
  }

  void refuse_at_end(Moves moves) {
    while (moves.size() < kMostMoves) {
      const Move back = moving_.reversed(moves.back());
      std::size_t street_count = 0;
      std::optional<Move> on;
      for (const Move move : moving_.from(moving_.head(moves.back()))) {
        if (moving_.is_local(move)) continue;
        ++street_count;
        if (move != back && moving_.is_open(move)) on = move;
      }
      if (!on) return;  // a dead end
      if (moving_.is_open(back)) {
        forbidden_.push_back(moves);
        forbidden_.back().push_back(back);
      }
      if (street_count > 2 || !counts(*on)) return;
      moves.push_back(*on);
    }
  }

  const Moving& moving_;
  std::vector<Moves>& forbidden_;
};

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) noexcept {  // splitmix64, Steele et al. 2014
  hash += value + 0x9E37'79B9'7F4A'7C15U;
  hash = (hash ^ (hash >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
  hash = (hash ^ (hash >> 27U)) * 0x94D0'49BB'1331'11EBU;
  return hash ^ (hash >> 31U);
}

std::uint64_t copy_key(std::uint64_t hash) noexcept { return (hash >> 2U) | (1ULL << 62U); }

}  // namespace

Move forward_move(std::uint32_t edge) noexcept { return 2 * edge; }

Move backward_move(const StreetGraph& graph, std::uint32_t edge) noexcept {
  return is_loop(graph, edge) ? 2 * edge : 2 * edge + 1;
}

std::vector<Moves> forbidden_sequences(const StreetGraph& graph, std::span<const TurnRestriction> turns,
                                       StreetRuleCounts& counts) {
  std::vector<Moves> forbidden;
  if (turns.empty()) return forbidden;
  const Moving moving{graph};
  for (auto& [before, refusal] : read_all(moving, turns, counts)) {
    Refusal whole = refusal;
    spell_out(moving, before, whole);
    for (const Move move : whole.refused) {
      forbidden.push_back(before);
      forbidden.back().push_back(move);
    }
    if (graph.mode == model::Mode::car) TurningRound{moving, forbidden}.refuse(before, whole);
  }
  std::sort(forbidden.begin(), forbidden.end());
  forbidden.erase(std::unique(forbidden.begin(), forbidden.end()), forbidden.end());
  return forbidden;
}

TurnStates::TurnStates(const StreetGraph& graph, const std::vector<Moves>& forbidden) {
  if (forbidden.empty()) return;
  for (const Moves& sequence : forbidden) add(sequence);
  link();
  make_keys(graph);
  place(graph);
}

/// A sequence with a forbidden beginning adds nothing: beginnings come first.
void TurnStates::add(const Moves& sequence) {
  State state = 0;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const std::pair step{state, sequence[i]};
    if (refused_.contains(step)) return;
    if (i + 1 == sequence.size()) {
      refused_.insert(step);
      return;
    }
    const auto [found, is_new] = longer_.emplace(step, static_cast<State>(step_.size()));
    if (is_new) step_.push_back({state, sequence[i]});
    state = found->second;
  }
}

bool TurnStates::is_forbidden(State state, Move move) const {
  for (; state != 0; state = shorter_[state]) {
    if (refused_.contains({state, move})) return true;
  }
  return false;
}

TurnStates::State TurnStates::longest(State state, Move move) const {
  for (;; state = shorter_[state]) {
    if (const auto found = longer_.find({state, move}); found != longer_.end()) return found->second;
    if (state == 0) return 0;
  }
}

TurnStates::State TurnStates::after(State state, Move move) const {
  return is_forbidden(state, move) ? kForbidden : longest(state, move);
}

/// Short histories first: what ends a history is shorter than it.
void TurnStates::link() {
  std::vector<std::uint32_t> length(step_.size(), 0);
  for (State state = 1; state < step_.size(); ++state) length[state] = length[step_[state].before] + 1;
  std::vector<State> order(step_.size() - 1);
  std::iota(order.begin(), order.end(), 1U);
  std::stable_sort(order.begin(), order.end(), [&](State a, State b) { return length[a] < length[b]; });
  shorter_.assign(step_.size(), 0);
  is_reached_.assign(step_.size(), 1);
  for (const State state : order) {
    const auto [before, move] = step_[state];
    if (before != 0) shorter_[state] = longest(shorter_[before], move);
    is_reached_[state] = is_reached_[before] != 0 && !is_forbidden(before, move) ? 1 : 0;
  }
}

/// From the streets as every mode knows them; where two histories get one key, the later goes on to the next free one.
void TurnStates::make_keys(const StreetGraph& graph) {
  std::vector<std::uint64_t> hash(step_.size(), 0);
  std::set<std::uint64_t> taken;
  key_.assign(step_.size(), 0);
  for (State state = 1; state < step_.size(); ++state) {
    const auto [before, move] = step_[state];
    const std::uint32_t edge = edge_of(move);
    const auto& from = move % 2 == 0 ? graph.edge_from : graph.edge_to;
    const auto& to = move % 2 == 0 ? graph.edge_to : graph.edge_from;
    hash[state] =
        mixed(mixed(mixed(hash[before], graph.node_key[from[edge].value()]), graph.node_key[to[edge].value()]),
              graph.edge_way[edge]);
    key_[state] = copy_key(hash[state]);
    while (!taken.insert(key_[state]).second) key_[state] = copy_key((key_[state] + 1) << 2U);
  }
}

void TurnStates::place(const StreetGraph& graph) {
  const auto for_each_state = [&](const auto& visit) {
    for (State state = 1; state < step_.size(); ++state) {
      const Move move = step_[state].move;
      const auto& to = move % 2 == 0 ? graph.edge_to : graph.edge_from;
      if (is_reached_[state] != 0) visit(state, to[edge_of(move)].value());
    }
  };
  first_at_.assign(graph.node_place.size() + 1, 0);
  rank_.assign(step_.size(), 0);
  for_each_state([&](State state, std::uint32_t node) { rank_[state] = first_at_[node + 1]++; });
  std::partial_sum(first_at_.begin(), first_at_.end(), first_at_.begin());
  at_.resize(first_at_.back());
  for_each_state([&](State state, std::uint32_t node) { at_[first_at_[node] + rank_[state]] = state; });
}

}  // namespace trek::network::detail
