#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "trek/measure/measured.hpp"
#include "trek/measure/site_draws.hpp"
#include "trek/model/columns.hpp"

namespace trek::test {

/// As the crow flies, 200 m a minute by bicycle; norm and farthest limit 10 min, and nothing beyond counts.
inline measure::Settings ten_minutes_by_bicycle() {
  measure::TravelSettings mode;
  mode.straight_line = {model::Mode::bicycle, core::kilometers_per_hour(12.0), 1.0};
  mode.limits_min = {5, 10};
  mode.norm_min = 10;
  measure::Settings settings;
  settings.modes = {mode};
  settings.decay = access::Step{10.0};
  settings.has_places = true;
  return settings;
}

/// Places, people and sites on a plane, as the crow flies, 200 m a minute by bicycle.
struct Plane {
  measure::Settings settings = ten_minutes_by_bicycle();
  model::Sites sites;
  model::Demand demand;
  model::ExistingPlaces places;

  void add_site(geo::Point place) {
    model::Site site;
    site.key = std::to_string(sites.size());
    site.place = place;
    site.municipality = model::MunicipalityIdx{0U};
    model::append(sites, site);
  }
  void add_people(geo::Point place, double inhabitants, std::optional<double> target) {
    demand.key.push_back(std::to_string(demand.place.size()));
    demand.place.push_back(place);
    demand.inhabitants.push_back(inhabitants);
    demand.target.push_back(target);
    demand.municipality.emplace_back(0U);
  }
  void add_place(geo::Point place, double strength = 1.0, std::vector<model::ChainStep> steps = {},
                 model::PlaceKind kind = model::PlaceKind::third_place) {
    places.key.push_back(std::to_string(places.place.size()));
    places.place.push_back(place);
    places.kind.push_back(kind);
    places.strength.push_back(strength);
    model::ChainSteps chain;
    for (const model::ChainStep step : steps) chain.add(step);
    places.chain.push_back(chain);
  }
  /// Measured as far as that.
  void share(measure::CatchmentSettings::Method method, trek::access::Decay decay, double limit_min) {
    settings.modes.front().limits_min = {5, 10, 30};
    settings.catchment = measure::CatchmentSettings{method, std::move(decay), limit_min};
  }
  [[nodiscard]] std::vector<measure::ModeTravel> travel() const {
    trek::access::Router router = trek::access::Router::as_the_crow_flies(settings.modes.front().straight_line);
    auto at_sites = router.endpoints(sites.place);
    auto at_demand = router.endpoints(demand.place);
    auto at_places = router.endpoints(places.place);
    std::vector<measure::ModeTravel> result;
    result.push_back({&settings.modes.front(),
                      nullptr,
                      std::move(router),
                      std::move(at_sites),
                      std::move(at_demand),
                      std::move(at_places),
                      {}});
    return result;
  }
  [[nodiscard]] measure::Measured taken() const {
    return measure::measured(settings, {&sites, &demand, &places, nullptr}, travel(), nullptr, measure::Wanted::all,
                             {});
  }
  [[nodiscard]] measure::Measure of_sites(const std::string& id) {
    settings.judged = {id};
    for (const auto& site : taken().sites) {
      if (site.measure.id == id) return site.measure;
    }
    FAIL("no measure " << id);
    return {};
  }
  /// The supply of each row of the demand, for each 1,000.
  [[nodiscard]] std::vector<double> supply() const {
    for (const auto& one : taken().demand) {
      if (one.id == "supply_bicycle") return one.values;
    }
    FAIL("no supply");
    return {};
  }
  [[nodiscard]] std::vector<measure::SiteDraw> draws() const {
    const std::vector<std::uint32_t> all{0, 1};
    return measure::site_draws(settings, {&sites, &demand, &places, nullptr}, travel(), all, {});
  }
};

}  // namespace trek::test
