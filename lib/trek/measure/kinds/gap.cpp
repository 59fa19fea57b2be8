#include <fmt/format.h>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// People of the target group whom no existing third place serves within the norm, and the site would.
namespace trek::measure::detail::kinds::gap {
namespace {

constexpr const char kGapId[] = "gap_target_{}";

Measure described(const TravelSettings& mode) {
  const core::Phrase label = mode_label(mode);
  Measure measure;
  measure.id = fmt::format(kGapId, model::name_of(mode.mode));
  measure.label = {
      fmt::format("20-40-jarigen zonder plek binnen {} min {}, hier wel", mode.norm_min, label.dutch()),
      fmt::format("People of 20-40 without a place within {} min {}, served here", mode.norm_min, label.en)};
  measure.unit = {"personen", "people"};
  measure.description = with_caveat(
      mode, "Mensen binnen de norm van dit pand die nu buiten de norm van elke bestaande third place vallen.",
      "People within the norm of this site who are now outside the norm of every existing third place.");
  measure.need = Need::places;
  return measure;
}

/// A cell without a known access time is not counted: its need is unknown. Nor are at least those whom a place beyond
/// the data may serve.
CountedPeople unserved(ModeSurvey& survey, SweepPlan& plan) {
  const access::ModeAccess& access = survey.access();
  TargetPeople people = survey.target();
  for (std::size_t row = 0; row < people.best.size(); ++row) {
    const bool may_be_served = !access.may_be_served.empty() && access.may_be_served[row] != 0;
    if (access.connected[row] == 0 || access.served(row)) people.best[row] = 0.0;
    if (people.best[row] == 0.0 || may_be_served) people.at_least[row] = 0.0;
    if (access.served(row)) people.at_most[row] = 0.0;
  }
  return {plan.keep(std::move(people.best)), plan.keep(std::move(people.at_least)),
          plan.keep(std::move(people.at_most)), access::Step{static_cast<double>(survey.mode().norm_min)}};
}

Widen widened_by_unserved(ModeSurvey& survey) {
  const double radius_m = reach_m(survey.mode(), survey.mode().norm_min);
  return [&survey, radius_m](std::size_t site, model::Estimate& estimate) {
    const Beyond& beyond = *survey.beyond();
    const access::ModeAccess& access = survey.access();
    const double around = beyond.rerouted(site, radius_m, estimate.high, [&](std::size_t row, double) {
      return access.served(row) ? 0.0 : survey.tables().demand->target_at_most(row);
    });
    widen(estimate, around + beyond.target(site, radius_m), beyond.share(site, radius_m));
  };
}

std::vector<ModeOffer> offers(const Settings& /*settings*/, const TravelSettings& mode) {
  return {offer_of_sum({described(mode), Use::criterion, widened_by_unserved}, unserved)};
}

}  // namespace

Kind kind() { return {400, offers}; }

}  // namespace trek::measure::detail::kinds::gap
