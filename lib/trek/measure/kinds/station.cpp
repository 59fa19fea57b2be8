#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// Travel time from the nearest station. Farther than was looked is known to be far; only a site that is not connected
/// is unknown, and all are where no station is.
namespace trek::measure::detail::kinds::station {
namespace {

constexpr const char kStationId[] = "station_{}_min";

Measure described(const TravelSettings& mode) {
  Measure measure;
  measure.id = fmt::format(kStationId, model::name_of(mode.mode));
  measure.label = label_by(mode, "Reistijd tot station", "Travel time to a station");
  measure.unit = "min";
  measure.description = with_caveat(mode, "Reistijd van het dichtstbijzijnde treinstation.",
                                    "Travel time from the nearest railway station.");
  measure.decimals = 1;
  measure.integer = false;
  measure.need = Need::stations;
  measure.limit = kFarthest_min;
  return measure;
}

Values times(const ModeSurvey& survey) {
  const ModeTravel& travel = survey.travel();
  // A visitor comes from the station: the stations are the origins, so the direction is turned round.
  const access::Direction direction = survey.settings().direction == access::Direction::to_sites
                                          ? access::Direction::from_sites
                                          : access::Direction::to_sites;
  const auto nearest =
      travel.router.nearest_site(travel.stations, travel.sites, minutes(kFarthest_min), direction, survey.control());
  bool any = false;
  for (std::size_t row = 0; row < travel.stations.size(); ++row) any = any || travel.stations.connected(row);
  constexpr double kLooked_min = kFarthest_min;
  Values result;
  for (std::size_t site = 0; site < nearest.size(); ++site) {
    const double time_min = minutes_of(nearest[site]);
    const bool farther = any && travel.sites.connected(site) && std::isnan(time_min);
    result.values.push_back(time_min);
    result.estimates.push_back(farther ? model::Estimate{kLooked_min, kLooked_min, kInfinite, 1.0}
                                       : model::Estimate::exact(time_min));
  }
  return result;
}

/// A station beyond the data may be nearer than all that are known, and so may a known one by streets beyond them.
Widen widened_by_nearer(ModeSurvey& survey) {
  const Beyond& around = *survey.beyond();
  const std::vector<geo::Point>& stations = survey.travel().stations.place;
  return [&survey, &stations, beyond = geo::OutsideCounts{around.stations()},
          unknown = geo::OutsideCounts{around.stations_on_streets()},
          station_to_edge_m = around.edge().nearest_m(stations, reach_m(survey.mode(), kFarthest_min))](
             std::size_t site, model::Estimate& estimate) {
    const geo::Point place = survey.travel().sites.place[site];
    const double known_m = reach_m(survey.mode(), estimate.low);
    const double site_to_edge_m = survey.beyond()->edge().nearest_m(place, known_m);
    double nearest_m = beyond.nearest_m(place, known_m);
    for (std::size_t row = 0; site_to_edge_m < known_m && row < station_to_edge_m.size(); ++row) {
      const double straight_m = geo::distance_m(place, stations[row]);
      nearest_m = std::min(nearest_m, std::max(straight_m, site_to_edge_m + station_to_edge_m[row]));
    }
    if (!(nearest_m < known_m)) return;
    estimate.low = nearest_m / reach_m(survey.mode(), 1.0);
    estimate.known_share *= 1.0 - unknown.within(place, known_m).share();
  };
}

std::vector<ModeOffer> offers(const Settings& /*settings*/, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{described(mode), Use::criterion, widened_by_nearer}};
  offer.plan = [](ModeSurvey& survey, SweepPlan&) -> ModeOffer::Take {
    return [&survey](const Swept&) { return std::vector<Values>{times(survey)}; };
  };
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {600, offers, nullptr, model::Pillar::accessibility}; }

}  // namespace trek::measure::detail::kinds::station
