#include "trek/project/detail/measures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "trek/access/catchments.hpp"
#include "trek/access/measures.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/project/detail/site_facts.hpp"

namespace trek::project::detail {
namespace {

using publish::Measure;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kHospitalityRadius_m = 500.0;  // horeca within 500 m, SPEC B7 step 2

/// Rows of places of one of the kinds, with their endpoints and attraction.
struct PlaceSelection {
  access::Endpoints endpoints;
  std::vector<double> strength;
};

PlaceSelection select(const model::ExistingPlaces& places, const access::Endpoints& endpoints,
                      std::initializer_list<model::PlaceKind> kinds) {
  PlaceSelection selection;
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (std::find(kinds.begin(), kinds.end(), places.kind[row]) == kinds.end()) continue;
    selection.endpoints.place.push_back(endpoints.place[row]);
    if (!endpoints.snap.empty()) selection.endpoints.snap.push_back(endpoints.snap[row]);
    selection.strength.push_back(places.strength[row]);
  }
  return selection;
}

std::vector<double> known_target(const model::Demand& demand) {
  std::vector<double> target;
  for (const auto& people : demand.target) target.push_back(people.value_or(kUnknown));
  return target;
}

/// Unknown where the site is not connected.
std::vector<double> where_connected(std::vector<double> values, const access::Endpoints& sites) {
  for (std::size_t site = 0; site < sites.size(); ++site) {
    if (!sites.connected(site)) values[site] = kUnknown;
  }
  return values;
}

/// How far a mode gets as the crow flies at best: bounds the circle in which people can be missed.
double reach_m(const TravelSettings& s) {
  const double speed = s.mode == model::Mode::car ? core::kilometers_per_hour(60.0).value() : s.speeds.base.value();
  return speed * 60.0 * s.limits_min.back();
}

/// All measures of one mode. What sums people over travel times is folded into one pass over the streets.
class ModeMeasurer {
 public:
  ModeMeasurer(const Project& project, const TravelInputs& inputs, const ModeTravel& travel,
               const core::Control& control)
      : project_{project},
        inputs_{inputs},
        travel_{travel},
        settings_{*travel.settings},
        control_{control},
        target_{known_target(*inputs.demand)},
        trips_{minutes(horizon_min(settings_, project.decay)), project.direction} {}

  void add_to(Measured& measured) const {
    std::vector<Measure> wanted;
    std::vector<access::WeightedSum> sums;
    add_people(wanted, sums);
    wanted.push_back(potential(settings_, project_.decay));
    sums.push_back({target_, project_.decay});
    std::vector<double> unserved;
    if (inputs_.places != nullptr) {
      unserved = add_nearest(measured);
      sums.push_back({unserved, access::Step{static_cast<double>(settings_.norm_min)}});
    }
    auto found = access::weighted_sums(travel_.router, travel_.sites, travel_.demand, sums, trips_, control_);
    for (auto& values : found) values = where_connected(std::move(values), travel_.sites);
    for (std::size_t i = 0; i < wanted.size(); ++i) add(measured, std::move(wanted[i]), std::move(found[i]));
    if (inputs_.places != nullptr) {
      add(measured, huff_share(settings_), market_share());
      add(measured, gap(settings_), std::move(found.back()));
    }
    if (settings_.on_streets()) add(measured, unconnected(settings_), unconnected_share());
    if (inputs_.stations != nullptr) add(measured, station_time(settings_), station_minutes());
  }

 private:
  static void add(Measured& measured, Measure measure, std::vector<double> values) {
    measure.values = std::move(values);
    measured.sites.push_back({std::move(measure), true});
  }

  void add_people(std::vector<Measure>& wanted, std::vector<access::WeightedSum>& sums) const {
    for (const bool target : {true, false}) {
      for (const std::uint32_t limit_min : settings_.limits_min) {
        wanted.push_back(people(settings_, limit_min, target));
        sums.push_back({target ? target_ : inputs_.demand->inhabitants, access::Step{static_cast<double>(limit_min)}});
      }
    }
  }

  /// The share that each site would have if it alone joined the existing places.
  [[nodiscard]] std::vector<double> market_share() const {
    using model::PlaceKind;
    const PlaceSelection rivals =
        select(*inputs_.places, travel_.places, {PlaceKind::third_place, PlaceKind::cultural_anchor});
    const access::TravelTable rival_table =
        travel_.router.travel_table(rivals.endpoints, travel_.demand, trips_.limit, trips_.direction, control_);
    const auto pull = access::existing_pull(rival_table, rivals.strength, travel_.demand.size(), project_.decay);
    const std::vector<double> one(travel_.sites.size(), 1.0);
    auto huff = access::huff(travel_.router, travel_.sites, one, travel_.demand, pull, target_, project_.decay, {},
                             trips_, control_);
    return where_connected(std::move(huff.share), travel_.sites);
  }

