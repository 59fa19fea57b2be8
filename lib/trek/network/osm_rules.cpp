#include "trek/network/osm_rules.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "trek/core/error.hpp"

namespace trek::network {
namespace {

using core::MetersPerSecond;
using model::Mode;
using Names = std::span<const std::string_view>;

constexpr MetersPerSecond kClosed{0.0};

bool contains(Names names, std::string_view name) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// ---- Access

enum class Access { unstated, allowed, local, dismount, sidepath, refused };

constexpr std::array<std::string_view, 11> kRefused{
    "no", "private", "agricultural", "forestry", "emergency", "military", "psv", "bus", "permit", "residents", "hov"};
constexpr std::array<std::string_view, 3> kLocal{"destination", "delivery", "customers"};

Access access_of_value(std::string_view value) noexcept {
  if (value.empty()) return Access::unstated;
  if (value == "use_sidepath") return Access::sidepath;
  if (value == "dismount") return Access::dismount;
  if (contains(kRefused, value)) return Access::refused;
  return contains(kLocal, value) ? Access::local : Access::allowed;
}

/// "agricultural;destination": whoever may pass for one of the reasons may pass.
Access access_of(std::string_view values) noexcept {
  Access best = access_of_value(values.substr(0, values.find(';')));
  while (values.find(';') != std::string_view::npos) {
    values.remove_prefix(values.find(';') + 1);
    best = std::min(best, access_of_value(values.substr(0, values.find(';'))));
  }
  return best;
}

bool is_passable(Access access) noexcept { return access != Access::refused && access != Access::sidepath; }
bool is_stated_open(Access access) noexcept { return access == Access::allowed || access == Access::local; }

/// Keys that speak of a mode, the most specific first: the first one stated decides.
Names access_keys(Mode mode) noexcept {
  static constexpr std::array<std::string_view, 2> kFoot{"foot", "access"};
  static constexpr std::array<std::string_view, 3> kBicycle{"bicycle", "vehicle", "access"};
  static constexpr std::array<std::string_view, 4> kCar{"motorcar", "motor_vehicle", "vehicle", "access"};
  switch (mode) {
    case Mode::foot:
      return kFoot;
    case Mode::bicycle:
    case Mode::e_bike:
      return kBicycle;
    case Mode::car:
      return kCar;
  }
  return {};
}

Access stated_access(const Tags& tags, Names keys) noexcept {
  for (const std::string_view key : keys) {
    if (const Access access = access_of(tags[key]); access != Access::unstated) return access;
  }
  return Access::unstated;
}

/// What the keys of the mode itself say, without the general `access`.
Access stated_for(const Tags& tags, Mode mode) noexcept {
  const Names keys = access_keys(mode);
  return stated_access(tags, keys.first(keys.size() - 1));
}

// ---- Direction

constexpr std::array<std::string_view, 2> kMotorway{"motorway", "motorway_link"};

struct Directions {
  bool forward = true;
  bool backward = true;
};

/// What a oneway tag says; empty when it says nothing.
std::optional<Directions> find_oneway(std::string_view value) noexcept {
  if (value == "yes" || value == "true" || value == "1") return Directions{true, false};
  if (value == "-1" || value == "reverse") return Directions{false, true};
  if (value == "no" || value == "false" || value == "0" || value == "alternating") return Directions{true, true};
  if (value == "reversible") return Directions{false, false};
  return std::nullopt;
}

Directions vehicle_directions(const Tags& way) noexcept {
  if (const auto stated = find_oneway(way["oneway"])) return *stated;
  const bool circular = way.is("junction", "roundabout") || way.is("junction", "circular");
  return {true, !circular && !contains(kMotorway, way["highway"])};
}

/// motor_vehicle:backward=no and the like: the most specific key decides; only a key of the mode's own reopens.
bool is_open(const Tags& way, Names keys, bool open) noexcept {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Access access = access_of(way[keys[i]]);
    if (access == Access::unstated) continue;
    return is_passable(access) && (open || i == 0);
  }
  return open;
}

Directions car_directions(const Tags& way) noexcept {
  static constexpr std::array<std::string_view, 3> kForward{"motorcar:forward", "motor_vehicle:forward",
                                                            "vehicle:forward"};
  static constexpr std::array<std::string_view, 3> kBackward{"motorcar:backward", "motor_vehicle:backward",
                                                             "vehicle:backward"};
  Directions directions = vehicle_directions(way);
  for (const std::string_view key : {"oneway:motor_vehicle", "oneway:motorcar"}) {
    if (const auto stated = find_oneway(way[key])) directions = *stated;
  }
  return {is_open(way, kForward, directions.forward), is_open(way, kBackward, directions.backward)};
}

bool has_contraflow(const Tags& way) noexcept {
  static constexpr std::array<std::string_view, 4> kLanes{"cycleway", "cycleway:left", "cycleway:right",
                                                          "cycleway:both"};
  static constexpr std::array<std::string_view, 2> kOwnDirection{"cycleway:left:oneway", "cycleway:right:oneway"};
  return std::any_of(kLanes.begin(), kLanes.end(), [&](auto key) { return way[key].starts_with("opposite"); }) ||
         std::any_of(kOwnDirection.begin(), kOwnDirection.end(),
                     [&](auto key) { return way.is(key, "no") || way.is(key, "-1"); });
}

Directions bicycle_directions(const Tags& way) noexcept {
  static constexpr std::array<std::string_view, 2> kForward{"bicycle:forward", "vehicle:forward"};
  static constexpr std::array<std::string_view, 2> kBackward{"bicycle:backward", "vehicle:backward"};
  Directions directions = has_contraflow(way) ? Directions{} : vehicle_directions(way);
  if (const auto stated = find_oneway(way["oneway:bicycle"])) directions = *stated;
  return {is_open(way, kForward, directions.forward), is_open(way, kBackward, directions.backward)};
}

Directions foot_directions(const Tags& way) noexcept { return find_oneway(way["oneway:foot"]).value_or(Directions{}); }

// ---- Classes

constexpr std::array<std::string_view, 14> kStreets{
    "primary",     "primary_link",  "secondary", "secondary_link", "tertiary", "tertiary_link", "unclassified",
    "residential", "living_street", "service",   "road",           "track",    "path",          "cycleway"};
constexpr std::array<std::string_view, 5> kFootOnly{"footway", "pedestrian", "steps", "bridleway", "platform"};
constexpr std::array<std::string_view, 2> kTrunk{"trunk", "trunk_link"};
constexpr std::array<std::string_view, 5> kNotMotorised{"track", "path", "cycleway", "footway", "pedestrian"};

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
  return rule;
}

