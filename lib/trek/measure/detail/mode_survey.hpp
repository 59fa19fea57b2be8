#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <vector>

#include "trek/access/catchments.hpp"
#include "trek/access/mode_access.hpp"
#include "trek/core/control.hpp"
#include "trek/core/units.hpp"
#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/bounds.hpp"
#include "trek/measure/settings.hpp"
#include "trek/measure/tables.hpp"
#include "trek/model/tables.hpp"

/// What the kinds of measures share while they are taken: each part is made once, when it is first asked for.
namespace trek::measure::detail {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// For measures that no mode travels for.
struct SiteSurvey {
  const Settings& settings;
  const Tables& tables;
  const Surroundings* surroundings;  // null: not asked
};

/// People of the target group, a value per row of the demand.
struct TargetPeople {
  std::vector<double> best;  // NaN: unknown
  std::vector<double> at_least;
  std::vector<double> at_most;  // all inhabitants where nothing is known
};

/// Rows of places of some kinds, with their endpoints and attraction.
struct PlaceSelection {
  access::Endpoints endpoints;
  std::vector<double> strength;
  std::vector<std::uint32_t> row;  // of the places
};

/// One mode, while its measures are taken.
class ModeSurvey {
 public:
  /// All that is given must outlive it. `beyond` may be null.
  ModeSurvey(const Settings& settings, const Tables& tables, const ModeTravel& travel, const Beyond* beyond,
             const core::Control& control);
  ModeSurvey(const ModeSurvey&) = delete;
  ModeSurvey& operator=(const ModeSurvey&) = delete;

  [[nodiscard]] const Settings& settings() const noexcept { return settings_; }
  [[nodiscard]] const TravelSettings& mode() const noexcept { return *travel_.settings; }
  [[nodiscard]] const Tables& tables() const noexcept { return tables_; }
  [[nodiscard]] const ModeTravel& travel() const noexcept { return travel_; }
  [[nodiscard]] const core::Control& control() const noexcept { return control_; }
  [[nodiscard]] const TargetPeople& target() const noexcept { return target_; }
  [[nodiscard]] const access::Trips& trips() const noexcept { return trips_; }  // as far as the horizon
  /// Target group as it is known, at least and at most.
  [[nodiscard]] CountedPeople counted_target(access::Decay decay) const;

  /// Attraction of each site: its floor area in ordinary places, and 1 where that is unknown or the project does not
  /// say how large an ordinary place is.
  [[nodiscard]] std::vector<double> site_strengths() const;
  /// Whether that of a site is no stand-in for a floor area that nobody knows.
  [[nodiscard]] bool knows_strength(std::size_t site) const;

  [[nodiscard]] PlaceSelection places_of(std::initializer_list<model::PlaceKind> kinds) const;
  /// Existing third places and cultural anchors: those who choose a site may choose one of these.
  [[nodiscard]] PlaceSelection rivals() const;
  /// What the rivals together pull from each row of the demand. Needs places.
  [[nodiscard]] const std::vector<double>& rival_pull();
  /// Time to the nearest third place, and whom each site would serve in its municipality. Needs places.
  [[nodiscard]] const access::ModeAccess& access();
  /// Makes the supply of each row a part of `access`.
  void keep_supply(std::vector<double> supply);
  /// Of `access`, if anything asked for it.
  [[nodiscard]] std::optional<access::ModeAccess> taken_access() && { return std::move(access_); }
  /// Where the data end; null: not asked.
  [[nodiscard]] const Beyond* beyond() const noexcept { return beyond_; }

 private:
  void add_levels(const PlaceSelection& serving);
  void doubt_service(const access::Endpoints& serving);
  void add_own_gap();

  const Settings& settings_;
  const Tables& tables_;
  const ModeTravel& travel_;
  const Beyond* beyond_;
  const core::Control& control_;
  TargetPeople target_;
  access::Trips trips_;
  std::optional<access::ModeAccess> access_;
  std::optional<std::vector<double>> rival_pull_;
};

/// How fast a mode gets anywhere as the crow flies at best: bounds the circle in which people can be missed.
[[nodiscard]] core::MetersPerSecond crow_speed(const TravelSettings& mode);
/// NaN where nothing was found.
[[nodiscard]] double minutes_of(const access::Router::Nearest& nearest) noexcept;
/// Unknown where the site is not connected.
[[nodiscard]] std::vector<double> where_connected(std::vector<double> values, const access::Endpoints& sites);

}  // namespace trek::measure::detail
