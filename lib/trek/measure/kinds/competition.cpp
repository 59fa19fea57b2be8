#include <fmt/format.h>

#include "trek/access/catchments.hpp"
#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// How much pull of existing places a site has around it: K_j = sum_l S_l f(c_jl), Hansen's potential of its rivals.
namespace trek::measure::detail::kinds::competition {
namespace {

constexpr const char kCompetitionId[] = "competition_{}";

Measure described(const Settings& settings, const TravelSettings& mode) {
  const std::string decay = access::describe(settings.decay);
  Measure measure;
  measure.id = fmt::format(kCompetitionId, model::name_of(mode.mode));
  measure.label = label_by(mode, "Concurrentie van bestaande plekken", "Competition of existing places");
  measure.unit = {"gewone plekken, gewogen", "ordinary places, weighted"};
  measure.description = with_caveat(
      mode, fmt::format("Third places en culturele trekkers, gewogen met hun kracht en de reistijd erheen, {}.", decay),
      fmt::format("Third places and cultural anchors, weighted by strength and the travel time there, {}.", decay));
  measure.decimals = 3;
  measure.integer = false;
  measure.need = Need::places;
  return measure;
}

/// A source without any rival says nothing of them.
std::vector<double> competition(const ModeSurvey& survey) {
  const ModeTravel& travel = survey.travel();
  const PlaceSelection rivals = survey.rivals();
  std::vector<double> pulled(travel.sites.size(), kUnknown);
  if (rivals.row.empty()) return pulled;
  const access::WeightedSum pull[] = {{rivals.strength, survey.settings().decay}};
  const access::Trips there{survey.trips().limit, access::Direction::from_sites};
  pulled = std::move(
      access::weighted_sums(travel.router, travel.sites, rivals.endpoints, pull, there, survey.control()).front());
  return where_connected(std::move(pulled), travel.sites);
}

/// Places beyond the data may be as many and as near as they like.
Widen widened_by_places(ModeSurvey& survey) {
  const double radius_m = reach_m(survey.mode(), horizon_min(survey.mode(), survey.settings().decay));
  return [&survey, radius_m](std::size_t site, model::Estimate& estimate) {
    const double share = survey.beyond()->places().within(survey.travel().sites.place[site], radius_m).share();
    widen(estimate, share > 0.0 ? kInfinite : 0.0, share);
  };
}

std::vector<ModeOffer> offers(const Settings& settings, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{described(settings, mode), Use::criterion, widened_by_places}};
  offer.plan = [](ModeSurvey& survey, SweepPlan&) -> ModeOffer::Take {
    return [&survey](const Swept&) { return std::vector<Values>{{competition(survey)}}; };
  };
  offer.to_horizon = true;
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {350, offers}; }

}  // namespace trek::measure::detail::kinds::competition
