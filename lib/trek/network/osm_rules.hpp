#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "trek/core/units.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/mode_speeds.hpp"
#include "trek/network/network.hpp"
#include "trek/network/osm_tags.hpp"

/// What the tags of OSM mean for a mode. Everything here is a function of tags alone; METHODS "Streets" has the table.
namespace trek::network {

/// How a mode travels a way. A speed of 0 is a closed direction; a used way is open in at least one.
struct WayRule {
  std::string_view left_out;  // reason, empty when the way is used; refers to a literal
  core::MetersPerSecond forward;
  core::MetersPerSecond backward;
  bool ferry = false;
  bool local_forward = false;             // open in this direction to a trip that starts or ends there, and to no other
  bool local_backward = false;            // likewise
  bool no_entry = false;                  // nobody joins it between its ends
  bool area = false;                      // ground that is walked freely: the way is its outline
  std::optional<core::Seconds> duration;  // of the whole way, by its duration tag (ferries)

  [[nodiscard]] bool used() const noexcept { return left_out.empty(); }
  /// In one direction at least.
  [[nodiscard]] bool local() const noexcept {
    return (forward.value() > 0.0 && local_forward) || (backward.value() > 0.0 && local_backward);
  }
};

/// Reasons: no_highway, construction, area, indoor, no_class (not a class for this mode), motorroad, tracktype,
/// no_access, use_sidepath, reversible. Tags that depend on the moment say what holds then: see judged_tags.
[[nodiscard]] WayRule way_rule(const ModeSpeeds& speeds, const Tags& way);
/// The rule of an area whose outline other ways are (a multipolygon); not `area` for what is no walkable ground.
[[nodiscard]] WayRule area_rule(const ModeSpeeds& speeds, const Tags& relation);

/// Whether a node lets the mode through: barriers and the access tags on them. `local` lets through whose trip starts
/// or ends behind it.
enum class Passage : std::uint8_t { open, local, blocked };
[[nodiscard]] Passage passage(model::Mode mode, const Tags& node);

/// Whether a tag depends on the moment: `*:conditional`, and `opening_hours` where it is the way's own.
[[nodiscard]] bool has_conditions(const Tags& tags) noexcept;
/// The tags as they hold for the mode at its moment: `x:conditional` that holds takes the place of `x`, and what its
/// opening_hours close is shut. What cannot be judged stays as it is without the condition.
[[nodiscard]] Tags judged_tags(const ModeSpeeds& speeds, const Tags& tags, ConditionCounts& counts);

/// A speed limit: "50", "30 mph", "NL:urban", "NL:zone30", the lowest of "50;30". Empty for "none", "signals" and
/// whatever else has no number.
[[nodiscard]] std::optional<core::MetersPerSecond> find_speed_limit(std::string_view text);

/// A duration: "00:15" (hours and minutes), "1:30:00", "15" (minutes), "PT1H30M". Empty for anything else and for 0.
[[nodiscard]] std::optional<core::Seconds> find_duration(std::string_view text);

}  // namespace trek::network
