#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/drawn.hpp"
#include "trek/measure/detail/kind.hpp"

/// What the site would draw of the target group if it alone joined the existing places: Huff (1963).
namespace trek::measure::detail::kinds::market_share {
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

/// At the bounds too where these are asked for.
std::vector<Count> drawn_visitors(ModeSurvey& survey) {
  const bool bounded =
      survey.settings().judges(visitors(survey.mode()).id) || survey.settings().judges(share(survey.mode()).id);
  const Choice choice{survey.rival_pull(), survey.settings().decay, survey.settings().huff.outside_option,
                      survey.trips().limit};
  return drawn_counts(survey, choice, bounded);
}

/// `reached` within the horizon bounds the visitors above.
std::vector<Values> visitors_and_share(ModeSurvey& survey, std::span<const Count> reached,
                                       std::span<const Unseen> missed) {
  const std::vector<Count> drawn = drawn_visitors(survey);
  const TargetPeople& target = survey.target();
  const Count all{sum_of_known(target.best), sum_of_known(where_known(target.at_least, target.best)),
                  sum_of_known(target.at_most)};
  Values people;
  Values shares;
  for (std::size_t site = 0; site < drawn.size(); ++site) {
    model::Estimate estimate = at_least(drawn[site], missed[site]);
    if (!survey.knows_strength(site) && estimate.is_known())
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

Kind kind() { return {300, offers}; }

}  // namespace trek::measure::detail::kinds::market_share
