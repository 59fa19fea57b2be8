#include <fmt/format.h>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// People of the target group weighed by their travel time with the project's decay: Hansen (1959).
namespace trek::measure::detail::kinds::potential {
namespace {

constexpr const char kPotentialId[] = "hansen_target_{}";

Measure described(const Settings& settings, const TravelSettings& mode) {
  const std::string decay = access::describe(settings.decay);
  Measure measure;
  measure.id = fmt::format(kPotentialId, model::name_of(mode.mode));
  measure.label = label_by(mode, "Potentiaal 20-40-jarigen", "Potential of people of 20-40");
  measure.unit = {"personen, gewogen", "people, weighted"};
  measure.description = with_caveat(mode, fmt::format("20-40-jarigen gewogen met reistijd, {}.", decay),
                                    fmt::format("People of 20-40 weighted by travel time, {}.", decay));
  return measure;
}

Widen widened_by_rings(ModeSurvey& survey) {
  const double horizon = horizon_min(survey.mode(), survey.settings().decay);
  return [&survey, horizon](std::size_t site, model::Estimate& estimate) {
    const double more = target_beyond(survey, survey.settings().decay, horizon, site, estimate.high);
    widen(estimate, more, survey.beyond()->share(site, reach_m(survey.mode(), horizon)));
  };
}

std::vector<ModeOffer> offers(const Settings& settings, const TravelSettings& mode) {
  ModeOffer offer =
      offer_of_sum({described(settings, mode), Use::criterion, widened_by_rings},
                   [](ModeSurvey& survey, SweepPlan&) { return survey.counted_target(survey.settings().decay); });
  offer.to_horizon = true;
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {200, offers, nullptr, model::Pillar::accessibility}; }

}  // namespace trek::measure::detail::kinds::potential
