#include <algorithm>
#include <array>
#include <string>

#include "trek/core/text.hpp"
#include "trek/network/detail/osm_access.hpp"
#include "trek/network/detail/osm_relations.hpp"
#include "trek/network/opening_hours.hpp"

namespace trek::network::detail {
namespace {

using model::Mode;

/// What a mode is among the vehicles of restrictions, the most specific first.
Names vehicles(Mode mode) noexcept {
  static constexpr std::array<std::string_view, 3> kCar{"motorcar", "motor_vehicle", "vehicle"};
  static constexpr std::array<std::string_view, 2> kBicycle{"bicycle", "vehicle"};
  if (mode == Mode::foot) return {};
  return mode == Mode::car ? Names{kCar} : Names{kBicycle};
}

bool is_excepted(Mode mode, std::string_view except) {
  const auto excepted = core::split(except, ';');
  return std::any_of(excepted.begin(), excepted.end(),
                     [&](const std::string& vehicle) { return contains(vehicles(mode), vehicle); });
}

/// "restriction:bicycle" goes before "restriction".
std::string find_key(Mode mode, const Tags& relation) {
  const auto is_there = [&](const std::string& key) { return relation.has(key) || relation.has(key + ":conditional"); };
  for (const std::string_view vehicle : vehicles(mode)) {
    if (std::string key = "restriction:" + std::string{vehicle}; is_there(key)) return key;
  }
  return mode != Mode::foot && is_there("restriction") ? "restriction" : "";
}

bool names_others_only(const Tags& relation) {
  return std::any_of(relation.pairs().begin(), relation.pairs().end(),
                     [](const auto& pair) { return pair.first.starts_with("restriction:"); });
}

TurnRule left_out(std::string_view reason) {
  TurnRule rule;
  rule.left_out = reason;
  return rule;
}

/// Turning right at red light, and the like, is no matter of where one goes.
TurnRule rule_of_kind(std::string_view kind) {
  if (kind == "none" || kind == "no") return left_out("except");
  const bool only = kind.starts_with("only_");
  if ((!only && !kind.starts_with("no_")) || kind.ends_with("_on_red")) return left_out("unknown_kind");
  return {{}, only, kind.ends_with("_u_turn")};
}

}  // namespace

TurnRule turn_rule(const ModeSpeeds& speeds, const Tags& relation, ConditionCounts& counts) {
  const std::string key = find_key(speeds.mode, relation);
  if (key.empty()) {
    const bool for_others = speeds.mode == Mode::foot || names_others_only(relation);
    return left_out(for_others ? "other_vehicles" : "unknown_kind");
  }
  if (is_excepted(speeds.mode, relation["except"])) return left_out("except");
  if (relation.has("hour_on") || relation.has("day_on")) return left_out("not_judged");  // of before 2012
  std::string_view kind = relation[key];
  if (const std::string_view condition = relation[key + ":conditional"]; !condition.empty()) {
    const ConditionalValue given = conditional_value(condition, speeds.moment);
    count_judged(given.not_judged, counts);
    if (given.value) kind = *given.value;
    if (kind.empty()) return left_out(given.not_judged.empty() ? "not_now" : "not_judged");
  }
  return rule_of_kind(kind);
}

}  // namespace trek::network::detail
