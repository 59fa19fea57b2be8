#include <fmt/format.h>

#include "trek/measure/detail/kind.hpp"

/// Of the people: travel time to the nearest existing third place.
namespace trek::measure::detail::kinds::nearest_place {
namespace {

constexpr const char kNearestPlaceId[] = "nearest_place_{}_min";

Measure described(const TravelSettings& mode) {
  Measure measure;
  measure.id = fmt::format(kNearestPlaceId, model::name_of(mode.mode));
  measure.label =
      label_by(mode, "Reistijd naar de dichtstbijzijnde third place", "Travel time to the nearest third place");
  measure.unit = "min";
  measure.description = with_caveat(
      mode, "Leeg: geen plek binnen twee uur (dan is 'binnen de norm' nee), of niet op het wegennet (dan is dat leeg).",
      "Empty: no place within two hours ('within the norm' is then false), or off the network (it is then empty).");
  measure.decimals = 1;
  measure.integer = false;
  measure.need = Need::places;
  return measure;
}

std::vector<ModeOffer> offers(const Settings& /*settings*/, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{described(mode), Use::demand}};
  offer.plan = [](ModeSurvey& survey, SweepPlan&) -> ModeOffer::Take {
    return [&survey](const Swept&) {
      std::vector<double> times;
      for (const access::Router::Nearest& nearest : survey.access().nearest) times.push_back(minutes_of(nearest));
      return std::vector<Values>{{std::move(times)}};
    };
  };
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {700, offers}; }

}  // namespace trek::measure::detail::kinds::nearest_place
