#include "trek/project/detail/measures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "trek/access/catchments.hpp"
#include "trek/access/measures.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/project/detail/bounds.hpp"
#include "trek/project/detail/site_facts.hpp"

namespace trek::project::detail {
namespace {

using publish::Measure;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr double kDeciseconds_a_minute = 600.0;
constexpr double kHospitalityRadius_m = 500.0;  // horeca within 500 m, SPEC B7 step 2

/// Rows of places of one of the kinds, with their endpoints and attraction.
struct PlaceSelection {
  access::Endpoints endpoints;
  std::vector<double> strength;
  std::vector<std::uint32_t> row;  // of the places
};

PlaceSelection select(const model::ExistingPlaces& places, const access::Endpoints& endpoints,
                      std::initializer_list<model::PlaceKind> kinds) {
  PlaceSelection selection;
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (std::find(kinds.begin(), kinds.end(), places.kind[row]) == kinds.end()) continue;
    selection.endpoints.place.push_back(endpoints.place[row]);
    if (!endpoints.snap.empty()) selection.endpoints.snap.push_back(endpoints.snap[row]);
    selection.strength.push_back(places.strength[row]);
    selection.row.push_back(static_cast<std::uint32_t>(row));
  }
  return selection;
}

std::vector<double> known_target(const model::Demand& demand) {
  std::vector<double> target;
  for (const auto& people : demand.target) target.push_back(people.value_or(kUnknown));
  return target;
}

/// What a row may count for at most: all its inhabitants where the target group is unknown.
std::vector<double> target_at_most(const model::Demand& demand) {
  std::vector<double> people;
  for (std::size_t row = 0; row < demand.size(); ++row)
    people.push_back(demand.target[row].value_or(demand.inhabitants[row]));
  return people;
}

double sum_of_known(std::span<const double> people) {
  double sum = 0.0;
  for (const double one : people) sum += std::isnan(one) ? 0.0 : one;
  return sum;
}

/// Unknown where the site is not connected.
std::vector<double> where_connected(std::vector<double> values, const access::Endpoints& sites) {
  for (std::size_t site = 0; site < sites.size(); ++site) {
    if (!sites.connected(site)) values[site] = kUnknown;
  }
  return values;
}

/// How fast a mode gets anywhere as the crow flies at best: bounds the circle in which people can be missed.
core::MetersPerSecond crow_speed(const TravelSettings& s) {
  if (!s.on_streets()) return core::MetersPerSecond{s.straight_line.speed.value() / s.straight_line.detour_factor};
  return s.mode == model::Mode::car ? core::kilometers_per_hour(60.0) : s.speeds.base;
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
        at_most_{target_at_most(*inputs.demand)},
        trips_{horizon(settings_, project.decay), project.direction} {}

  void add_to(Measured& measured) const {
    std::vector<CountedPeople> sums = people_sums();
    std::vector<double> unserved;
    if (inputs_.places != nullptr) {
      unserved = add_nearest(measured);
      sums.push_back({unserved, at_most_, access::Step{static_cast<double>(settings_.norm_min)}});
    }
    sums.push_back({target_, at_most_, access::Step{trips_.limit.count() / kDeciseconds_a_minute}});
    const auto counted = counts(sums);
    const auto missed = unseen(travel_.sites, travel_.demand, sums, crow_speed(settings_), trips_.limit, control_);
    std::size_t next = 0;
    for (Measure& measure : people_measures()) add(measured, std::move(measure), counted[next], missed[next]), ++next;
    if (inputs_.places != nullptr) {
      add_huff(measured, counted.back(), missed.back());
      add(measured, gap(settings_), counted[next], missed[next]);
    }
    if (settings_.on_streets()) add_unconnected(measured, missed[2 * settings_.limits_min.size() - 1]);
    if (inputs_.stations != nullptr) add_station(measured);
  }

 private:
  static void add(Measured& measured, Measure measure, std::vector<double> values) {
    measure.values = std::move(values);
    measured.sites.push_back({std::move(measure), true});
  }

  /// A count, and at most the unseen more.
  static void add(Measured& measured, Measure measure, std::vector<double> counted, std::span<const Unseen> missed) {
    for (std::size_t site = 0; site < counted.size(); ++site)
      measure.estimates.push_back(at_least(counted[site], missed[site]));
    add(measured, std::move(measure), std::move(counted));
  }

  /// In the order of measure_list: 20-40 within each limit, all within each limit, potential.
  [[nodiscard]] std::vector<CountedPeople> people_sums() const {
    std::vector<CountedPeople> sums;
    const std::span<const double> all{inputs_.demand->inhabitants};
    for (const std::uint32_t limit : settings_.limits_min)
      sums.push_back({target_, at_most_, access::Step{static_cast<double>(limit)}});
    for (const std::uint32_t limit : settings_.limits_min)
      sums.push_back({all, all, access::Step{static_cast<double>(limit)}});
    sums.push_back({target_, at_most_, project_.decay});
    return sums;
  }

  [[nodiscard]] std::vector<Measure> people_measures() const {
    std::vector<Measure> measures;
    for (const bool target : {true, false}) {
      for (const std::uint32_t limit : settings_.limits_min) measures.push_back(people(settings_, limit, target));
    }
    measures.push_back(potential(settings_, project_.decay));
    return measures;
  }

  [[nodiscard]] std::vector<std::vector<double>> counts(std::span<const CountedPeople> sums) const {
    std::vector<access::WeightedSum> weighted;
    for (const CountedPeople& sum : sums) weighted.push_back({sum.weight, sum.decay});
    auto counted = access::weighted_sums(travel_.router, travel_.sites, travel_.demand, weighted, trips_, control_);
    for (auto& values : counted) values = where_connected(std::move(values), travel_.sites);
    return counted;
  }

  /// Attraction of each site: its floor area in ordinary places, and 1 where that is unknown or the project does not
  /// say how large an ordinary place is.
  [[nodiscard]] std::vector<double> site_strengths() const {
    std::vector<double> strengths(travel_.sites.size(), 1.0);
    if (!project_.huff.ordinary_place_m2) return strengths;
    for (std::size_t site = 0; site < strengths.size(); ++site) {
      if (const auto area = inputs_.sites->floor_area_m2[site])
        strengths[site] = *area / *project_.huff.ordinary_place_m2;
    }
    return strengths;
  }

  /// What each site would draw if it alone joined the existing places. `reached` within the horizon bounds it above.
  void add_huff(Measured& measured, const std::vector<double>& reached, const std::vector<Unseen>& missed) const {
    using model::PlaceKind;
    const PlaceSelection rivals =
        select(*inputs_.places, travel_.places, {PlaceKind::third_place, PlaceKind::cultural_anchor});
    const access::TravelTable rival_table =
        travel_.router.travel_table(rivals.endpoints, travel_.demand, trips_.limit, trips_.direction, control_);
    const auto pull = access::existing_pull(rival_table, rivals.strength, travel_.demand.size(), project_.decay);
    const access::HuffOptions options{1.0, project_.huff.outside_option};
    auto drawn = access::huff(travel_.router, travel_.sites, site_strengths(), travel_.demand, pull, target_,
                              project_.decay, options, trips_, control_)
                     .visitors;
    drawn = where_connected(std::move(drawn), travel_.sites);
    Measure visitors = huff_visitors(settings_);
    Measure share = huff_share(settings_);
    const double all = sum_of_known(target_);
    for (std::size_t site = 0; site < drawn.size(); ++site) {
      score::Estimate estimate = at_least(drawn[site], missed[site]);
      const bool size_unknown = project_.huff.ordinary_place_m2 && !inputs_.sites->floor_area_m2[site];
      if (size_unknown && estimate.is_known()) estimate = {drawn[site], 0.0, reached[site] + missed[site].people, 0.0};
      visitors.estimates.push_back(estimate);
      share.estimates.push_back(share_of(estimate, all));
      share.values.push_back(share.estimates.back().best);
    }
    visitors.values = std::move(drawn);
    measured.sites.push_back({std::move(visitors), true});
    measured.sites.push_back({std::move(share), true});
  }

  static score::Estimate share_of(const score::Estimate& people, double all) {
    if (!people.is_known() || !(all > 0.0)) return score::Estimate::unknown();
    return {people.best / all, people.low / all, std::min(1.0, people.high / all), people.known_share};
  }

  /// Time from each demand row to the nearest third place. Gives the people of the target group whom none serves; a
  /// cell without a known access time is not counted: its need is unknown.
  [[nodiscard]] std::vector<double> add_nearest(Measured& measured) const {
    const PlaceSelection serving = select(*inputs_.places, travel_.places, {model::PlaceKind::third_place});
    siting::ModeAccess access{settings_.mode, minutes(settings_.norm_min), {}, {}};
    access.nearest = travel_.router.nearest_site(serving.endpoints, travel_.demand, minutes(kFarthest_min),
                                                 project_.direction, control_);
    std::vector<double> unserved = target_;
    Measure measure = nearest_place_time(settings_);
    for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
      access::Router::Nearest& nearest = access.nearest[row];
      access.connected.push_back(travel_.demand.connected(row) ? 1 : 0);
      if (nearest.time_ds != access::kUnreachable_ds) nearest.site = serving.row[nearest.site];
      if (access.connected[row] == 0 || nearest.time_ds <= access.norm.count()) unserved[row] = 0.0;
      measure.values.push_back(minutes_of(nearest));
    }
    measured.demand.push_back(std::move(measure));
    add_own_gap(access);
    measured.access.push_back(std::move(access));
    return unserved;
  }

