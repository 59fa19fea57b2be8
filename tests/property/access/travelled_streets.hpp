#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "cut_graph.hpp"
#include "trek/access/router.hpp"
#include "trek/core/random.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::test {

/// A town with forbidden turns and streets open to their destinations only; the streets that its graph was made from.
struct RuledTown {
  network::Streets streets;  // way == row
  Town town;
};
[[nodiscard]] RuledTown random_ruled_town(core::Random& random);

/// Trips as a driver makes them, street by street, with all that was travelled before in mind: a plain Dijkstra over
/// what was travelled. Knows the streets and which of them became streets open to their destinations only; no arcs, no
/// copies, no search of the library.
class TravelledStreets {
 public:
  explicit TravelledStreets(const RuledTown& ruled);

  /// Time between two points; kUnreachable_ds where there is no way.
  [[nodiscard]] std::vector<std::uint32_t> times(const network::Snap& origin, const access::Endpoints& others) const;

 private:
  struct Move {
    std::uint32_t street = 0;
    bool against = false;  // its shape; never for a loop
    friend auto operator<=>(const Move&, const Move&) = default;
  };
  using Moves = std::vector<Move>;
  enum class Phase : std::uint8_t { local_start, core, local_end };
  struct Place {
    std::uint64_t junction = 0;
    Moves before;
    Phase phase = Phase::core;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  using Reached = std::map<Place, std::uint32_t>;

  [[nodiscard]] bool is_loop(std::uint32_t street) const;
  [[nodiscard]] Move move(std::uint32_t street, bool against) const;
  [[nodiscard]] std::uint64_t tail(Move m) const;
  [[nodiscard]] std::uint64_t head(Move m) const;
  [[nodiscard]] bool is_open(Move m) const;
  [[nodiscard]] Move reversed(Move m) const { return move(m.street, !m.against); }
  [[nodiscard]] Moves leaving(std::uint64_t junction) const;
  [[nodiscard]] std::size_t street_ends(std::uint64_t junction) const;

  void read_turns(const network::Streets& streets);
  [[nodiscard]] bool read(const network::TurnRestriction& turn, Moves& moves) const;
  void refuse_turning_round(const Moves& travelled);

  [[nodiscard]] bool may_go_on(const Moves& before, Move next) const;
  [[nodiscard]] Moves remembered(Moves travelled) const;
  [[nodiscard]] bool go_on(const Place& place, Move next, Place& result) const;
  [[nodiscard]] std::vector<std::uint64_t> junctions_at(geo::Point place) const;
  [[nodiscard]] Reached reached_from(const network::Snap& origin) const;
  [[nodiscard]] std::uint32_t time_to(const Reached& reached, const network::Snap& origin,
                                      const network::Snap& destination) const;
  [[nodiscard]] std::uint32_t street_ds(Move m) const;
  [[nodiscard]] std::uint32_t street_of(const network::Snap& snap) const;

  const network::Streets streets_;
  const network::StreetGraph& graph_;
  std::vector<bool> is_local_;  // street count
  std::vector<Moves> forbidden_;
  std::size_t longest_ = 0;  // of what is forbidden
};

/// times[site][other] in a direction.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> travelled_times(const RuledTown& ruled,
                                                                      access::Direction direction);

}  // namespace trek::test
