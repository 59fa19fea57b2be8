#include "trek/network/osm_rules.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "trek/network/detail/osm_access.hpp"

namespace trek::network {
namespace {

using core::MetersPerSecond;
using model::Mode;
using namespace detail;

constexpr MetersPerSecond kClosed{0.0};

// ---- Classes

constexpr std::array<std::string_view, 14> kStreets{
    "primary",     "primary_link",  "secondary", "secondary_link", "tertiary", "tertiary_link", "unclassified",
    "residential", "living_street", "service",   "road",           "track",    "path",          "cycleway"};
constexpr std::array<std::string_view, 5> kFootOnly{"footway", "pedestrian", "steps", "bridleway", "platform"};
constexpr std::array<std::string_view, 2> kTrunk{"trunk", "trunk_link"};
constexpr std::array<std::string_view, 5> kNotMotorised{"track", "path", "cycleway", "footway", "pedestrian"};
/// Nobody's by default, whoever a tag of one's own lets in; with the class whose car speed holds.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kByInvitation{{{"busway", "unclassified"},
                                                                                      {"services", "service"},
                                                                                      {"rest_area", "service"},
                                                                                      {"raceway", "service"},
                                                                                      {"bridleway", "path"},
                                                                                      {"platform", "path"}}};

/// The class by its highway tag; a pier is walked as a footway is, and a platform is one whatever stops at it.
std::string_view class_of(const Tags& way) noexcept {
  if (way.has("highway")) return way["highway"];
  if (way.is("man_made", "pier")) return "footway";
  return way.is("railway", "platform") || way.is("public_transport", "platform") ? "platform" : "";
}

std::string_view find_invited_class(std::string_view highway) noexcept {
  const auto found = std::find_if(kByInvitation.begin(), kByInvitation.end(),
                                  [&](const auto& entry) { return entry.first == highway; });
  return found == kByInvitation.end() ? std::string_view{} : found->second;
}

/// Whether a tag of the mode's own opens the class to walkers and riders, whatever it is by default.
bool is_opened(std::string_view highway, Access own) noexcept {
  return is_stated_open(own) &&
         (contains(kMotorway, highway) || contains(kTrunk, highway) || !find_invited_class(highway).empty());
}

WayRule left_out(std::string_view reason) {
  WayRule rule;
  rule.left_out = reason;
  return rule;
}

WayRule travelled(Directions directions, MetersPerSecond forward, MetersPerSecond backward) {
  if (!directions.forward && !directions.backward) return left_out("reversible");
  WayRule rule;
  rule.forward = directions.forward ? forward : kClosed;
  rule.backward = directions.backward ? backward : kClosed;
  rule.local_forward = directions.local_forward;
  rule.local_backward = directions.local_backward;
  return rule;
}

WayRule travelled(Directions directions, MetersPerSecond speed) { return travelled(directions, speed, speed); }

/// Why no mode at all uses a way; empty when one might.
std::string_view find_exclusion(const Tags& way) noexcept {
  const std::string_view highway = class_of(way);
  if (highway.empty()) return "no_highway";
  if (highway == "construction" || highway == "proposed" || highway == "planned") return "construction";
  if (highway == "corridor" || (way.has("indoor") && !way.is("indoor", "no"))) return "indoor";
  return {};
}

std::optional<MetersPerSecond> find_class_speed(const ModeSpeeds& speeds, std::string_view highway) {
  const auto found = speeds.by_class.find(std::string{highway});
  return found == speeds.by_class.end() ? std::nullopt : std::optional{found->second};
}

// ---- Where nobody joins

bool is_stated(std::string_view value) noexcept { return !value.empty() && value != "no" && value != "none"; }

/// Houses stand along a trunk road that has a sidewalk, or a limit of a built-up area.
bool has_frontage(const Tags& way) noexcept {
  for (const std::string_view key : {"sidewalk", "sidewalk:left", "sidewalk:right", "sidewalk:both"}) {
    if (is_stated(way[key])) return true;
  }
  constexpr MetersPerSecond kBuiltUp = core::kilometers_per_hour(50.0);
  for (const std::string_view key :
       {"maxspeed", "maxspeed:forward", "maxspeed:backward", "maxspeed:type", "source:maxspeed", "zone:maxspeed"}) {
    if (const auto limit = find_speed_limit(way[key])) return *limit <= kBuiltUp;
  }
  return false;
}

