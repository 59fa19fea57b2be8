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

/// What a more specific key says in the place of `oneway`.
void take_oneway(std::string_view value, Directions& directions) noexcept {
  const auto stated = find_oneway(value);
  if (!stated) return;
  directions.forward = stated->forward;
  directions.backward = stated->backward;
}

/// motor_vehicle:backward=no and the like: the most specific key decides; only a key of the mode's own reopens.
void take_direction(const Tags& way, Names keys, bool& open, bool& local) noexcept {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Access access = access_of(way[keys[i]]);
    if (access == Access::unstated) continue;
    open = is_passable(access) && (open || i == 0);
    local = access == Access::local;
    return;
  }
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

Directions vehicle_directions(const Tags& way, bool local) noexcept {
  const bool circular = way.is("junction", "roundabout") || way.is("junction", "circular");
  Directions directions{true, !circular && !contains(kMotorway, way["highway"])};
  if (const auto stated = find_oneway(way["oneway"])) directions = *stated;
  directions.local_forward = directions.local_backward = local;
  return directions;
}

Directions car_directions(const Tags& way, bool local) noexcept {
  static constexpr std::array<std::string_view, 3> kForward{"motorcar:forward", "motor_vehicle:forward",
                                                            "vehicle:forward"};
  static constexpr std::array<std::string_view, 3> kBackward{"motorcar:backward", "motor_vehicle:backward",
                                                             "vehicle:backward"};
  Directions directions = vehicle_directions(way, local);
  for (const std::string_view key : {"oneway:motor_vehicle", "oneway:motorcar"}) take_oneway(way[key], directions);
  take_direction(way, kForward, directions.forward, directions.local_forward);
  take_direction(way, kBackward, directions.backward, directions.local_backward);
  return directions;
}

Directions bicycle_directions(const Tags& way, bool local) noexcept {
  static constexpr std::array<std::string_view, 2> kForward{"bicycle:forward", "vehicle:forward"};
  static constexpr std::array<std::string_view, 2> kBackward{"bicycle:backward", "vehicle:backward"};
  Directions directions = vehicle_directions(way, local);
  if (has_contraflow(way)) directions.forward = directions.backward = true;
  take_oneway(way["oneway:bicycle"], directions);
  take_direction(way, kForward, directions.forward, directions.local_forward);
  take_direction(way, kBackward, directions.backward, directions.local_backward);
  return directions;
}

Directions foot_directions(const Tags& way, bool local) noexcept {
  Directions directions;
  take_oneway(way["oneway:foot"], directions);
  directions.local_forward = directions.local_backward = local;
  return directions;
}

}  // namespace trek::network::detail