  /// Time from each demand row to the nearest third place. Gives the people of the target group whom none serves; a
  /// cell without a known access time is not counted: its need is unknown.
  [[nodiscard]] std::vector<double> add_nearest(Measured& measured) const {
    const PlaceSelection served = select(*inputs_.places, travel_.places, {model::PlaceKind::third_place});
    siting::ModeAccess access{settings_.mode, minutes(settings_.norm_min), {}, {}};
    access.nearest =
        travel_.router.nearest_site(served.endpoints, travel_.demand, minutes(120), project_.direction, control_);
    std::vector<double> unserved = target_;
    for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
      access.connected.push_back(travel_.demand.connected(row) ? 1 : 0);
      if (access.connected[row] == 0 || access.nearest[row].time_ds <= access.norm.count()) unserved[row] = 0.0;
    }
    Measure measure = nearest_place_time(settings_);
    for (const access::Router::Nearest& nearest : access.nearest) measure.values.push_back(minutes_of(nearest));
    measured.demand.push_back(std::move(measure));
    measured.access.push_back(std::move(access));
    return unserved;
  }

  [[nodiscard]] static double minutes_of(const access::Router::Nearest& nearest) {
    return nearest.time_ds == access::kUnreachable_ds ? kUnknown : nearest.time_ds / 600.0;
  }

  [[nodiscard]] std::vector<double> unconnected_share() const {
    const geo::PointIndex index{travel_.demand.place};
    std::vector<double> shares;
    for (std::size_t site = 0; site < travel_.sites.size(); ++site) {
      double near = 0.0;
      double off = 0.0;
      for (const geo::PointIndex::Hit& hit : index.within(travel_.sites.place[site], reach_m(settings_))) {
        const double people = inputs_.demand->inhabitants[hit.row];
        near += people;
        if (!travel_.demand.connected(hit.row)) off += people;
      }
      shares.push_back(near > 0.0 && travel_.sites.connected(site) ? off / near : kUnknown);
    }
    return shares;
  }

  [[nodiscard]] std::vector<double> station_minutes() const {
    // A visitor comes from the station: the stations are the origins, so the direction is turned round.
    const access::Direction direction =
        project_.direction == access::Direction::to_sites ? access::Direction::from_sites : access::Direction::to_sites;
    std::vector<double> values;
    for (const access::Router::Nearest& nearest :
         travel_.router.nearest_site(travel_.stations, travel_.sites, minutes(120), direction, control_)) {
      values.push_back(minutes_of(nearest));
    }
    return values;
  }

  const Project& project_;
  const TravelInputs& inputs_;
  const ModeTravel& travel_;
  const TravelSettings& settings_;
  const core::Control& control_;
  std::vector<double> target_;
  access::Trips trips_;
};

std::vector<double> hospitality_counts(const TravelInputs& inputs) {
  std::vector<geo::Point> points;
  for (std::size_t row = 0; row < inputs.places->size(); ++row) {
    if (inputs.places->kind[row] == model::PlaceKind::hospitality) points.push_back(inputs.places->place[row]);
  }
  const geo::PointIndex index{points};
  std::vector<double> counts;
  for (const geo::Point site : inputs.sites->place) {
    // A source without any hospitality says nothing about it: unknown, not 0.
    counts.push_back(points.empty() ? kUnknown : static_cast<double>(index.within(site, kHospitalityRadius_m).size()));
  }
  return counts;
}

}  // namespace

Measured measure(const Project& project, const TravelInputs& inputs, const std::vector<ModeTravel>& travel,
                 const core::Control& control) {
  Measured measured;
  for (const ModeTravel& mode : travel) ModeMeasurer{project, inputs, mode, control}.add_to(measured);
  if (inputs.places != nullptr) {
    Measure measure = hospitality();
    measure.values = hospitality_counts(inputs);
    measured.sites.push_back({std::move(measure), true});
  }
  for (SiteMeasure& entry : measure_list(project)) {
    if (entry.column) continue;
    for (std::size_t site = 0; site < inputs.sites->size(); ++site) {
      entry.measure.estimates.push_back(site_fact(project, *inputs.sites, site, entry.measure.id));
      entry.measure.values.push_back(entry.measure.estimates.back().best);
    }
    measured.sites.push_back(std::move(entry));
  }
  return measured;
}

}  // namespace trek::project::detail
