#include <algorithm>
#include <optional>

#include "trek/network/detail/osm_access.hpp"

namespace trek::network::detail {
namespace {

using model::Mode;

constexpr std::array<std::string_view, 6> kRefused{"no", "emergency", "military", "psv", "bus", "hov"};
constexpr std::array<std::string_view, 8> kLocal{"private",   "agricultural", "forestry", "permit",
                                                 "residents", "customers",    "delivery", "destination"};

Access access_of_value(std::string_view value) noexcept {
  if (value.empty()) return Access::unstated;
  if (value == "use_sidepath") return Access::sidepath;
  if (value == "dismount") return Access::dismount;
  if (contains(kRefused, value)) return Access::refused;
  return contains(kLocal, value) ? Access::local : Access::allowed;
}

/// What a oneway tag says; empty when it says nothing.
std::optional<Directions> find_oneway(std::string_view value) noexcept {
  if (value == "yes" || value == "true" || value == "1") return Directions{true, false};
  if (value == "-1" || value == "reverse") return Directions{false, true};
  if (value == "no" || value == "false" || value == "0" || value == "alternating") return Directions{true, true};
  if (value == "reversible") return Directions{false, false};
  return std::nullopt;
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

bool has_contraflow(const Tags& way) noexcept {
  static constexpr std::array<std::string_view, 4> kLanes{"cycleway", "cycleway:left", "cycleway:right",
                                                          "cycleway:both"};
  static constexpr std::array<std::string_view, 2> kOwnDirection{"cycleway:left:oneway", "cycleway:right:oneway"};
  return std::any_of(kLanes.begin(), kLanes.end(), [&](auto key) { return way[key].starts_with("opposite"); }) ||
         std::any_of(kOwnDirection.begin(), kOwnDirection.end(),
                     [&](auto key) { return way.is(key, "no") || way.is(key, "-1"); });
}

}  // namespace

bool contains(Names names, std::string_view name) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Access access_of(std::string_view values) noexcept {
  Access best = access_of_value(values.substr(0, values.find(';')));
  while (values.find(';') != std::string_view::npos) {
    values.remove_prefix(values.find(';') + 1);
    best = std::min(best, access_of_value(values.substr(0, values.find(';'))));
  }
  return best;
}

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

Names own_keys(Mode mode) noexcept { return access_keys(mode).first(mode == Mode::car ? 2 : 1); }

Access stated_access(const Tags& tags, Names keys) noexcept {
  for (const std::string_view key : keys) {
    if (const Access access = access_of(tags[key]); access != Access::unstated) return access;
  }
  return Access::unstated;
}

Directions vehicle_directions(const Tags& way) noexcept {
  static constexpr std::array<std::string_view, 2> kMotorway{"motorway", "motorway_link"};
  if (const auto stated = find_oneway(way["oneway"])) return *stated;
  const bool circular = way.is("junction", "roundabout") || way.is("junction", "circular");
  return {true, !circular && !contains(kMotorway, way["highway"])};
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

Directions bicycle_directions(const Tags& way) noexcept {
  static constexpr std::array<std::string_view, 2> kForward{"bicycle:forward", "vehicle:forward"};
  static constexpr std::array<std::string_view, 2> kBackward{"bicycle:backward", "vehicle:backward"};
  Directions directions = has_contraflow(way) ? Directions{} : vehicle_directions(way);
  if (const auto stated = find_oneway(way["oneway:bicycle"])) directions = *stated;
  return {is_open(way, kForward, directions.forward), is_open(way, kBackward, directions.backward)};
}

Directions foot_directions(const Tags& way) noexcept { return find_oneway(way["oneway:foot"]).value_or(Directions{}); }

}  // namespace trek::network::detail
