#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "trek/network/osm_rules.hpp"

/// What relations of OSM say of ways: turn restrictions, and areas whose outline several ways are.
namespace trek::network::detail {

/// What a restriction forbids or commands a mode.
struct TurnRule {
  std::string_view left_out;  // reason, empty where it binds the mode; refers to a literal
  bool only = false;          // the turn is commanded
  bool u_turn = false;
};

/// Reasons: other_vehicles (it names none of the mode's), except, unknown_kind, not_now (by its condition),
/// not_judged (its condition). Nothing binds walkers: other_vehicles.
[[nodiscard]] TurnRule turn_rule(const ModeSpeeds& speeds, const Tags& relation, ConditionCounts& counts);

struct Restriction {
  std::vector<std::int64_t> from;  // ways
  std::vector<std::int64_t> to;    // ways
  std::optional<std::int64_t> via_node;
  std::vector<std::int64_t> via;  // ways, where no node is given
  std::vector<TurnRule> rules;    // one per mode
};

struct AreaRelation {
  std::vector<std::int64_t> outline;  // ways, outer and inner
  std::vector<WayRule> rules;         // one per mode
};

struct Relations {
  std::vector<Restriction> restrictions;
  std::vector<AreaRelation> areas;          // of ground that at least one of the modes walks freely
  std::vector<ConditionCounts> conditions;  // one per mode
};

}  // namespace trek::network::detail
