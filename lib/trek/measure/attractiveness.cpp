#include "trek/measure/attractiveness.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "trek/access/catchments.hpp"
#include "trek/measure/detail/mode_survey.hpp"
#include "trek/measure/detail/place_worth.hpp"

namespace trek::measure {
namespace {

/// Of each row of the demand, what it has near of each valued kind.
std::vector<KindWeights> had_near(const detail::ModeSurvey& survey) {
  const ModeTravel& travel = survey.travel();
  const model::ExistingPlaces& places = *survey.tables().places;
  const access::Decay& near = survey.settings().value->near;
  std::vector<KindWeights> sums(survey.tables().demand->size());
  access::for_each_travel_row(travel.router, travel.places, travel.demand, survey.trips(), survey.control(),
                              [&](std::uint32_t place, std::span<const access::Reach> row) {
                                const auto kind = detail::valued_kind(places.kind[place]);
                                if (!kind) return;
                                const double share = detail::appeal(places.strength[place]);
                                for (const access::Reach& home : row)
                                  sums[home.row][*kind] += share * access::decay_at(near, home.time_ds / 600.0);
                              });
  return sums;
}

/// Means over the people of each municipality.
void add_municipalities(const detail::ModeSurvey& survey, std::size_t municipality_count,
                        std::vector<Attractiveness>& result) {
  const model::Demand& demand = *survey.tables().demand;
  const auto sums = had_near(survey);
  std::vector<Attractiveness> found(municipality_count);
  for (std::uint32_t i = 0; i < found.size(); ++i) {
    found[i].municipality = model::MunicipalityIdx{i};
    found[i].mode = survey.mode().mode;
  }
  for (std::size_t row = 0; row < demand.size(); ++row) {
    if (!demand.municipality[row].valid()) continue;
    Attractiveness& own = found[demand.municipality[row].value()];
    const double people = demand.inhabitants[row];
    if (!survey.travel().demand.connected(row)) {
      own.unknown += people;
      continue;
    }
    own.inhabitants += people;
    for (std::size_t kind = 0; kind < own.parts.size(); ++kind)
      own.parts[kind] += people * std::min(1.0, sums[row][kind]);
  }
  const KindWeights& weights = survey.settings().value->use;
  for (Attractiveness& own : found) {
    if (!(own.inhabitants > 0.0)) continue;
    for (std::size_t kind = 0; kind < own.parts.size(); ++kind) {
      own.parts[kind] /= own.inhabitants;
      own.value += weights[kind] * own.parts[kind];
    }
    result.push_back(own);
  }
}

}  // namespace

std::vector<Attractiveness> attractiveness(const Settings& settings, const Tables& tables,
                                           const std::vector<ModeTravel>& travel, std::size_t municipality_count,
                                           const core::Control& control) {
  std::vector<Attractiveness> result;
  if (!settings.value || !settings.has_places || tables.places == nullptr || tables.demand == nullptr) return result;
  if (tables.places->size() == 0) return result;
  for (const ModeTravel& mode : travel) {
    control.check_stop();
    add_municipalities(detail::ModeSurvey{settings, tables, mode, nullptr, control}, municipality_count, result);
  }
  return result;
}

}  // namespace trek::measure
