#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "trek/network/detail/osm_turns.hpp"

namespace trek::network::detail {
namespace {

using Reason = std::string_view;  // empty: none

/// A street as it is travelled.
struct Ride {
  std::uint32_t street = 0;
  bool forward = true;
};

struct StreetRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;  // one beyond
};

/// Streets, junction to junction, that follow each other.
struct Path {
  std::vector<std::uint32_t> street;
  std::vector<std::uint64_t> junction;  // between them, and one before the first and after the last
};

class TurnMaker {
 public:
  TurnMaker(const WayTable& ways, std::span<const std::size_t> first_street, Streets& streets)
      : ways_{ways}, first_street_{first_street}, streets_{streets} {}

  /// Adds the turns of one restriction, with its number; gives the reason where it adds none.
  Reason add(const Restriction& restriction, std::uint32_t number, const TurnRule& rule) {
    if (restriction.from.empty() || restriction.to.empty()) return "members";
    if (!restriction.via_node && restriction.via.empty()) return "members";
    std::vector<TurnRestriction> turns;
    Reason reason;
    for (const std::int64_t from : restriction.from) {
      for (const std::int64_t to : restriction.to) {
        const Reason found = restriction.via_node ? add_at_node(from, *restriction.via_node, to, rule, turns)
                                                  : add_along_ways(from, restriction.via, to, rule, turns);
        if (!found.empty()) reason = found;
      }
    }
    if (turns.empty()) return reason;
    if (rule.only && turns.size() > 1) return "members";  // no_entry has several from, no_exit several to
    for (TurnRestriction& turn : turns) turn.sign = number;
    std::move(turns.begin(), turns.end(), std::back_inserter(streets_.turns));
    return {};
  }

 private:
  [[nodiscard]] std::optional<StreetRange> find_streets(std::int64_t way) const {
    const auto end = ways_.id.begin() + static_cast<std::ptrdiff_t>(ways_.listed_count);
    const auto found = std::lower_bound(ways_.id.begin(), end, way);
    if (found == end || *found != way) return std::nullopt;
    const auto row = static_cast<std::size_t>(found - ways_.id.begin());
    const StreetRange range{static_cast<std::uint32_t>(first_street_[row]),
                            static_cast<std::uint32_t>(first_street_[row + 1])};
    return range.first == range.last ? std::nullopt : std::optional{range};
  }

  [[nodiscard]] bool is_open(Ride ride) const {
    return (ride.forward ? streets_.forward_ds : streets_.backward_ds)[ride.street] != kClosed_ds;
  }
  [[nodiscard]] std::uint64_t start(Ride ride) const {
    return (ride.forward ? streets_.from_key : streets_.to_key)[ride.street];
  }
  [[nodiscard]] std::uint64_t end(Ride ride) const { return start({ride.street, !ride.forward}); }

  [[nodiscard]] bool touches(StreetRange way, std::uint64_t junction) const {
    for (std::uint32_t s = way.first; s < way.last; ++s) {
      if (streets_.from_key[s] == junction || streets_.to_key[s] == junction) return true;
    }
    return false;
  }

  /// Streets of the way by which one can arrive at the junction; each once.
  [[nodiscard]] std::vector<std::uint32_t> arriving(StreetRange way, std::uint64_t junction) const {
    return open_at(way, [&](Ride ride) { return end(ride) == junction; });
  }
  [[nodiscard]] std::vector<std::uint32_t> leaving(StreetRange way, std::uint64_t junction) const {
    return open_at(way, [&](Ride ride) { return start(ride) == junction; });
  }
  template <class Fits>
  [[nodiscard]] std::vector<std::uint32_t> open_at(StreetRange way, Fits fits) const {
    std::vector<std::uint32_t> result;
    for (std::uint32_t s = way.first; s < way.last; ++s) {
      const auto rides = {Ride{s, true}, Ride{s, false}};
      if (std::any_of(rides.begin(), rides.end(), [&](Ride ride) { return is_open(ride) && fits(ride); }))
        result.push_back(s);
    }
    return result;
  }

  Reason add_at_node(std::int64_t from_way, std::int64_t node, std::int64_t to_way, const TurnRule& rule,
                     std::vector<TurnRestriction>& turns) const {
    const auto from = find_streets(from_way);
    const auto to = find_streets(to_way);
    if (!from || !to) return "not_on_streets";
    const auto junction = static_cast<std::uint64_t>(node);
    if (!touches(*from, junction) || !touches(*to, junction)) return "via_not_shared";
    const auto before = arriving(*from, junction);
    const auto after = leaving(*to, junction);
    if (rule.u_turn && from_way == to_way) return add_u_turns(before, after, junction, rule, turns);
    return add_turn(before, {{}, {junction}}, after, rule, turns);
  }

  /// Back into the street that one came from, on each side of the junction.
  static Reason add_u_turns(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after,
                            std::uint64_t junction, const TurnRule& rule, std::vector<TurnRestriction>& turns) {
    Reason reason = "one_way";
    for (const std::uint32_t street : before) {
      if (std::find(after.begin(), after.end(), street) == after.end()) continue;
      turns.push_back({{street, street}, {junction}, rule.only});
      reason = {};
    }
    return reason;
  }

