#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trek/network/detail/osm_tables.hpp"

namespace trek::network::detail {

/// Puts the restrictions that bind mode number `column` into streets.turns, as streets that follow each other, and
/// counts them. The streets of way w are [first_street[w], first_street[w + 1]), in their order along it.
///
/// Reasons besides those of turn_rule: members (a role is missing or there are too many of it), not_on_streets (a way
/// of it is no street of the mode, or not in the extract), via_not_shared (the ways do not meet there, or a barrier
/// stands there), ambiguous (a way goes on beyond the junction on both sides), one_way (nobody can make the turn).
void add_turns(const WayTable& ways, std::size_t column, std::span<const std::size_t> first_street, Streets& streets,
               OsmCounts& counts);

/// The number of the restriction that each turn belongs to.
[[nodiscard]] std::vector<std::uint32_t> signs_of(std::span<const TurnRestriction> turns);

/// A restriction of which the graph ignored every turn is not kept: it moves from the one count to the other, as
/// via_not_shared or one_way. `signs` and `fates` are of the same turns.
void count_ignored(std::span<const std::uint32_t> signs, std::span<const TurnFate> fates, OsmCounts& counts);

}  // namespace trek::network::detail