bool is_no_entry(const Tags& way) noexcept {
  const std::string_view highway = way["highway"];
  if (contains(kMotorway, highway) || highway.ends_with("_link") || way.is("motorroad", "yes")) return true;
  if (way.is("route", "ferry")) return true;  // with a highway tag beside it
  if (is_stated(way["tunnel"]) && !way.is("tunnel", "building_passage")) return true;
  if (is_stated(way["bridge"]) && !way.is("bridge", "boardwalk")) return true;
  return highway == "trunk" && !has_frontage(way);
}

// ---- Foot

WayRule foot_rule(const ModeSpeeds& speeds, const Tags& way) {
  const std::string_view highway = class_of(way);
  const Access access = stated_access(way, access_keys(Mode::foot));
  const bool opened = is_opened(highway, access_of(way["foot"]));
  if (contains(kMotorway, highway) && !opened) return left_out("no_class");
  if (way.is("motorroad", "yes") && !is_stated_open(access_of(way["foot"]))) return left_out("motorroad");
  if (access == Access::sidepath) return left_out("use_sidepath");
  if (!is_passable(access)) return left_out("no_access");
  if (!contains(kStreets, highway) && !contains(kFootOnly, highway) && !opened) return left_out("no_class");
  const Directions directions = foot_directions(way, access == Access::local);
  return travelled(directions, find_class_speed(speeds, highway).value_or(speeds.base));
}

// ---- Bicycle

WayRule pushed(const ModeSpeeds& speeds, const Tags& way) {
  const Access access = stated_access(way, access_keys(Mode::foot));
  if (!is_passable(access)) return left_out("no_access");
  return travelled(foot_directions(way, access == Access::local), speeds.dismounted);
}

WayRule ridden(const ModeSpeeds& speeds, const Tags& way) {
  const std::string_view highway = class_of(way);
  const bool cycleway = highway == "cycleway";
  const MetersPerSecond plain = cycleway ? speeds.base + speeds.cycleway_bonus : speeds.base;
  const bool local = stated_access(way, access_keys(speeds.mode)) == Access::local;
  return travelled(bicycle_directions(way, local), find_class_speed(speeds, highway).value_or(plain));
}

bool has_ramp(const Tags& way) noexcept {
  return way.is("ramp:bicycle", "yes") || way.is("ramp", "yes") || is_stated_open(access_of(way["bicycle"]));
}

bool is_rough_track(const Tags& way) noexcept {
  return way.is("highway", "track") && (way.is("tracktype", "grade4") || way.is("tracktype", "grade5"));
}

/// A pier, and a platform that is an area, are pushed over as a footway is.
bool is_pushed_over(const Tags& way) noexcept {
  const std::string_view highway = class_of(way);
  return highway == "footway" || highway == "pedestrian" || (highway == "platform" && way.is("area", "yes"));
}

WayRule bicycle_rule(const ModeSpeeds& speeds, const Tags& way) {
  const std::string_view highway = class_of(way);
  const Access own = access_of(way["bicycle"]);
  if (contains(kMotorway, highway) && !is_stated_open(own)) return left_out("no_class");
  if (way.is("motorroad", "yes") && !is_stated_open(own)) return left_out("motorroad");
  if (own == Access::sidepath) return left_out("use_sidepath");
  if (own == Access::refused) return left_out("no_access");
  if (highway == "steps") return has_ramp(way) ? pushed(speeds, way) : left_out("no_class");
  if (own == Access::dismount && (contains(kStreets, highway) || is_pushed_over(way))) return pushed(speeds, way);
  const bool is_way = contains(kStreets, highway) || contains(kFootOnly, highway);
  if (is_opened(highway, own) || (is_way && is_stated_open(own))) return ridden(speeds, way);
  if (is_pushed_over(way)) return pushed(speeds, way);
  if (!contains(kStreets, highway)) return left_out("no_class");
  if (is_rough_track(way)) return left_out("tracktype");
  if (!is_passable(stated_access(way, access_keys(Mode::bicycle)))) return left_out("no_access");
  return ridden(speeds, way);
}

// ---- Car

/// Limits from here up stand outside built-up areas, where the class speeds, made for towns, are too low.
constexpr MetersPerSecond kRuralLimit = core::kilometers_per_hour(60.0);
constexpr double kRuralShareOfLimit = 0.8;

MetersPerSecond car_speed(const Tags& way, std::string_view direction_key, MetersPerSecond class_speed) {
  auto limit = find_speed_limit(way[direction_key]);
  for (const std::string_view key : {"maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed"}) {
    if (!limit) limit = find_speed_limit(way[key]);
  }
  if (!limit) return class_speed;
  const bool rural = *limit >= kRuralLimit && !way.is("highway", "motorway");
  return std::min(*limit, rural ? std::max(class_speed, *limit * kRuralShareOfLimit) : class_speed);
}

