#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// Which steps of the chain (cultural education, participation, talent development, professional top) no existing place
/// offers within the norm of a site: what a place there could complement.
namespace trek::measure::detail::kinds::chain {
namespace {

constexpr const char kChainId[] = "chain_missing_{}";
constexpr double kSteps = model::kChainSteps.size();

Measure described(const TravelSettings& mode) {
  const core::Phrase label = mode_label(mode);
  const auto within = [&](const char* dutch, const char* english) {
    return core::Phrase{fmt::format("{} binnen {} min {}", dutch, mode.norm_min, label.dutch()),
                        fmt::format("{} within {} min {}", english, mode.norm_min, label.en)};
  };
  Measure measure;
  measure.id = fmt::format(kChainId, model::name_of(mode.mode));
  measure.label = within("Stappen van de keten zonder plek", "Steps of the chain without a place");
  measure.told_label = within("Ontbrekende stappen van de keten", "Steps of the chain that are missing");
  measure.unit = {"aantal van 4", "count of 4"};
  measure.description = with_caveat(
      mode,
      "Van cultuureducatie, participatie, talentontwikkeling en professionele top. Leeg: van geen enkele plek bekend.",
      "Of cultural education, participation, talent development and professional top. Empty: known of no place.");
  measure.need = Need::places;
  return measure;
}

/// What is offered within the norm of a site, and how many places there say so.
struct Offered {
  model::ChainSteps steps;
  std::size_t known = 0;
  std::size_t unknown = 0;
};

std::vector<Offered> offered_around(const ModeSurvey& survey) {
  const ModeTravel& travel = survey.travel();
  const model::ExistingPlaces& places = *survey.tables().places;
  const PlaceSelection around = survey.rivals();
  std::vector<Offered> offered(travel.sites.size());
  access::for_each_travel_row(travel.router, travel.sites, around.endpoints,
                              {minutes(survey.mode().norm_min), access::Direction::from_sites}, survey.control(),
                              [&](std::uint32_t site, std::span<const access::Reach> row) {
                                for (const access::Reach& reach : row) {
                                  const model::ChainSteps steps = places.chain[around.row[reach.row]];
                                  offered[site].steps.add(steps);
                                  (steps.empty() ? offered[site].unknown : offered[site].known) += 1;
                                }
                              });
  return offered;
}

core::Phrase missing_words(model::ChainSteps offered) {
  model::ChainSteps missing;
  for (const model::ChainStep step : model::kChainSteps) {
    if (!offered.has(step)) missing.add(step);
  }
  if (missing.empty()) return {"geen", "none"};
  return {model::labels_of(missing, model::Language::nl), model::labels_of(missing, model::Language::en)};
}

/// A place that does not say its steps may offer all that is missing.
model::Estimate missing_of(const Offered& offered) {
  const auto found = std::ranges::count_if(model::kChainSteps, [&](auto step) { return offered.steps.has(step); });
  const double missing = kSteps - static_cast<double>(found);
  if (offered.unknown == 0 || missing == 0.0) return model::Estimate::exact(missing);
  const auto known = static_cast<double>(offered.known);
  return {missing, 0.0, missing, known / (known + static_cast<double>(offered.unknown))};
}

Values missing(const ModeSurvey& survey) {
  const ModeTravel& travel = survey.travel();
  const auto& chain = survey.tables().places->chain;
  const bool says_any = std::ranges::any_of(chain, [](model::ChainSteps steps) { return !steps.empty(); });
  const auto offered = says_any ? offered_around(survey) : std::vector<Offered>(travel.sites.size());
  Values values;
  for (std::size_t site = 0; site < offered.size(); ++site) {
    const bool known = says_any && travel.sites.connected(site);
    values.estimates.push_back(known ? missing_of(offered[site]) : model::Estimate::unknown());
    values.values.push_back(values.estimates.back().best);
    values.told.push_back(known ? missing_words(offered[site].steps) : core::Phrase{});
  }
  return values;
}

/// Places beyond the data may offer all that is missing.
Widen widened_by_places(ModeSurvey& survey) {
  const double radius_m = reach_m(survey.mode(), survey.mode().norm_min);
  return [&survey, radius_m](std::size_t site, model::Estimate& estimate) {
    const double share = survey.beyond()->places().within(survey.travel().sites.place[site], radius_m).share();
    if (share == 0.0 || estimate.high == 0.0) return;
    estimate.low = 0.0;
    estimate.known_share *= 1.0 - share;
  };
}

std::vector<ModeOffer> offers(const Settings& /*settings*/, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{described(mode), Use::criterion, widened_by_places}};
  offer.plan = [](ModeSurvey& survey, SweepPlan&) -> ModeOffer::Take {
    return [&survey](const Swept&) { return std::vector<Values>{missing(survey)}; };
  };
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {360, offers}; }

}  // namespace trek::measure::detail::kinds::chain
