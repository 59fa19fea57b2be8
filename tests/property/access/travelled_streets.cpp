#include "travelled_streets.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "random_streets.hpp"
#include "trek/network/build_street_graph.hpp"

namespace trek::test {
namespace {

constexpr auto kNone = access::kUnreachable_ds;
using network::kClosed_ds;

std::uint32_t part(double share, std::uint32_t time) {
  return static_cast<std::uint32_t>(std::floor(share * time + 0.5));
}

bool ends_with(const auto& whole, const auto& end) {
  return whole.size() >= end.size() && std::equal(end.rbegin(), end.rend(), whole.rbegin());
}

bool begins_with(const auto& whole, const auto& begin) {
  return whole.size() >= begin.size() && std::equal(begin.begin(), begin.end(), whole.begin());
}

/// Mostly streets that follow each other; some that do not, or are closed.
network::TurnRestriction random_turn(core::Random& random, const network::Streets& streets) {
  network::TurnRestriction turn;
  turn.only = random.below(4) == 0;
  const auto count = 2 + (random.below(3) == 0 ? 1 + random.below(2) : 0);
  auto street = static_cast<std::uint32_t>(random.below(streets.size()));
  bool against = random.below(2) == 0;
  turn.street.push_back(street);
  while (turn.street.size() < count) {
    const std::uint64_t junction = against ? streets.from_key[street] : streets.to_key[street];
    std::vector<std::uint32_t> next;
    for (std::uint32_t s = 0; s < streets.size(); ++s) {
      if (streets.from_key[s] == junction || streets.to_key[s] == junction) next.push_back(s);
    }
    street = random.below(20) == 0 ? static_cast<std::uint32_t>(random.below(streets.size()))
                                   : next[random.below(next.size())];
    against = streets.from_key[street] != junction;
    turn.street.push_back(street);
    turn.junction.push_back(junction);
  }
  return turn;
}

/// Some streets in two, so that there are junctions where just two streets meet.
network::Streets cut_streets(core::Random& random, const network::Streets& streets) {
  network::Streets result;
  for (std::size_t row = 0; row < streets.size(); ++row) {
    const auto shape = streets.shape(row);
    network::Street street{streets.from_key[row],   streets.to_key[row],      {shape.begin(), shape.end()},
                           streets.forward_ds[row], streets.backward_ds[row], 0,
                           streets.flags[row]};
    if (random.below(3) == 0) {
      network::Street first = street;
      first.to_key = street.from_key = 1000 + row;
      first.shape.pop_back();
      street.shape.erase(street.shape.begin());
      first.way = result.size();
      result.add(first);
    }
    street.way = result.size();
    result.add(street);
  }
  return result;
}

}  // namespace

RuledTown random_ruled_town(core::Random& random) {
  RuledTown ruled;
  const auto junction_count = 2 + random.below(10);
  const auto street_count = 1 + random.below(2 * junction_count);
  ruled.streets = cut_streets(random, random_street_rows(random, junction_count, street_count, 1000.0));
  const double local_share = random.below(3) == 0 ? 0.0 : 0.3;
  for (auto& flags : ruled.streets.flags) {
    if (random.uniform() < local_share) flags |= network::kLocalOnly;
  }
  const auto turn_count = random.below(4) == 0 ? 0 : 1 + random.below(12);
  for (std::uint64_t i = 0; i < turn_count; ++i) ruled.streets.turns.push_back(random_turn(random, ruled.streets));
  const auto mode = random.below(2) == 0 ? model::Mode::car : model::Mode::bicycle;
  ruled.town.graph = network::build_street_graph(mode, ruled.streets);
  ruled.town.sites = random_endpoints(random, ruled.town.graph, 6);
  ruled.town.others = random_endpoints(random, ruled.town.graph, 25);
  return ruled;
}

TravelledStreets::TravelledStreets(const RuledTown& ruled)
    : streets_{ruled.streets}, graph_{ruled.town.graph}, is_local_(ruled.streets.size()) {
  for (std::size_t edge = 0; edge < graph_.edge_count(); ++edge) {
    is_local_[graph_.edge_way[edge]] = (graph_.edge_flags[edge] & network::kLocalOnly) != 0;
  }
  read_turns(ruled.streets);
}

// ---- Streets

bool TravelledStreets::is_loop(std::uint32_t street) const {
  return streets_.from_key[street] == streets_.to_key[street];
}

TravelledStreets::Move TravelledStreets::move(std::uint32_t street, bool against) const {
  return {street, against && !is_loop(street)};
}

std::uint64_t TravelledStreets::tail(Move m) const {
  return m.against ? streets_.to_key[m.street] : streets_.from_key[m.street];
}

std::uint64_t TravelledStreets::head(Move m) const { return tail(reversed(m)); }

std::uint32_t TravelledStreets::street_ds(Move m) const {
  const auto forward = streets_.forward_ds[m.street];
  const auto backward = streets_.backward_ds[m.street];
  if (is_loop(m.street)) return std::min(forward, backward);
  return m.against ? backward : forward;
}

bool TravelledStreets::is_open(Move m) const { return street_ds(m) != kClosed_ds; }

TravelledStreets::Moves TravelledStreets::leaving(std::uint64_t junction) const {
  std::set<Move> moves;
  for (std::uint32_t s = 0; s < streets_.size(); ++s) {
    if (streets_.from_key[s] == junction) moves.insert(move(s, false));
    if (streets_.to_key[s] == junction) moves.insert(move(s, true));
  }
  return {moves.begin(), moves.end()};
}

/// Of streets open to all.
std::size_t TravelledStreets::street_ends(std::uint64_t junction) const {
  std::size_t count = 0;
  for (std::uint32_t s = 0; s < streets_.size(); ++s) {
    if (is_local_[s]) continue;
    count += (streets_.from_key[s] == junction ? 1U : 0U) + (streets_.to_key[s] == junction ? 1U : 0U);
  }
  return count;
}

// ---- Turns

bool TravelledStreets::read(const network::TurnRestriction& turn, Moves& moves) const {
  moves.clear();
  for (std::size_t i = 0; i < turn.street.size(); ++i) {
    bool found = false;
    for (const bool against : {false, true}) {
      const Move m = move(turn.street[i], against);
      if (i > 0 && tail(m) != turn.junction[i - 1]) continue;
      if (i < turn.junction.size() && head(m) != turn.junction[i]) continue;
      if (!found) moves.push_back(m);
      found = true;
    }
    if (!found || !is_open(moves.back())) return false;
  }
  return true;
}

void TravelledStreets::read_turns(const network::Streets& streets) {
  std::map<Moves, std::set<Move>> refused;
  std::map<Moves, std::set<Move>> commanded;
  Moves moves;
  for (const auto& turn : streets.turns) {
    if (!read(turn, moves)) continue;
    const Move last = moves.back();
    moves.pop_back();
    (turn.only ? commanded : refused)[moves].insert(last);
  }
  for (const auto& [before, allowed] : commanded) {
    for (const Move m : leaving(head(before.back()))) {
      if (allowed.count(m) == 0) refused[before].insert(m);
    }
  }
  for (const auto& [before, lasts] : refused) {
    bool refuses_a_turn = false;
    for (const Move m : lasts) {
      forbidden_.push_back(before);
      forbidden_.back().push_back(m);
      refuses_a_turn = refuses_a_turn || m != reversed(before.back());
    }
    if (graph_.mode != model::Mode::car) continue;
    for (std::size_t i = 1; i < before.size(); ++i) {  // nor on a street by way of which it goes
      if (is_loop(before[i].street) || !is_open(reversed(before[i]))) continue;
      forbidden_.emplace_back(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      forbidden_.back().push_back(reversed(before[i]));
    }
    if (!refuses_a_turn) continue;
    for (const Move m : leaving(head(before.back()))) {
      if (m == reversed(before.back()) || lasts.count(m) > 0 || !is_open(m)) continue;
      Moves travelled = before;
      travelled.push_back(m);
      refuse_turning_round(travelled);
    }
  }
  for (const auto& sequence : forbidden_) longest_ = std::max(longest_, sequence.size());
}

/// At the end of what was travelled, and on through junctions of two streets.
void TravelledStreets::refuse_turning_round(const Moves& travelled) {
  const Move last = travelled.back();
  if (is_local_[last.street] || is_loop(last.street) || travelled.size() >= 16) return;
  const Move back = reversed(last);
  Moves on;
  for (const Move m : leaving(head(last))) {
    if (m != back && is_open(m) && !is_local_[m.street]) on.push_back(m);
  }
  if (on.empty()) return;
  Moves round = travelled;
  round.push_back(back);
  if (is_open(back)) forbidden_.push_back(round);
  if (street_ends(head(last)) != 2) return;
  round.back() = on.front();
  refuse_turning_round(round);
}

bool TravelledStreets::may_go_on(const Moves& before, Move next) const {
  Moves travelled = before;
  travelled.push_back(next);
  return std::none_of(forbidden_.begin(), forbidden_.end(),
                      [&](const Moves& sequence) { return ends_with(travelled, sequence); });
}

/// What may still matter: the last streets, or, where that would be many, what begins something forbidden.
TravelledStreets::Moves TravelledStreets::remembered(Moves travelled) const {
  const auto matters = [&] {
    if (longest_ <= 4) return travelled.size() < std::max<std::size_t>(longest_, 1);
    return std::any_of(forbidden_.begin(), forbidden_.end(), [&](const Moves& sequence) {
      return travelled.size() < sequence.size() && begins_with(sequence, travelled);
    });
  };
  while (!travelled.empty() && !matters()) travelled.erase(travelled.begin());
  return travelled;
}

// ---- Trips

bool TravelledStreets::go_on(const Place& place, Move next, Place& result) const {
  if (tail(next) != place.junction || !is_open(next) || !may_go_on(place.before, next)) return false;
  const bool local = is_local_[next.street];
  if (!local && place.phase == Phase::local_end) return false;
  result.phase = !local ? Phase::core : place.phase == Phase::local_start ? Phase::local_start : Phase::local_end;
  result.junction = head(next);
  Moves travelled = place.before;
  travelled.push_back(next);
  result.before = remembered(std::move(travelled));
  return true;
}

std::vector<std::uint64_t> TravelledStreets::junctions_at(geo::Point place) const {
  std::set<std::uint64_t> keys;
  for (std::uint32_t s = 0; s < streets_.size(); ++s) {
    if (streets_.shape(s).front() == place) keys.insert(streets_.from_key[s]);
    if (streets_.shape(s).back() == place) keys.insert(streets_.to_key[s]);
  }
  return {keys.begin(), keys.end()};
}

std::uint32_t TravelledStreets::street_of(const network::Snap& snap) const {
  return static_cast<std::uint32_t>(graph_.edge_way[snap.edge.value()]);
}

TravelledStreets::Reached TravelledStreets::reached_from(const network::Snap& origin) const {
  const std::uint32_t street = street_of(origin);
  const Phase phase = is_local_[street] ? Phase::local_start : Phase::core;
  Reached best;
  std::set<std::pair<std::uint32_t, Place>> open;
  const auto improve = [&](const Place& place, std::uint32_t time) {
    const auto [found, is_new] = best.emplace(place, time);
    if (!is_new && found->second <= time) return;
    open.erase({found->second, place});
    found->second = time;
    open.emplace(time, place);
  };
  if (origin.share == 0.0 || origin.share == 1.0) {
    const auto shape = streets_.shape(street);
    for (const auto key : junctions_at(origin.share == 0.0 ? shape.front() : shape.back())) {
      improve({key, {}, phase}, origin.connector_ds);
    }
  } else {
    const auto leave = [&](bool against, std::uint32_t time_ds) {
      const Move m = move(street, against);
      improve({against ? streets_.from_key[street] : streets_.to_key[street], remembered({m}), phase},
              origin.connector_ds + time_ds);
    };
    const auto forward = streets_.forward_ds[street];
    const auto backward = streets_.backward_ds[street];
    if (forward != kClosed_ds) leave(false, forward - part(origin.share, forward));
    if (backward != kClosed_ds) leave(true, part(origin.share, backward));
  }
  while (!open.empty()) {
    const auto [time, place] = *open.begin();
    open.erase(open.begin());
    for (const Move m : leaving(place.junction)) {
      Place next;
      if (go_on(place, m, next)) improve(next, time + street_ds(m));
    }
  }
  return best;
}

std::uint32_t TravelledStreets::time_to(const Reached& reached, const network::Snap& origin,
                                        const network::Snap& destination) const {
  const std::uint32_t street = street_of(destination);
  const auto forward = streets_.forward_ds[street];
  const auto backward = streets_.backward_ds[street];
  std::uint32_t best = kNone;
  const auto take = [&](std::uint32_t time) { best = std::min(best, time + destination.connector_ds); };
  if (destination.share == 0.0 || destination.share == 1.0) {
    const auto shape = streets_.shape(street);
    for (const auto key : junctions_at(destination.share == 0.0 ? shape.front() : shape.back())) {
      for (const auto& [place, time] : reached) {
        if (place.junction == key && (is_local_[street] || place.phase != Phase::local_end)) take(time);
      }
    }
  } else {
    for (const auto& at : reached) {
      const Place& place = at.first;
      const auto time = at.second;
      Place ignored;
      const auto enter = [&](bool against, std::uint32_t street_ds, std::uint32_t rest) {
        const auto key = against ? streets_.to_key[street] : streets_.from_key[street];
        if (street_ds == kClosed_ds || place.junction != key) return;
        if (go_on(place, move(street, against), ignored)) take(time + rest);
      };
      if (forward != kClosed_ds) enter(false, forward, part(destination.share, forward));
      if (backward != kClosed_ds) enter(true, backward, backward - part(destination.share, backward));
    }
  }
  if (street_of(origin) != street) return best;
  const bool along = origin.share < destination.share;
  const auto time = along ? forward : backward;
  if (origin.share == destination.share) {
    take(origin.connector_ds);
  } else if (time != kClosed_ds) {
    const auto a = part(origin.share, time);
    const auto b = part(destination.share, time);
    take(origin.connector_ds + (along ? b - a : a - b));
  }
  return best;
}

std::vector<std::uint32_t> TravelledStreets::times(const network::Snap& origin, const access::Endpoints& others) const {
  std::vector<std::uint32_t> result(others.size(), kNone);
  const Reached reached = reached_from(origin);
  for (std::size_t other = 0; other < others.size(); ++other) {
    if (others.connected(other)) result[other] = time_to(reached, origin, others.snap[other]);
  }
  return result;
}

std::vector<std::vector<std::uint32_t>> travelled_times(const RuledTown& ruled, access::Direction direction) {
  const TravelledStreets travelled{ruled};
  const auto& [graph, sites, others] = ruled.town;
  std::vector times(sites.size(), std::vector<std::uint32_t>(others.size(), kNone));
  if (direction == access::Direction::from_sites) {
    for (std::size_t site = 0; site < sites.size(); ++site) {
      if (sites.connected(site)) times[site] = travelled.times(sites.snap[site], others);
    }
    return times;
  }
  for (std::size_t other = 0; other < others.size(); ++other) {
    if (!others.connected(other)) continue;
    const auto from = travelled.times(others.snap[other], sites);
    for (std::size_t site = 0; site < sites.size(); ++site) times[site][other] = from[site];
  }
  return times;
}

}  // namespace trek::test