  /// Of each site's own municipality: whom no place serves and the site would.
  void add_own_gap(siting::ModeAccess& access) const {
    const model::Demand& demand = *inputs_.demand;
    access.own_gap = where_connected(std::vector<double>(travel_.sites.size(), 0.0), travel_.sites);
    access.own_gap_target = access.own_gap;
    const auto take = [&](std::uint32_t site, std::span<const access::Reach> reached) {
      const model::MunicipalityIdx own = inputs_.sites->municipality[site];
      for (const access::Reach& reach : reached) {
        if (!own.valid() || demand.municipality[reach.row] != own || access.served(reach.row)) continue;
        access.own_gap[site] += demand.inhabitants[reach.row];
        access.own_gap_target[site] += demand.target[reach.row].value_or(0.0);
      }
    };
    access::for_each_travel_row(travel_.router, travel_.sites, travel_.demand, {access.norm, trips_.direction},
                                control_, take);
  }

  [[nodiscard]] static double minutes_of(const access::Router::Nearest& nearest) {
    return nearest.time_ds == access::kUnreachable_ds ? kUnknown : nearest.time_ds / kDeciseconds_a_minute;
  }

  /// Of the inhabitants within the largest limit as the crow flies.
  void add_unconnected(Measured& measured, const std::vector<Unseen>& missed) const {
    std::vector<double> shares;
    for (const Unseen& unseen : missed) shares.push_back(unseen.share());
    add(measured, unconnected(settings_), where_connected(std::move(shares), travel_.sites));
  }

