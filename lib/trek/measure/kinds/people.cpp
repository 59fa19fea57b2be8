#include <fmt/format.h>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// How many people reach the site within each limit: cumulative opportunities, of the target group and of all.
namespace trek::measure::detail::kinds::people {
namespace {

constexpr const char kPeopleId[] = "people_{}_{}_{}min";

enum class Who { target, all };

Measure described(const TravelSettings& mode, std::uint32_t limit, Who who) {
  const bool target = who == Who::target;
  const core::Phrase label = mode_label(mode);
  Measure measure;
  measure.id = fmt::format(kPeopleId, target ? "target" : "all", model::name_of(mode.mode), limit);
  measure.label = {fmt::format("{} binnen {} min {}", target ? "20-40-jarigen" : "Inwoners", limit, label.dutch()),
                   fmt::format("{} within {} min {}", target ? "People of 20-40" : "Inhabitants", limit, label.en)};
  measure.unit = {"personen", "people"};
  measure.description = with_caveat(mode, fmt::format("Mensen die het pand in ten hoogste {} minuten bereiken.", limit),
                                    fmt::format("People who can reach the site in at most {} minutes.", limit));
  return measure;
}

/// By the people beyond the data and those who may come by streets there.
Widen widened(ModeSurvey& survey, double limit_min, Who who) {
  const double radius_m = reach_m(survey.mode(), limit_min);
  return [&survey, radius_m, who](std::size_t site, model::Estimate& estimate) {
    const Beyond& beyond = *survey.beyond();
    const model::Demand& demand = *survey.tables().demand;
    const double around = beyond.rerouted(site, radius_m, estimate.high, [&](std::size_t row, double) {
      return who == Who::target ? demand.target_at_most(row) : demand.inhabitants[row];
    });
    const double most = who == Who::target ? beyond.target(site, radius_m) : beyond.inhabitants(site, radius_m);
    widen(estimate, around + most, beyond.share(site, radius_m));
  };
}

std::vector<ModeOffer> offers(const Settings& /*settings*/, const TravelSettings& mode) {
  std::vector<ModeOffer> result;
  for (const Who who : {Who::target, Who::all}) {
    for (const std::uint32_t limit : mode.limits_min) {
      Column column{described(mode, limit, who), Use::criterion,
                    [limit, who](ModeSurvey& survey) { return widened(survey, limit, who); }};
      result.push_back(offer_of_sum(std::move(column), [limit, who](ModeSurvey& survey, SweepPlan&) {
        const access::Step step{static_cast<double>(limit)};
        if (who == Who::target) return survey.counted_target(step);
        const std::span<const double> all{survey.tables().demand->inhabitants};
        return CountedPeople{all, all, all, step};
      }));
    }
  }
  return result;
}

}  // namespace

Kind kind() { return {100, offers}; }

}  // namespace trek::measure::detail::kinds::people
