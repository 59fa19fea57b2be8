#pragma once

#include <span>

#include "trek/network/detail/osm_streets.hpp"

namespace trek::network::detail {

/// Puts the restrictions that bind mode number `column` into streets.turns, as streets that follow each other, and
/// counts them. The streets of way w are [first_street[w], first_street[w + 1]), in their order along it.
///
/// Reasons besides those of turn_rule: members (a role is missing or there are too many of it), not_on_streets (a way
/// of it is no street of the mode, or not in the extract), via_not_shared (the ways do not meet there, or a barrier
/// stands there), ambiguous (a way goes on beyond the junction on both sides), one_way (nobody can make the turn).
void add_turns(const WayTable& ways, std::size_t column, std::span<const std::size_t> first_street, Streets& streets,
               OsmCounts& counts);

}  // namespace trek::network::detail