WayRule travelled(Directions directions, MetersPerSecond speed) { return travelled(directions, speed, speed); }

/// Why no mode at all uses a way; empty when one might.
std::string_view find_exclusion(const Tags& way) noexcept {
  const std::string_view highway = way["highway"];
  if (highway.empty()) return "no_highway";
  if (highway == "construction" || highway == "proposed" || highway == "planned") return "construction";
  if (way.is("area", "yes")) return "area";
  if (highway == "corridor" || (way.has("indoor") && !way.is("indoor", "no"))) return "indoor";
  return {};
}

std::optional<MetersPerSecond> find_class_speed(const ModeSpeeds& speeds, std::string_view highway) {
  const auto found = speeds.by_class.find(std::string{highway});
  return found == speeds.by_class.end() ? std::nullopt : std::optional{found->second};
}

// ---- Foot

WayRule foot_rule(const ModeSpeeds& speeds, const Tags& way) {
  const std::string_view highway = way["highway"];
  const Access access = stated_access(way, access_keys(Mode::foot));
  if (contains(kMotorway, highway)) return left_out("no_class");
  if (way.is("motorroad", "yes")) return left_out("motorroad");
  if (access == Access::sidepath) return left_out("use_sidepath");
  if (!is_passable(access)) return left_out("no_access");
  const bool walkable = contains(kStreets, highway) || contains(kFootOnly, highway) ||
                        (contains(kTrunk, highway) && is_stated_open(stated_for(way, Mode::foot)));
  if (!walkable) return left_out("no_class");
  return travelled(foot_directions(way), find_class_speed(speeds, highway).value_or(speeds.base));
}

// ---- Bicycle

WayRule pushed(const ModeSpeeds& speeds, const Tags& way) {
  if (!is_passable(stated_access(way, access_keys(Mode::foot)))) return left_out("no_access");
  return travelled(foot_directions(way), speeds.dismounted);
}

WayRule ridden(const ModeSpeeds& speeds, const Tags& way) {
  const std::string_view highway = way["highway"];
  const bool cycleway = highway == "cycleway";
  const MetersPerSecond plain = cycleway ? speeds.base + speeds.cycleway_bonus : speeds.base;
  return travelled(bicycle_directions(way), find_class_speed(speeds, highway).value_or(plain));
}

bool has_ramp(const Tags& way) noexcept {
  return way.is("ramp:bicycle", "yes") || way.is("ramp", "yes") || is_stated_open(access_of(way["bicycle"]));
}

bool is_rough_track(const Tags& way) noexcept {
  return way.is("highway", "track") && (way.is("tracktype", "grade4") || way.is("tracktype", "grade5"));
}