  /// Farther than was looked is known to be far; only a site that is not connected is unknown, and all are where no
  /// station is.
  void add_station(Measured& measured) const {
    // A visitor comes from the station: the stations are the origins, so the direction is turned round.
    const access::Direction direction =
        project_.direction == access::Direction::to_sites ? access::Direction::from_sites : access::Direction::to_sites;
    const auto nearest =
        travel_.router.nearest_site(travel_.stations, travel_.sites, minutes(kFarthest_min), direction, control_);
    bool any = false;
    for (std::size_t row = 0; row < travel_.stations.size(); ++row) any = any || travel_.stations.connected(row);
    Measure measure = station_time(settings_);
    for (std::size_t site = 0; site < nearest.size(); ++site) {
      const double time_min = minutes_of(nearest[site]);
      const bool beyond = any && travel_.sites.connected(site) && std::isnan(time_min);
      measure.values.push_back(time_min);
      measure.estimates.push_back(beyond ? score::Estimate{*measure.limit, *measure.limit, kInfinite, 1.0}
                                         : score::Estimate::exact(time_min));
    }
    measured.sites.push_back({std::move(measure), true});
  }

  const Project& project_;
  const TravelInputs& inputs_;
  const ModeTravel& travel_;
  const TravelSettings& settings_;
  const core::Control& control_;
  std::vector<double> target_;
  std::vector<double> at_most_;
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
