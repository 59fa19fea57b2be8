#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "trek/access/catchments.hpp"
#include "trek/access/measures.hpp"
#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"

/// What the site would draw of the target group if it alone joined the existing places: Huff (1963).
namespace trek::measure::detail::kinds {
namespace {

constexpr const char kVisitorsId[] = "huff_visitors_{}";
constexpr const char kShareId[] = "huff_share_{}";

Measure visitors(const TravelSettings& mode) {
  Measure measure;
  measure.id = fmt::format(kVisitorsId, model::name_of(mode.mode));
  measure.label =
      label_by(mode, "20-40-jarigen die deze plek zouden kiezen", "People of 20-40 who would choose this site");
  measure.unit = {"personen", "people"};
  measure.description =
      with_caveat(mode, "Wie deze plek zou kiezen als alleen zij naast de bestaande kwam (Huff 1963).",
                  "Those who would choose this site if it alone joined the existing places (Huff 1963).");
  measure.need = Need::places;
  return measure;
}

Measure share(const TravelSettings& mode) {
  Measure measure;
  measure.id = fmt::format(kShareId, model::name_of(mode.mode));
  measure.label = label_by(mode, "Marktaandeel naast bestaande plekken", "Market share beside existing places");
  measure.unit = {"aandeel 0-1", "share 0-1"};
  measure.description = with_caveat(
      mode,
      "Aandeel van alle 20-40-jarigen in de gegevens dat deze plek zou kiezen als alleen zij erbij kwam (Huff 1963).",
      "Share of all people of 20-40 in the data who would choose this site if it alone were added (Huff 1963).");
  measure.decimals = 4;
  measure.integer = false;
  measure.need = Need::places;
  return measure;
}

double sum_of_known(std::span<const double> people) {
  double sum = 0.0;
  for (const double one : people) sum += std::isnan(one) ? 0.0 : one;
  return sum;
}

model::Estimate share_of(const model::Estimate& people, const Count& all) {
  if (!people.is_known() || !(all.best > 0.0)) return model::Estimate::unknown();
  return {people.best / all.best, people.low / all.high, all.low > 0.0 ? std::min(1.0, people.high / all.low) : 1.0,
          people.known_share * all.sure_share()};
}

/// Attraction of each site: its floor area in ordinary places, and 1 where that is unknown or the project does not say
/// how large an ordinary place is.
std::vector<double> site_strengths(const ModeSurvey& survey) {
  const HuffSettings& huff = survey.settings().huff;
  std::vector<double> strengths(survey.travel().sites.size(), 1.0);
  if (!huff.ordinary_place_m2) return strengths;
  for (std::size_t site = 0; site < strengths.size(); ++site) {
    if (const auto area = survey.tables().sites->floor_area_m2[site]) strengths[site] = *area / *huff.ordinary_place_m2;
  }
  return strengths;
}

/// At the bounds too where these are asked for.
std::vector<Count> drawn_visitors(const ModeSurvey& survey) {
  using model::PlaceKind;
  const ModeTravel& travel = survey.travel();
  const access::Trips& trips = survey.trips();
  const access::Decay& decay = survey.settings().decay;
  const PlaceSelection rivals = survey.places_of({PlaceKind::third_place, PlaceKind::cultural_anchor});
  const access::TravelTable rival_table =
      travel.router.travel_table(rivals.endpoints, travel.demand, trips.limit, trips.direction, survey.control());
  const auto pull = access::existing_pull(rival_table, rivals.strength, travel.demand.size(), decay);
  const access::HuffOptions options{1.0, survey.settings().huff.outside_option};
  const std::vector<double> strengths = site_strengths(survey);
  const auto drawn_of = [&](std::span<const double> people) {
    return access::huff(travel.router, travel.sites, strengths, travel.demand, pull, people, decay, options, trips,
                        survey.control())
        .visitors;
  };
  const TargetPeople& target = survey.target();
  const bool bounded =
      survey.settings().judges(visitors(survey.mode()).id) || survey.settings().judges(share(survey.mode()).id);
  const auto drawn_at = [&](std::span<const double> bound, const std::vector<double>& best) {
    return bounded && !same_where_known(target.best, bound) ? drawn_of(where_known(bound, target.best)) : best;
  };
  const std::vector<double> best = drawn_of(target.best);
  const std::vector<double> low = drawn_at(target.at_least, best);
  const std::vector<double> high = drawn_at(target.at_most, best);
  std::vector<Count> drawn;
  for (std::size_t site = 0; site < best.size(); ++site) {
    const Count count{best[site], low[site], high[site]};
    drawn.push_back(travel.sites.connected(site) ? count : Count::exact(kUnknown));
  }
  return drawn;
}

/// `reached` within the horizon bounds the visitors above.
std::vector<Values> visitors_and_share(const ModeSurvey& survey, std::span<const Count> reached,
                                       std::span<const Unseen> missed) {
  const std::vector<Count> drawn = drawn_visitors(survey);
  const TargetPeople& target = survey.target();
  const Count all{sum_of_known(target.best), sum_of_known(where_known(target.at_least, target.best)),
                  sum_of_known(target.at_most)};
  Values people;
  Values shares;
  for (std::size_t site = 0; site < drawn.size(); ++site) {
    model::Estimate estimate = at_least(drawn[site], missed[site]);
    const bool size_unknown = survey.settings().huff.ordinary_place_m2 && !survey.tables().sites->floor_area_m2[site];
    if (size_unknown && estimate.is_known())
      estimate = {drawn[site].best, 0.0, reached[site].high + missed[site].people, 0.0};
    people.estimates.push_back(estimate);
    shares.estimates.push_back(share_of(estimate, all));
    people.values.push_back(estimate.best);
    shares.values.push_back(shares.estimates.back().best);
  }
  return {std::move(people), std::move(shares)};
}

/// Nothing bounds what places beyond the data draw away; what people there would bring, and those whom streets there
/// bring nearer, is in `most`.
Widen widened_to(ModeSurvey& survey, double most) {
  const double radius_m = reach_m(survey.mode(), horizon_min(survey.mode(), survey.settings().decay));
  return [&survey, radius_m, most](std::size_t site, model::Estimate& estimate) {
    const Beyond& beyond = *survey.beyond();
    const double beyond_share = beyond.share(site, radius_m);
    if (beyond_share == 0.0) return;
    const double nearer = beyond.rerouted(
        site, radius_m, 0.0, [&](std::size_t row, double) { return survey.tables().demand->target_at_most(row); });
    estimate.low = 0.0;
    estimate.high = std::isinf(most) ? estimate.high + nearer + beyond.target(site, radius_m) : most;
    estimate.known_share *= 1.0 - beyond_share;
  };
}

std::vector<ModeOffer> offers(const Settings& settings, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{visitors(mode), Use::criterion, [](ModeSurvey& survey) { return widened_to(survey, kInfinite); }},
                   {share(mode), Use::criterion, [](ModeSurvey& survey) { return widened_to(survey, 1.0); }}};
  const bool bounded = settings.judges(offer.columns.front().measure.id);
  offer.plan = [bounded](ModeSurvey& survey, SweepPlan& plan) -> ModeOffer::Take {
    const access::Step horizon{survey.trips().limit.count() / 600.0};
    const SweepPlan::Sum reached = plan.add(survey.counted_target(horizon), bounded);
    return [&survey, reached](const Swept& swept) {
      return visitors_and_share(survey, swept.counted[reached], swept.missed[reached]);
    };
  };
  offer.to_horizon = true;
  return {std::move(offer)};
}

}  // namespace

Kind market_share() { return {300, offers}; }

}  // namespace trek::measure::detail::kinds