WayRule bicycle_rule(const ModeSpeeds& speeds, const Tags& way) {
  const std::string_view highway = way["highway"];
  const Access own = access_of(way["bicycle"]);
  if (contains(kMotorway, highway)) return left_out("no_class");
  if (way.is("motorroad", "yes")) return left_out("motorroad");
  if (own == Access::sidepath) return left_out("use_sidepath");
  if (own == Access::refused) return left_out("no_access");
  if (highway == "steps") return has_ramp(way) ? pushed(speeds, way) : left_out("no_class");
  if (contains(kStreets, highway) || highway == "footway" || highway == "pedestrian") {
    if (own == Access::dismount) return pushed(speeds, way);
  }
  if (is_stated_open(own) &&
      (contains(kStreets, highway) || contains(kFootOnly, highway) || contains(kTrunk, highway))) {
    return ridden(speeds, way);
  }
  if (highway == "footway" || highway == "pedestrian") return pushed(speeds, way);
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
  const std::string_view highway = way["highway"];
  const auto class_speed = find_class_speed(speeds, highway);
  if (!class_speed) return left_out("no_class");
  const Access access = stated_access(way, access_keys(Mode::car));
  if (!is_passable(access)) return left_out("no_access");
  static constexpr std::array<std::string_view, 2> kOwnKeys{"motorcar", "motor_vehicle"};
  if (contains(kNotMotorised, highway) && stated_access(way, kOwnKeys) != Access::allowed) return left_out("no_class");

  // Local traffic gets there, through traffic finds a faster way.
  const MetersPerSecond slow = find_class_speed(speeds, "living_street").value_or(*class_speed);
  const auto speed = [&](std::string_view key) {
    const MetersPerSecond through = car_speed(way, key, *class_speed);
    return access == Access::local ? std::min(slow, through) : through;
  };
  return travelled(car_directions(way), speed("maxspeed:forward"), speed("maxspeed:backward"));
}

// ---- Ferries

WayRule ferry_rule(const ModeSpeeds& speeds, const Tags& way) {
  if (!is_passable(stated_access(way, access_keys(speeds.mode)))) return left_out("no_access");
  WayRule rule = travelled(vehicle_directions(way), speeds.ferry_speed);
  rule.ferry = true;
  rule.duration = find_duration(way["duration"]);
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

std::string_view Tags::operator[](std::string_view key) const noexcept {
  const auto found = std::find_if(pairs_.begin(), pairs_.end(), [&](const auto& pair) { return pair.first == key; });
  return found == pairs_.end() ? std::string_view{} : found->second;
}

WayRule way_rule(const ModeSpeeds& speeds, const Tags& way) {
  if (way.is("route", "ferry") && !way.has("highway")) return ferry_rule(speeds, way);
  if (const std::string_view reason = find_exclusion(way); !reason.empty()) return left_out(reason);
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

bool is_blocking(Mode mode, const Tags& node) {
  const std::string_view barrier = node["barrier"];
  if (barrier.empty()) return false;
  if (!is_passable(stated_access(node, access_keys(mode)))) return true;
  // A bollard with access=yes still stands in the way of a car: only a key of the mode's own opens it.
  return is_blocking_kind(mode, barrier) && stated_for(node, mode) == Access::unstated;
}

ModeSpeeds default_speeds(Mode mode) {
  const auto km_h = [](double speed) { return core::kilometers_per_hour(speed); };
  ModeSpeeds speeds;
  speeds.mode = mode;
  switch (mode) {
    case Mode::foot:
      speeds.base = km_h(4.8);
      break;
    case Mode::bicycle:
      speeds.base = km_h(15.0);
      break;
    case Mode::e_bike:
      speeds.base = km_h(20.0);
      break;
    case Mode::car:
      break;
  }
  if (mode == Mode::bicycle || mode == Mode::e_bike) speeds.cycleway_bonus = km_h(1.0);
  if (mode != Mode::car) return speeds;
  speeds.signal_delay = core::Seconds{2.0};
  // SPEC A5, after OSRM's car profile, from which the links come too. 100 km/h is the limit of Dutch motorways by day.
  speeds.by_class = {{"motorway", km_h(100.0)},     {"motorway_link", km_h(75.0)},  {"trunk", km_h(85.0)},
                     {"trunk_link", km_h(70.0)},    {"primary", km_h(65.0)},        {"primary_link", km_h(60.0)},
                     {"secondary", km_h(55.0)},     {"secondary_link", km_h(50.0)}, {"tertiary", km_h(40.0)},
                     {"tertiary_link", km_h(30.0)}, {"unclassified", km_h(25.0)},   {"residential", km_h(25.0)},
                     {"living_street", km_h(10.0)}, {"service", km_h(15.0)},        {"road", km_h(25.0)},
                     {"track", km_h(15.0)},         {"path", km_h(10.0)},           {"cycleway", km_h(10.0)},
                     {"footway", km_h(10.0)},       {"pedestrian", km_h(10.0)}};
  return speeds;
}

}  // namespace trek::network
