#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "trek/measure/detail/beyond.hpp"
#include "trek/measure/detail/kind.hpp"
#include "trek/measure/detail/place_worth.hpp"

/// What existing places are worth at a site: in use, what is near, and as an option, that something is there at all.
/// METHODS "Use and option value".
namespace trek::measure::detail::kinds::use_value {
namespace {

constexpr const char kUseValueId[] = "use_value_{}";
constexpr const char kOptionValueId[] = "option_value_{}";
constexpr double kAll = 100.0;  // what all categories are worth together

const core::Phrase kNotOfTheSource{"De strategie geeft een rangorde en geen getallen: verdeling niet uit de bron.",
                                   "The strategy gives an order and no numbers: the weights are not from the source."};

Measure value_measure(const TravelSettings& mode, const core::Phrase& label, const core::Phrase& meaning) {
  Measure measure;
  measure.label = label_by(mode, label.dutch(), label.en);
  measure.told_label = label_by(mode, label.dutch() + " per soort plek", label.en + " by kind of place");
  measure.unit = {"0-100", "0-100"};
  measure.description = with_caveat(mode, fmt::format("{} {}", meaning.dutch(), kNotOfTheSource.dutch()),
                                    fmt::format("{} {}", meaning.en, kNotOfTheSource.en));
  measure.decimals = 1;
  measure.integer = false;
  measure.need = Need::value;
  return measure;
}

Measure use_value(const TravelSettings& mode) {
  Measure measure = value_measure(mode, {"Gebruikswaarde van bestaande plekken", "Use value of existing places"},
                                  {"Wat dichtbij is telt.", "What is near counts."});
  measure.id = fmt::format(kUseValueId, model::name_of(mode.mode));
  return measure;
}

Measure option_value(const TravelSettings& mode) {
  Measure measure = value_measure(mode, {"Optiewaarde van bestaande plekken", "Option value of existing places"},
                                  {"Dat er iets te halen is telt, ook wat verder weg.",
                                   "That there is something within reach counts, also farther away."});
  measure.id = fmt::format(kOptionValueId, model::name_of(mode.mode));
  return measure;
}

/// Of one site, a value a kind of place.
struct Worth {
  std::array<double, kValuedKinds.size()> near{};  // sum of s f_short
  std::array<double, kValuedKinds.size()> none{};  // product of 1 - s f_long
  Worth() { none.fill(1.0); }
  [[nodiscard]] double use(std::size_t kind) const { return std::min(1.0, near[kind]); }
  [[nodiscard]] double option(std::size_t kind) const { return 1.0 - none[kind]; }
};

std::vector<Worth> worth_at(const ModeSurvey& survey) {
  const ModeTravel& travel = survey.travel();
  const model::ExistingPlaces& places = *survey.tables().places;
  const ValueSettings& value = *survey.settings().value;
  std::vector<Worth> worth(travel.sites.size());
  const access::Trips there{survey.trips().limit, access::Direction::from_sites};
  access::for_each_travel_row(
      travel.router, travel.sites, travel.places, there, survey.control(),
      [&](std::uint32_t site, std::span<const access::Reach> row) {
        for (const access::Reach& reach : row) {
          const auto kind = valued_kind(places.kind[reach.row]);
          if (!kind) continue;
          const double share = appeal(places.strength[reach.row]);
          worth[site].near[*kind] += share * access::decay_at(value.near, reach.time_ds / 600.0);
          worth[site].none[*kind] *= 1.0 - share * access::decay_at(value.far, reach.time_ds / 600.0);
        }
      });
  return worth;
}

using OfKind = double (Worth::*)(std::size_t) const;

core::Phrase told_by_kind(const Worth& worth, OfKind of_kind) {
  std::string dutch;
  std::string english;
  for (std::size_t kind = 0; kind < kValuedKinds.size(); ++kind) {
    const char* const separator = kind == 0 ? "" : "; ";
    const std::string number = fmt::format("{:.2f}", (worth.*of_kind)(kind));
    dutch += fmt::format("{}{} {}", separator, model::label_of(kValuedKinds[kind], model::Language::nl),
                         core::with_decimal_comma(number));
    english += fmt::format("{}{} {}", separator, model::label_of(kValuedKinds[kind], model::Language::en), number);
  }
  return {dutch, english};
}

Values weighed(const ModeSurvey& survey, const std::vector<Worth>& worth, const KindWeights& weights, OfKind of_kind) {
  Values values;
  const bool known = survey.tables().places->size() > 0;
  for (std::size_t site = 0; site < worth.size(); ++site) {
    const bool has_number = known && survey.travel().sites.connected(site);
    double sum = 0.0;
    for (std::size_t kind = 0; kind < weights.size(); ++kind) sum += weights[kind] * (worth[site].*of_kind)(kind);
    values.values.push_back(has_number ? sum : kUnknown);
    values.told.push_back(has_number ? told_by_kind(worth[site], of_kind) : core::Phrase{});
  }
  return values;
}

/// Places beyond the data add to what there is, up to all.
Widen widened_by_places(ModeSurvey& survey) {
  const double radius_m = reach_m(survey.mode(), horizon_min(survey.mode(), survey.settings().decay));
  return [&survey, radius_m](std::size_t site, model::Estimate& estimate) {
    const double share = survey.beyond()->places().within(survey.travel().sites.place[site], radius_m).share();
    widen(estimate, share > 0.0 ? std::max(0.0, kAll - estimate.high) : 0.0, share);
  };
}

std::vector<ModeOffer> offers(const Settings& /*settings*/, const TravelSettings& mode) {
  ModeOffer offer;
  offer.columns = {{use_value(mode), Use::criterion, widened_by_places},
                   {option_value(mode), Use::criterion, widened_by_places}};
  offer.plan = [](ModeSurvey& survey, SweepPlan&) -> ModeOffer::Take {
    return [&survey](const Swept&) {
      const ValueSettings& value = *survey.settings().value;
      const auto worth = worth_at(survey);
      return std::vector<Values>{weighed(survey, worth, value.use, &Worth::use),
                                 weighed(survey, worth, value.option, &Worth::option)};
    };
  };
  offer.to_horizon = true;
  return {std::move(offer)};
}

}  // namespace

Kind kind() { return {370, offers}; }

}  // namespace trek::measure::detail::kinds::use_value
