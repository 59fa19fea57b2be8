#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/access/catchments.hpp"
#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/drawn.hpp"
#include "trek/measure/detail/kind.hpp"

/// The supply of third places, shared among those who reach it: of the people what they have, of a site what it would
/// add and what people around it have already. Two-step floating catchments; METHODS "Floating catchments".
namespace trek::measure::detail::kinds::floating_catchment {
namespace {

using Method = CatchmentSettings::Method;

constexpr const char kSupplyId[] = "supply_{}";
constexpr const char kRatioId[] = "supply_ratio_{}";
constexpr const char kAroundId[] = "supply_around_{}";
constexpr double kPeople = 1000.0;  // for whom supply is told

core::Phrase per_thousand() { return {"gewone plekken per 1.000", "ordinary places for each 1,000"}; }

Measure supply_measure() {
  Measure measure;
  measure.unit = per_thousand();
  measure.decimals = 4;
  measure.integer = false;
  measure.need = Need::catchment;
  return measure;
}

Measure supply(const TravelSettings& mode) {
  Measure measure = supply_measure();
  measure.id = fmt::format(kSupplyId, model::name_of(mode.mode));
  measure.label = label_by(mode, "Aanbod van third places voor 20-40-jarigen hier",
                           "Supply of third places for people of 20-40 here");
  measure.description = with_caveat(
      mode, "Elke plek verdeeld over wie haar bereikt. Nabij de rand van de gegevens kan het meer of minder zijn.",
      "Each place shared among those who reach it. Near the end of the data it may be more or less.");
  return measure;
}

Measure ratio(const TravelSettings& mode) {
  Measure measure = supply_measure();
  measure.id = fmt::format(kRatioId, model::name_of(mode.mode));
  measure.label =
      label_by(mode, "Wat deze plek zou bieden aan wie haar deelt", "What this site would offer those who share it");
  measure.description =
      with_caveat(mode, "Omvang van de plek gedeeld door wie haar zou gebruiken. Leeg: niemand binnen bereik.",
                  "Size of the site over those who would use it. Empty: nobody within reach.");
  return measure;
}

Measure around(const TravelSettings& mode) {
  Measure measure = supply_measure();
  measure.id = fmt::format(kAroundId, model::name_of(mode.mode));
  measure.label = label_by(mode, "Aanbod dat 20-40-jarigen rond deze plek al hebben",
                           "Supply that people of 20-40 around this site have already");
  measure.description = with_caveat(mode, "Gemiddelde over wie deze plek zou gebruiken. Leeg: niemand binnen bereik.",
                                    "Mean over those who would use this site. Empty: nobody within reach.");
  return measure;
}

const CatchmentSettings& catchment_of(const ModeSurvey& survey) { return *survey.settings().catchment; }

core::Deciseconds limit_of(const CatchmentSettings& catchment) {
  return core::Deciseconds{static_cast<std::uint32_t>(std::lround(catchment.limit_min * 600.0))};
}

/// Places for each person at each row, if as many use them as `people` says; NaN off the network.
std::vector<double> shared(const ModeSurvey& survey, std::span<const double> people) {
  const ModeTravel& travel = survey.travel();
  const CatchmentSettings& catchment = catchment_of(survey);
  const PlaceSelection places = survey.places_of({model::PlaceKind::third_place});
  const auto share = catchment.method == Method::huff ? access::huff_floating_catchments : access::floating_catchments;
  return where_connected(share(travel.router, places.endpoints, places.strength, travel.demand, people, catchment.decay,
                               limit_of(catchment), survey.control())
                             .access,
                         travel.demand);
}

/// What people have, weighed by how many they are: unknown where either is.
std::vector<double> had_by(std::span<const double> people, std::span<const double> supply) {
  std::vector<double> result(people.begin(), people.end());
  for (std::size_t row = 0; row < result.size(); ++row) result[row] *= supply[row];
  return result;
}

/// People of 20-40 whose supply is known: off the network it is not.
CountedPeople on_the_network(const ModeSurvey& survey, SweepPlan& plan) {
  CountedPeople people = survey.counted_target(catchment_of(survey).decay);
  people.at_most = plan.keep(where_connected(survey.target().at_most, survey.travel().demand));
  return people;
}

/// Bounds of what they have: the fewer share, the more each has.
CountedPeople supplied(const ModeSurvey& survey, const std::vector<double>& best, SweepPlan& plan, bool bounded) {
  const TargetPeople& target = survey.target();
  const access::Decay& decay = catchment_of(survey).decay;
  const auto with = [&](const std::vector<double>& people, const std::vector<double>& sharing) {
    return plan.keep(had_by(people, shared(survey, sharing)));
  };
  const std::span<const double> had = plan.keep(had_by(target.best, best));
  if (!bounded) return {had, had, had, decay};
  return {had, with(target.at_least, target.at_most), with(target.at_most, target.at_least), decay};
}

/// A number of places over those who use them, for each thousand.
model::Estimate ratio_of(double strength, bool knows_strength, const model::Estimate& users) {
  if (!users.is_known() || !(users.best > 0.0)) return model::Estimate::unknown();
  const double places = kPeople * strength;
  if (!knows_strength) return {places / users.best, 0.0, kInfinite, 0.0};
  return {places / users.best, places / users.high, users.low > 0.0 ? places / users.low : kInfinite,
          users.known_share};
}

model::Estimate mean_of(const model::Estimate& had, const model::Estimate& people) {
  if (!had.is_known() || !(people.best > 0.0)) return model::Estimate::unknown();
  return {kPeople * had.best / people.best, kPeople * had.low / people.high,
          people.low > 0.0 ? kPeople * had.high / people.low : kInfinite,
          std::min(had.known_share, people.known_share)};
}

void add(const model::Estimate& estimate, Values& values) {
  values.values.push_back(estimate.best);
  values.estimates.push_back(estimate);
}

/// Those who would use each site: with a choice of Huff whom it draws, else all within reach as they weigh.
std::vector<Count> users_of(const ModeSurvey& survey, const std::vector<Count>& reached, bool bounded) {
  const CatchmentSettings& catchment = catchment_of(survey);
  if (catchment.method != Method::huff) return reached;
  const ModeTravel& travel = survey.travel();
  const PlaceSelection places = survey.places_of({model::PlaceKind::third_place});
  const auto pull =
      access::received_sums(travel.router, places.endpoints, places.strength, travel.demand, catchment.decay,
                            {limit_of(catchment), survey.trips().direction}, survey.control());
  return drawn_counts(survey, {pull, catchment.decay, 0.0, limit_of(catchment)}, bounded);
}

/// What the sums over people around each site say of it.
struct Around {
  SweepPlan::Sum people;   // who may use the site, as they weigh
  SweepPlan::Sum streets;  // of them, those on the network
  SweepPlan::Sum had;      // what these have
  SweepPlan::Sum within;   // all within the limit
};

std::vector<Values> values_at(const ModeSurvey& survey, const Swept& swept, const Around& sums, bool bounded) {
  const auto users = users_of(survey, swept.counted[sums.people], bounded);
  const auto strengths = survey.site_strengths();
  const bool is_choice = catchment_of(survey).method == Method::huff;
  const auto& missed = swept.missed[is_choice ? sums.within : sums.people];
  Values ratios;
  Values means;
  for (std::size_t site = 0; site < strengths.size(); ++site) {
    const auto people = at_least(swept.counted[sums.streets][site], swept.missed[sums.streets][site]);
    const auto had = at_least(swept.counted[sums.had][site], swept.missed[sums.had][site]);
    add(ratio_of(strengths[site], survey.knows_strength(site), at_least(users[site], missed[site])), ratios);
    add(mean_of(had, people), means);
  }
  return {std::move(ratios), std::move(means)};
}

/// More people beyond the data share the site; where they choose, places there may draw away all.
Widen widened_ratio(ModeSurvey& survey) {
  const CatchmentSettings& catchment = catchment_of(survey);
  const bool is_choice = catchment.method == Method::huff;
  const access::Decay decay = is_choice ? access::Decay{access::Step{catchment.limit_min}} : catchment.decay;
  const double radius_m = reach_m(survey.mode(), catchment.limit_min);
  return [&survey, is_choice, decay, radius_m, limit_min = catchment.limit_min, strengths = survey.site_strengths()](
             std::size_t site, model::Estimate& estimate) {
    const double beyond_share = survey.beyond()->share(site, radius_m);
    if (beyond_share == 0.0) return;
    const double places = kPeople * strengths[site];
    const double counted = estimate.low > 0.0 ? places / estimate.low : 0.0;
    const double more = target_beyond(survey, decay, limit_min, site, counted);
    estimate.low = estimate.low > 0.0 ? places / (counted + more) : 0.0;
    if (is_choice) estimate.high = kInfinite;
    estimate.known_share *= 1.0 - beyond_share;
  };
}

/// Nothing bounds what places beyond the data offer, and who shares those that are known.
Widen widened_around(ModeSurvey& survey) {
  const double radius_m = reach_m(survey.mode(), 2.0 * catchment_of(survey).limit_min);  // to the people, on to a place
  return [&survey, radius_m](std::size_t site, model::Estimate& estimate) {
    const double beyond_share = survey.beyond()->share(site, radius_m);
    if (beyond_share == 0.0) return;
    estimate.low = 0.0;
    estimate.high = kInfinite;
    estimate.known_share *= 1.0 - beyond_share;
  };
}

std::vector<ModeOffer> offers(const Settings& settings, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{supply(mode), Use::demand},
                   {ratio(mode), Use::criterion, widened_ratio},
                   {around(mode), Use::criterion, widened_around}};
  const bool bounded = settings.judges(offer.columns[1].measure.id) || settings.judges(offer.columns[2].measure.id);
  offer.plan = [bounded](ModeSurvey& survey, SweepPlan& plan) -> ModeOffer::Take {
    const CatchmentSettings& catchment = catchment_of(survey);
    std::vector<double> supply = shared(survey, survey.target().best);
    const Around sums{plan.add(survey.counted_target(catchment.decay), bounded),
                      plan.add(on_the_network(survey, plan), bounded),
                      plan.add(supplied(survey, supply, plan, bounded), bounded),
                      plan.add_missed(survey.counted_target(access::Step{catchment.limit_min}))};
    for (double& one : supply) one *= kPeople;
    survey.keep_supply(supply);
    return [&survey, sums, bounded, supply = std::move(supply)](const Swept& swept) {
      auto values = values_at(survey, swept, sums, bounded);
      return std::vector<Values>{{supply}, std::move(values[0]), std::move(values[1])};
    };
  };
  offer.to_horizon = true;
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {450, offers}; }

}  // namespace trek::measure::detail::kinds::floating_catchment
