#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// How many people a site draws on within the largest limit, those across the border counted for less: a share of them
/// that the project states. And which part of that comes from abroad.
namespace trek::measure::detail::kinds::hinterland {
namespace {

constexpr const char kHinterlandId[] = "hinterland_{}_{}min";
constexpr const char kAbroadShareId[] = "abroad_share_{}_{}min";

/// The farthest that the project counts people.
std::uint32_t farthest_limit(const TravelSettings& mode) {
  return mode.limits_min.empty() ? mode.norm_min : mode.limits_min.back();
}

core::Phrase counted_abroad(const Settings& settings) {
  const double percent = settings.border ? 100.0 * settings.border->people_share : 100.0;
  return {
      fmt::format("Inwoners over de grens tellen voor {:g} %: een keuze van het project, geen meting.", percent),
      fmt::format("Inhabitants across the border count for {:g} %: a choice of the project, not measured.", percent)};
}

/// `label` has places for the limit and the mode.
Measure described(const Settings& settings, const TravelSettings& mode, const core::Phrase& label) {
  const std::uint32_t limit = farthest_limit(mode);
  const core::Phrase by_mode = mode_label(mode);
  const core::Phrase abroad = counted_abroad(settings);
  Measure measure;
  measure.label = {fmt::format(fmt::runtime(label.dutch()), limit, by_mode.dutch()),
                   fmt::format(fmt::runtime(label.en), limit, by_mode.en)};
  measure.description = with_caveat(mode, abroad.dutch(), abroad.en);
  measure.need = Need::border;
  return measure;
}

Measure people(const Settings& settings, const TravelSettings& mode) {
  Measure measure = described(settings, mode,
                              {"Achterland binnen {} min {}, over de grens minder geteld",
                               "Hinterland within {} min {}, counted for less across the border"});
  measure.id = fmt::format(kHinterlandId, model::name_of(mode.mode), farthest_limit(mode));
  measure.unit = {"personen", "people"};
  return measure;
}

Measure abroad_share(const Settings& settings, const TravelSettings& mode) {
  Measure measure = described(settings, mode,
                              {"Deel van het achterland over de grens, binnen {} min {}",
                               "Part of the hinterland across the border, within {} min {}"});
  measure.id = fmt::format(kAbroadShareId, model::name_of(mode.mode), farthest_limit(mode));
  measure.unit = {"aandeel 0-1", "share 0-1"};
  measure.decimals = 4;
  measure.integer = false;
  return measure;
}

/// People of each row, those abroad by the share; or the latter alone.
std::vector<double> weights_of(const ModeSurvey& survey, bool abroad_alone) {
  const model::Demand& demand = *survey.tables().demand;
  const double share = survey.settings().border->people_share;
  std::vector<double> weights(demand.size(), 0.0);
  for (std::size_t row = 0; row < demand.size(); ++row) {
    const bool abroad = demand.is_abroad(row);
    if (abroad || !abroad_alone) weights[row] = demand.inhabitants[row] * (abroad ? share : 1.0);
  }
  return weights;
}

/// Nobody knows in which country those live who are beyond the data: each may count whole.
Widen widened(ModeSurvey& survey) {
  const double radius_m = reach_m(survey.mode(), farthest_limit(survey.mode()));
  return [&survey, radius_m](std::size_t site, model::Estimate& estimate) {
    const Beyond& beyond = *survey.beyond();
    const model::Demand& demand = *survey.tables().demand;
    const double around = beyond.rerouted(site, radius_m, estimate.high,
                                          [&](std::size_t row, double) { return demand.inhabitants[row]; });
    widen(estimate, around + beyond.inhabitants(site, radius_m), beyond.share(site, radius_m));
  };
}

/// Where data end within reach the share may be any.
Widen widened_share(ModeSurvey& survey) {
  const double radius_m = reach_m(survey.mode(), farthest_limit(survey.mode()));
  return [&survey, radius_m](std::size_t site, model::Estimate& estimate) {
    const double beyond_share = survey.beyond()->share(site, radius_m);
    if (!estimate.is_known() || beyond_share == 0.0) return;
    estimate = {estimate.best, 0.0, 1.0, estimate.known_share * (1.0 - beyond_share)};
  };
}

/// `missed`: who may be within reach and is not counted, of all and of those abroad.
model::Estimate share_of(const Count& all, const Count& abroad, const Unseen& missed) {
  if (std::isnan(all.best) || !(all.best > 0.0)) return model::Estimate::unknown();
  const double best = std::min(1.0, abroad.best / all.best);
  if (missed.people == 0.0) return model::Estimate::exact(best);
  const double most = all.best + missed.people;
  return {best, abroad.best / most, std::min(1.0, (abroad.best + missed.people) / most), 1.0 - missed.share()};
}

std::vector<ModeOffer> offers(const Settings& settings, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{people(settings, mode), Use::criterion, widened},
                   {abroad_share(settings, mode), Use::criterion, widened_share}};
  offer.plan = [](ModeSurvey& survey, SweepPlan& plan) -> ModeOffer::Take {
    const access::Step step{static_cast<double>(farthest_limit(survey.mode()))};
    const auto sum_of = [&](bool abroad_alone) {
      const std::span<const double> weights = plan.keep(weights_of(survey, abroad_alone));
      return plan.add({weights, weights, weights, step}, false);
    };
    const SweepPlan::Sum all = sum_of(false);
    const SweepPlan::Sum abroad = sum_of(true);
    return [all, abroad](const Swept& swept) {
      Values hinterland = values_of(swept, all);
      Values shares;
      for (std::size_t site = 0; site < swept.counted[all].size(); ++site) {
        shares.estimates.push_back(
            share_of(swept.counted[all][site], swept.counted[abroad][site], swept.missed[all][site]));
        shares.values.push_back(shares.estimates.back().best);
      }
      return std::vector<Values>{std::move(hinterland), std::move(shares)};
    };
  };
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {110, offers}; }

}  // namespace trek::measure::detail::kinds::hinterland
