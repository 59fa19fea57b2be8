#pragma once

#include <cstddef>
#include <cstdint>

/// Kinds of road of made-up networks, as OpenStreetMap tags them.
namespace trek::datasets {

/// Values of the tag highway=*, roughly by importance; ferry is a route, not a road.
enum class Road : std::uint8_t {
  motorway,
  motorway_link,
  primary,
  secondary,
  tertiary,
  unclassified,
  residential,
  living_street,
  service,
  pedestrian,
  track,
  cycleway,
  footway,
  ferry,
};

/// Null for what is no road.
[[nodiscard]] constexpr const char* highway_of(Road road) noexcept {
  constexpr const char* kHighways[] = {"motorway",     "motorway_link", "primary",       "secondary", "tertiary",
                                       "unclassified", "residential",   "living_street", "service",   "pedestrian",
                                       "track",        "cycleway",      "footway",       nullptr};
  return kHighways[static_cast<std::size_t>(road)];
}

/// The value of maxspeed=*: 50 on main streets and 30 in the others within towns; 80 and 60 outside; null where the law
/// says all.
[[nodiscard]] constexpr const char* find_posted_limit(Road road, bool in_town) noexcept {
  switch (road) {
    case Road::motorway:
      return "100";
    case Road::motorway_link:
      return "80";
    case Road::primary:
    case Road::secondary:
    case Road::tertiary:
      return in_town ? "50" : "80";
    case Road::unclassified:
      return "60";
    case Road::residential:
      return "30";
    default:
      return nullptr;
  }
}

}  // namespace trek::datasets