  static Reason add_turn(const std::vector<std::uint32_t>& before, const Path& path,
                         const std::vector<std::uint32_t>& after, const TurnRule& rule,
                         std::vector<TurnRestriction>& turns) {
    if (before.empty() || after.empty()) return "one_way";
    if (before.size() > 1 || after.size() > 1) return "ambiguous";
    TurnRestriction turn{{before.front()}, path.junction, rule.only};
    turn.street.insert(turn.street.end(), path.street.begin(), path.street.end());
    turn.street.push_back(after.front());
    turns.push_back(std::move(turn));
    return {};
  }

  Reason add_along_ways(std::int64_t from_way, const std::vector<std::int64_t>& via, std::int64_t to_way,
                        const TurnRule& rule, std::vector<TurnRestriction>& turns) const {
    const auto from = find_streets(from_way);
    const auto to = find_streets(to_way);
    std::vector<StreetRange> ranges;
    for (const std::int64_t way : via) {
      const auto range = find_streets(way);
      if (!range) return "not_on_streets";
      ranges.push_back(*range);
    }
    if (!from || !to) return "not_on_streets";
    Reason reason = "via_not_shared";
    for (std::size_t first = 0; first < ranges.size(); ++first) {
      for (const bool forward : {true, false}) {
        const auto path = find_path(ranges, first, forward);
        if (!path || !touches(*from, path->junction.front()) || !touches(*to, path->junction.back())) continue;
        reason = is_open(*path) ? add_turn(arriving(*from, path->junction.front()), *path,
                                           leaving(*to, path->junction.back()), rule, turns)
                                : Reason{"one_way"};
        if (reason.empty()) return reason;
      }
    }
    return reason;
  }

  /// All the ways from one end to the other, whatever their order in the relation, beginning with one of them.
  [[nodiscard]] std::optional<Path> find_path(const std::vector<StreetRange>& ways, std::size_t first,
                                              bool forward) const {
    std::vector<bool> used(ways.size(), false);
    Path path;
    path.junction.push_back(first_junction(ways[first], forward));
    for (std::size_t count = 0; count < ways.size(); ++count) {
      const auto fits = [&](std::size_t way, bool along) {
        return !used[way] && first_junction(ways[way], along) == path.junction.back();
      };
      std::size_t way = count == 0 ? first : 0;
      bool along = forward;
      if (count > 0) {
        while (way < ways.size() && !fits(way, true) && !fits(way, false)) ++way;
        if (way == ways.size()) return std::nullopt;
        along = fits(way, true);
      }
      used[way] = true;
      if (!append(ways[way], along, path)) return std::nullopt;
    }
    return path;
  }

  [[nodiscard]] std::uint64_t first_junction(StreetRange way, bool forward) const {
    return forward ? streets_.from_key[way.first] : streets_.to_key[way.last - 1];
  }

  /// False where the way is in parts: the extract lacks nodes of it, or a barrier stands on it.
  [[nodiscard]] bool append(StreetRange way, bool forward, Path& path) const {
    for (std::uint32_t i = 0; i < way.last - way.first; ++i) {
      const Ride ride{forward ? way.first + i : way.last - 1 - i, forward};
      if (start(ride) != path.junction.back()) return false;
      path.street.push_back(ride.street);
      path.junction.push_back(end(ride));
    }
    return true;
  }

  [[nodiscard]] bool is_open(const Path& path) const {
    for (std::size_t i = 0; i < path.street.size(); ++i) {
      const bool forward = streets_.from_key[path.street[i]] == path.junction[i];
      if (!is_open(Ride{path.street[i], forward})) return false;
    }
    return true;
  }

  const WayTable& ways_;
  std::span<const std::size_t> first_street_;
  Streets& streets_;
};

}  // namespace

void add_turns(const WayTable& ways, std::size_t column, std::span<const std::size_t> first_street, Streets& streets,
               OsmCounts& counts) {
  TurnMaker maker{ways, first_street, streets};
  for (std::uint32_t number = 0; number < ways.restrictions.size(); ++number) {
    const Restriction& restriction = ways.restrictions[number];
    const TurnRule& rule = restriction.rules[column];
    const Reason reason = rule.left_out.empty() ? maker.add(restriction, number, rule) : rule.left_out;
    ++(reason.empty() ? counts.turn_restriction_count : counts.turns_not_kept[std::string{reason}]);
  }
}

std::vector<std::uint32_t> signs_of(std::span<const TurnRestriction> turns) {
  std::vector<std::uint32_t> signs;
  signs.reserve(turns.size());
  for (const TurnRestriction& turn : turns) signs.push_back(turn.sign);
  return signs;
}

void count_ignored(std::span<const std::uint32_t> signs, std::span<const TurnFate> fates, OsmCounts& counts) {
  std::map<std::uint32_t, TurnFate> fate_of;
  for (std::size_t turn = 0; turn < signs.size(); ++turn) {
    const auto [entry, is_new] = fate_of.try_emplace(signs[turn], fates[turn]);
    if (fates[turn] == TurnFate::kept) entry->second = TurnFate::kept;
  }
  for (const auto& [sign, fate] : fate_of) {
    if (fate == TurnFate::kept) continue;
    --counts.turn_restriction_count;
    ++counts.turns_not_kept[fate == TurnFate::apart ? "via_not_shared" : "one_way"];
  }
}

}  // namespace trek::network::detail