WayRule car_rule(const ModeSpeeds& speeds, const Tags& way) {
  const std::string_view highway = class_of(way);
  const std::string_view invited = find_invited_class(highway);
  const auto class_speed = find_class_speed(speeds, invited.empty() ? highway : invited);
  if (!class_speed) return left_out("no_class");
  const Access access = stated_access(way, access_keys(Mode::car));
  if (!is_passable(access)) return left_out("no_access");
  const bool shut_by_default = contains(kNotMotorised, highway) || !invited.empty();
  if (shut_by_default && !is_stated_open(stated_access(way, own_keys(Mode::car)))) return left_out("no_class");
  return travelled(car_directions(way, access == Access::local), car_speed(way, "maxspeed:forward", *class_speed),
                   car_speed(way, "maxspeed:backward", *class_speed));
}

// ---- Ferries

WayRule ferry_rule(const ModeSpeeds& speeds, const Tags& way) {
  const Access access = stated_access(way, access_keys(speeds.mode));
  if (!is_passable(access)) return left_out("no_access");
  WayRule rule = travelled(vehicle_directions(way, access == Access::local), speeds.ferry_speed);
  rule.ferry = true;
  rule.no_entry = true;
  rule.duration = find_duration(way["duration"]);
  return rule;
}

// ---- All modes

WayRule mode_rule(const ModeSpeeds& speeds, const Tags& way) {
  switch (speeds.mode) {
    case Mode::foot:
      return foot_rule(speeds, way);
    case Mode::bicycle:
    case Mode::e_bike:
      return bicycle_rule(speeds, way);
    case Mode::car:
      return car_rule(speeds, way);
  }
  return left_out("no_class");
}

/// Over an area one goes in any direction.
WayRule walked_freely(const ModeSpeeds& speeds, const Tags& way) {
  const std::string_view highway = class_of(way);
  const bool is_ground = highway == "footway" || highway == "pedestrian" || highway == "platform";
  if (!is_ground || speeds.mode == Mode::car) return left_out("area");
  WayRule rule = mode_rule(speeds, way);
  if (!rule.used()) return rule;
  rule.forward = rule.backward = std::max(rule.forward, rule.backward);
  rule.area = true;
  return rule;
}

// ---- Barriers

/// OSRM's car profile, with the gates that open and what a car drives under or over.
constexpr std::array<std::string_view, 13> kPassedByCar{
    "gate",           "lift_gate",  "swing_gate", "sliding_gate", "cattle_grid",
    "border_control", "toll_booth", "sally_port", "entrance",     "height_restrictor",
    "arch",           "kerb",       "no"};
constexpr std::array<std::string_view, 8> kWalls{"wall",      "fence", "hedge",      "retaining_wall",
                                                 "city_wall", "ditch", "guard_rail", "cable_barrier"};
constexpr std::array<std::string_view, 5> kNotForWheels{"stile", "turnstile", "kissing_gate", "full-height_turnstile",
                                                        "horse_stile"};

bool is_blocking_kind(Mode mode, std::string_view barrier) noexcept {
  if (mode == Mode::car) return !contains(kPassedByCar, barrier);
  if (mode == Mode::foot) return contains(kWalls, barrier);
  return contains(kWalls, barrier) || contains(kNotForWheels, barrier);
}

}  // namespace

WayRule way_rule(const ModeSpeeds& speeds, const Tags& way) {
  if (way.is("route", "ferry") && !way.has("highway")) return ferry_rule(speeds, way);
  if (const std::string_view reason = find_exclusion(way); !reason.empty()) return left_out(reason);
  WayRule rule = way.is("area", "yes") ? walked_freely(speeds, way) : mode_rule(speeds, way);
  rule.no_entry = rule.used() && is_no_entry(way);
  return rule;
}

WayRule area_rule(const ModeSpeeds& speeds, const Tags& relation) {
  Tags area = relation;
  area.set("area", "yes");
  return way_rule(speeds, area);
}

Passage passage(Mode mode, const Tags& node) {
  const std::string_view barrier = node["barrier"];
  if (barrier.empty()) return Passage::open;
  const Access access = stated_access(node, access_keys(mode));
  if (!is_passable(access)) return Passage::blocked;
  // A bollard with access=yes still stands in the way of a car: only a key of the mode's own opens it.
  const Names keys = access_keys(mode);
  const bool own_says = stated_access(node, keys.first(keys.size() - 1)) != Access::unstated;
  if (is_blocking_kind(mode, barrier) && !own_says) return Passage::blocked;
  const bool locked = node.is("locked", "yes") && access == Access::unstated;
  return access == Access::local || locked ? Passage::local : Passage::open;
}

}  // namespace trek::network
