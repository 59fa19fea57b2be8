#include "trek/measure/detail/kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "trek/access/measures.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/measure/detail/beyond.hpp"

namespace trek::measure::detail {

Values values_of(const Swept& swept, SweepPlan::Sum sum) {
  Values result;
  for (std::size_t site = 0; site < swept.counted[sum].size(); ++site) {
    result.values.push_back(swept.counted[sum][site].best);
    result.estimates.push_back(at_least(swept.counted[sum][site], swept.missed[sum][site]));
  }
  return result;
}

ModeOffer offer_of_sum(Column column, std::function<CountedPeople(ModeSurvey&, SweepPlan&)> sum) {
  ModeOffer offer;
  offer.plan = [id = column.measure.id, sum = std::move(sum)](ModeSurvey& survey, SweepPlan& plan) -> ModeOffer::Take {
    const SweepPlan::Sum row = plan.add(sum(survey, plan), survey.settings().judges(id));
    return [row](const Swept& swept) { return std::vector<Values>{values_of(swept, row)}; };
  };
  offer.columns.push_back(std::move(column));
  return offer;
}

namespace {

/// `bounded`: the estimates hold those that may lie beyond the data.
Values places_near(const SiteSurvey& survey, const std::vector<model::PlaceKind>& kinds, double radius_m,
                   bool bounded) {
  const model::ExistingPlaces& places = *survey.tables.places;
  std::vector<geo::Point> points;
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (std::find(kinds.begin(), kinds.end(), places.kind[row]) != kinds.end()) points.push_back(places.place[row]);
  }
  const geo::PointIndex index{points};
  Values result;
  for (const geo::Point site : survey.tables.sites->place) {
    const double count = points.empty() ? kUnknown : static_cast<double>(index.within(site, radius_m).size());
    result.values.push_back(count);
    if (!bounded || survey.surroundings == nullptr) continue;
    const double share = survey.surroundings->places.within(site, radius_m).share();
    result.estimates.push_back(model::Estimate::exact(count));
    widen(result.estimates.back(), share > 0.0 ? kInfinite : 0.0, share);
  }
  return result;
}

}  // namespace

SiteOffer offer_of_places(Measure measure, std::vector<model::PlaceKind> kinds, double radius_m) {
  measure.unit = {"aantal", "count"};
  measure.need = Need::places;
  const auto take = [id = measure.id, kinds = std::move(kinds), radius_m](const SiteSurvey& survey) {
    return places_near(survey, kinds, radius_m, survey.settings.judges(id));
  };
  return {std::move(measure), take};
}

double target_beyond(const ModeSurvey& survey, const access::Decay& decay, double limit_min, std::size_t site,
                     double counted) {
  constexpr int kRings = 12;
  const TravelSettings& mode = survey.mode();
  const Beyond& beyond = *survey.beyond();
  const double meters_a_minute = reach_m(mode, 1.0);
  double before = 0.0;
  double more = beyond.rerouted(site, reach_m(mode, limit_min), counted, [&](std::size_t row, double far_m) {
    return survey.tables().demand->target_at_most(row) * access::decay_at(decay, far_m / meters_a_minute);
  });
  for (int ring = 0; ring < kRings; ++ring) {
    const double from = limit_min * ring / kRings;
    const double until = limit_min * (ring + 1) / kRings;
    const double people = std::max(before, beyond.target(site, reach_m(mode, until)));
    more += (people - before) * access::decay_at(decay, from);
    before = people;
  }
  return more;
}

core::Phrase mode_label(const TravelSettings& mode) {
  return {std::string{model::label_of(mode.mode, model::Language::nl)},
          std::string{model::label_of(mode.mode, model::Language::en)}};
}

core::Phrase label_by(const TravelSettings& mode, std::string_view dutch, std::string_view english) {
  const core::Phrase how = mode_label(mode);
  return {fmt::format("{}, {}", dutch, how.dutch()), fmt::format("{}, {}", english, how.en)};
}

core::Phrase with_caveat(const TravelSettings& mode, std::string dutch, std::string english) {
  if (mode.on_streets()) return {std::move(dutch), std::move(english)};
  const double detour = mode.straight_line.detour_factor;
  return {fmt::format("{} Schatting: hemelsbreed maal omwegfactor {:.2f}, geen wegennet.", dutch, detour),
          fmt::format("{} Estimate: straight line times detour factor {:.2f}, no streets.", english, detour)};
}

}  // namespace trek::measure::detail
