#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <string_view>

#include "trek/model/mode.hpp"
#include "trek/network/network.hpp"
#include "trek/network/osm_tags.hpp"

/// What the access tags of OSM say to a mode.
namespace trek::network::detail {

using Names = std::span<const std::string_view>;
[[nodiscard]] bool contains(Names names, std::string_view name) noexcept;

/// Classes that one joins and leaves at their ends alone, and drives one way.
inline constexpr std::array<std::string_view, 2> kMotorway{"motorway", "motorway_link"};

/// The friendliest first; `local` is open to whoever starts or ends there.
enum class Access : std::uint8_t { unstated, allowed, local, dismount, sidepath, refused };

/// "agricultural;destination": whoever may pass for one of the reasons may pass.
[[nodiscard]] Access access_of(std::string_view values) noexcept;
[[nodiscard]] inline bool is_passable(Access access) noexcept {
  return access != Access::refused && access != Access::sidepath;
}
[[nodiscard]] inline bool is_stated_open(Access access) noexcept {
  return access == Access::allowed || access == Access::local;
}

/// Keys that speak of a mode, the most specific first: the first one stated decides. The last is the general `access`.
[[nodiscard]] Names access_keys(model::Mode mode) noexcept;
/// Those of them that speak of the mode and no other kind of vehicle: they open what is shut by default.
[[nodiscard]] Names own_keys(model::Mode mode) noexcept;

[[nodiscard]] Access stated_access(const Tags& tags, Names keys) noexcept;

/// Counts one tag that depends on the moment, by what in it was not judged.
void count_judged(const std::set<std::string_view>& not_judged, ConditionCounts& counts);
void add_counts(const ConditionCounts& more, ConditionCounts& counts);

/// The two directions of a way. `local` is what the access of the whole way says; motor_vehicle:forward=destination and
/// the like say it of one direction.
struct Directions {
  bool forward = true;
  bool backward = true;
  bool local_forward = false;
  bool local_backward = false;
};
[[nodiscard]] Directions vehicle_directions(const Tags& way, bool local) noexcept;
[[nodiscard]] Directions car_directions(const Tags& way, bool local) noexcept;
[[nodiscard]] Directions bicycle_directions(const Tags& way, bool local) noexcept;
[[nodiscard]] Directions foot_directions(const Tags& way, bool local) noexcept;

}  // namespace trek::network::detail
