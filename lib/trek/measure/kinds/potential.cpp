#include <fmt/format.h>

#include <algorithm>

#include "trek/access/measures.hpp"
#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// People of the target group weighed by their travel time with the project's decay: Hansen (1959).
namespace trek::measure::detail::kinds {
namespace {

constexpr const char kPotentialId[] = "hansen_target_{}";
constexpr int kRings = 12;  // in which people beyond the data are put as near as they can be

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

/// In rings from the site outward, all people beyond the data as near as they can be.
Widen widened_by_rings(ModeSurvey& survey) {
  const double horizon = horizon_min(survey.mode(), survey.settings().decay);
  return [&survey, horizon](std::size_t site, model::Estimate& estimate) {
    const TravelSettings& mode = survey.mode();
    const access::Decay& decay = survey.settings().decay;
    const Beyond& beyond = *survey.beyond();
    const double meters_a_minute = reach_m(mode, 1.0);
    double before = 0.0;
    double more = beyond.rerouted(site, reach_m(mode, horizon), estimate.high, [&](std::size_t row, double far_m) {
      return survey.tables().demand->target_at_most(row) * access::decay_at(decay, far_m / meters_a_minute);
    });
    for (int ring = 0; ring < kRings; ++ring) {
      const double from = horizon * ring / kRings;
      const double until = horizon * (ring + 1) / kRings;
      const double people = std::max(before, beyond.target(site, reach_m(mode, until)));
      more += (people - before) * access::decay_at(decay, from);
      before = people;
    }
    widen(estimate, more, beyond.share(site, reach_m(mode, horizon)));
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

Kind potential() { return {200, offers, nullptr, model::Pillar::accessibility}; }

}  // namespace trek::measure::detail::kinds
