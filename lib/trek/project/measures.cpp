#include "trek/project/detail/measures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "trek/access/catchments.hpp"
#include "trek/access/measures.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/project/detail/bounds.hpp"
#include "trek/project/detail/data_extent.hpp"
#include "trek/project/detail/reach.hpp"
#include "trek/project/detail/site_facts.hpp"

namespace trek::project::detail {
namespace {

using publish::Measure;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr double kDeciseconds_a_minute = 600.0;
constexpr double kHospitalityRadius_m = 500.0;  // as the transformatiepotentiemeter has it: METHODS "Measures"

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

std::vector<double> target_at_least(const model::Demand& demand) {
  std::vector<double> people;
  for (std::size_t row = 0; row < demand.size(); ++row) people.push_back(demand.target_at_least(row));
  return people;
}

std::vector<double> target_at_most(const model::Demand& demand) {
  std::vector<double> people;
  for (std::size_t row = 0; row < demand.size(); ++row) people.push_back(demand.target_at_most(row));
  return people;
}

/// Bounds of the rows whose weight is known: the others are not counted, but unseen.
std::vector<double> where_known(std::span<const double> bound, std::span<const double> weight) {
  std::vector<double> known(bound.begin(), bound.end());
  for (std::size_t row = 0; row < known.size(); ++row) {
    if (std::isnan(weight[row])) known[row] = kUnknown;
  }
  return known;
}

bool same_where_known(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) { return x == y || std::isnan(x); });
}

double sum_of_known(std::span<const double> people) {
  double sum = 0.0;
  for (const double one : people) sum += std::isnan(one) ? 0.0 : one;
  return sum;
}

/// A measure that counts people, the sum that it is, and whether its bounds are asked for.
struct PeopleMeasure {
  Measure measure;
  CountedPeople sum;
  bool bounded = false;
};

/// Whom no place serves, by row: people of the target group as they are known, at least and at most.
struct Unserved {
  std::vector<double> people;
  std::vector<double> at_least;  // without those whom a place beyond the data may serve
  std::vector<double> at_most;
};

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
  /// `beyond_places` and `edge` say where the data end; null: not asked.
  ModeMeasurer(const Project& project, const TravelInputs& inputs, const ModeTravel& travel,
               const OutsideCounts* beyond_places, const StreetEdge* edge, const core::Control& control)
      : project_{project},
        inputs_{inputs},
        travel_{travel},
        settings_{*travel.settings},
        beyond_places_{beyond_places},
        edge_{edge},
        control_{control},
        target_{known_target(*inputs.demand)},
        at_least_{target_at_least(*inputs.demand)},
        at_most_{target_at_most(*inputs.demand)},
        trips_{horizon(settings_, project.decay), project.direction} {}

  void add_to(Measured& measured) const {
    std::vector<PeopleMeasure> measures = people_measures();
    const std::size_t gap_at = measures.size();
    Unserved unserved;
    if (inputs_.places != nullptr) {
      unserved = add_nearest(measured);
      const access::Step norm{static_cast<double>(settings_.norm_min)};
      measures.push_back(asked(gap(settings_), {unserved.people, unserved.at_least, unserved.at_most, norm}));
    }
    const access::Step horizon{trips_.limit.count() / kDeciseconds_a_minute};
    measures.push_back(asked(huff_visitors(settings_), {target_, at_least_, at_most_, horizon}));
    const auto counted = counts(measures);
    std::vector<CountedPeople> sums;
    for (const PeopleMeasure& one : measures) sums.push_back(one.sum);
    const auto missed = unseen(travel_.sites, travel_.demand, sums, crow_speed(settings_), trips_.limit, control_);
    for (std::size_t i = 0; i < gap_at; ++i) add(measured, std::move(measures[i].measure), counted[i], missed[i]);
    if (inputs_.places != nullptr) {
      add_huff(measured, counted.back(), missed.back());
      add(measured, std::move(measures[gap_at].measure), counted[gap_at], missed[gap_at]);
    }
    if (settings_.on_streets()) add_unconnected(measured, missed[2 * settings_.limits_min.size() - 1]);
    if (inputs_.stations != nullptr) add_station(measured);
  }

 private:
  static void add(Measured& measured, Measure measure, std::vector<double> values) {
    measure.values = std::move(values);
    measured.sites.push_back({std::move(measure), true});
  }

  /// A count between its bounds, and at most the unseen more.
  static void add(Measured& measured, Measure measure, std::span<const Count> counted, std::span<const Unseen> missed) {
    std::vector<double> values;
    for (std::size_t site = 0; site < counted.size(); ++site) {
      values.push_back(counted[site].best);
      measure.estimates.push_back(at_least(counted[site], missed[site]));
    }
    add(measured, std::move(measure), std::move(values));
  }

  [[nodiscard]] bool is_asked(const std::string& id) const {
    return std::any_of(project_.criteria.begin(), project_.criteria.end(),
                       [&](const score::Criterion& criterion) { return criterion.id == id; });
  }

  [[nodiscard]] PeopleMeasure asked(Measure measure, CountedPeople sum) const {
    const bool bounded = is_asked(measure.id);
    return {std::move(measure), std::move(sum), bounded};
  }

  /// In the order of measure_list: 20-40 within each limit, all within each limit, potential.
  [[nodiscard]] std::vector<PeopleMeasure> people_measures() const {
    std::vector<PeopleMeasure> measures;
    const std::span<const double> all{inputs_.demand->inhabitants};
    for (const bool target : {true, false}) {
      for (const std::uint32_t limit : settings_.limits_min) {
        const access::Step step{static_cast<double>(limit)};
        measures.push_back(
            asked(people(settings_, limit, target),
                  target ? CountedPeople{target_, at_least_, at_most_, step} : CountedPeople{all, all, all, step}));
      }
    }
    measures.push_back(asked(potential(settings_, project_.decay), {target_, at_least_, at_most_, project_.decay}));
    return measures;
  }

  /// The sums at the best estimates, and at the bounds where these are asked for and say something: all in one pass.
  [[nodiscard]] std::vector<std::vector<Count>> counts(const std::vector<PeopleMeasure>& measures) const {
    std::vector<access::WeightedSum> weighted;
    std::vector<std::vector<double>> bounds;
    bounds.reserve(2 * measures.size());  // spans of them stay
    const auto with = [&](const CountedPeople& sum, std::span<const double> bound, bool bounded, std::size_t best) {
      if (!bounded || same_where_known(sum.weight, bound)) return best;
      bounds.push_back(where_known(bound, sum.weight));
      weighted.push_back({bounds.back(), sum.decay});
      return weighted.size() - 1;
    };
    std::vector<std::array<std::size_t, 3>> places;  // of best, low and high in `weighted`
    for (const PeopleMeasure& one : measures) {
      const std::size_t best = weighted.size();
      weighted.push_back({one.sum.weight, one.sum.decay});
      const std::size_t low = with(one.sum, one.sum.at_least, one.bounded, best);
      places.push_back({best, low, with(one.sum, one.sum.at_most, one.bounded, best)});
    }
    const auto sums = access::weighted_sums(travel_.router, travel_.sites, travel_.demand, weighted, trips_, control_);
    std::vector<std::vector<Count>> result(measures.size());
    for (std::size_t i = 0; i < measures.size(); ++i) {
      const auto [best, low, high] = places[i];
      for (std::size_t site = 0; site < travel_.sites.size(); ++site) {
        const Count count{sums[best][site], sums[low][site], sums[high][site]};
        result[i].push_back(travel_.sites.connected(site) ? count : Count::exact(kUnknown));
      }
    }
    return result;
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

  /// What each site would draw if it alone joined the existing places; at the bounds too where these are asked for.
  [[nodiscard]] std::vector<Count> drawn_visitors() const {
    using model::PlaceKind;
    const PlaceSelection rivals =
        select(*inputs_.places, travel_.places, {PlaceKind::third_place, PlaceKind::cultural_anchor});
    const access::TravelTable rival_table =
        travel_.router.travel_table(rivals.endpoints, travel_.demand, trips_.limit, trips_.direction, control_);
    const auto pull = access::existing_pull(rival_table, rivals.strength, travel_.demand.size(), project_.decay);
    const access::HuffOptions options{1.0, project_.huff.outside_option};
    const std::vector<double> strengths = site_strengths();
    const auto drawn_of = [&](std::span<const double> people) {
      return access::huff(travel_.router, travel_.sites, strengths, travel_.demand, pull, people, project_.decay,
                          options, trips_, control_)
          .visitors;
    };
    const bool bounded = is_asked(huff_visitors(settings_).id) || is_asked(huff_share(settings_).id);
    const auto drawn_at = [&](std::span<const double> bound, const std::vector<double>& best) {
      return bounded && !same_where_known(target_, bound) ? drawn_of(where_known(bound, target_)) : best;
    };
    const std::vector<double> best = drawn_of(target_);
    const std::vector<double> low = drawn_at(at_least_, best);
    const std::vector<double> high = drawn_at(at_most_, best);
    std::vector<Count> drawn;
    for (std::size_t site = 0; site < best.size(); ++site) {
      const Count count{best[site], low[site], high[site]};
      drawn.push_back(travel_.sites.connected(site) ? count : Count::exact(kUnknown));
    }
    return drawn;
  }

  /// `reached` within the horizon bounds the visitors above.
  void add_huff(Measured& measured, const std::vector<Count>& reached, const std::vector<Unseen>& missed) const {
    const std::vector<Count> drawn = drawn_visitors();
    Measure visitors = huff_visitors(settings_);
    Measure share = huff_share(settings_);
    const Count all{sum_of_known(target_), sum_of_known(where_known(at_least_, target_)), sum_of_known(at_most_)};
    for (std::size_t site = 0; site < drawn.size(); ++site) {
      score::Estimate estimate = at_least(drawn[site], missed[site]);
      const bool size_unknown = project_.huff.ordinary_place_m2 && !inputs_.sites->floor_area_m2[site];
      if (size_unknown && estimate.is_known())
        estimate = {drawn[site].best, 0.0, reached[site].high + missed[site].people, 0.0};
      visitors.estimates.push_back(estimate);
      share.estimates.push_back(share_of(estimate, all));
      visitors.values.push_back(estimate.best);
      share.values.push_back(share.estimates.back().best);
    }
    measured.sites.push_back({std::move(visitors), true});
    measured.sites.push_back({std::move(share), true});
  }

  static score::Estimate share_of(const score::Estimate& people, const Count& all) {
    if (!people.is_known() || !(all.best > 0.0)) return score::Estimate::unknown();
    return {people.best / all.best, people.low / all.high, all.low > 0.0 ? std::min(1.0, people.high / all.low) : 1.0,
            people.known_share * all.sure_share()};
  }

  /// Time from each demand row to the nearest third place. Gives the people of the target group whom none serves; a
  /// cell without a known access time is not counted: its need is unknown.
  [[nodiscard]] Unserved add_nearest(Measured& measured) const {
    const PlaceSelection serving = select(*inputs_.places, travel_.places, {model::PlaceKind::third_place});
    siting::ModeAccess access{settings_.mode, minutes(settings_.norm_min), {}, {}};
    access.nearest = travel_.router.nearest_site(serving.endpoints, travel_.demand, minutes(kFarthest_min),
                                                 project_.direction, control_);
    Measure measure = nearest_place_time(settings_);
    for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
      access::Router::Nearest& nearest = access.nearest[row];
      access.connected.push_back(travel_.demand.connected(row) ? 1 : 0);
      if (nearest.time_ds != access::kUnreachable_ds) nearest.site = serving.row[nearest.site];
      measure.values.push_back(minutes_of(nearest));
    }
    measured.demand.push_back(std::move(measure));
    if (beyond_places_ != nullptr) doubt_service(serving.endpoints, access);
    add_own_gap(access);
    measured.access.push_back(std::move(access));
    return unserved_by(measured.access.back());
  }

  /// Whom no place serves as far as the data go, but one beyond them may, or a known one by streets beyond them: out to
  /// their edge and back is not too far.
  void doubt_service(const access::Endpoints& serving, siting::ModeAccess& access) const {
    const double radius_m = reach_m(settings_, settings_.norm_min);
    const std::vector<double> place_to_edge_m = edge_->nearest_m(serving.place, radius_m);
    const auto may_come = [&](geo::Point row, double row_to_edge_m) {
      for (std::size_t place = 0; row_to_edge_m < radius_m && place < serving.size(); ++place) {
        if (row_to_edge_m + place_to_edge_m[place] <= radius_m &&
            geo::distance_m(row, serving.place[place]) <= radius_m)
          return true;
      }
      return false;
    };
    access.may_be_served.assign(travel_.demand.size(), 0);
    for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
      if (access.connected[row] == 0 || access.served(row)) continue;
      const geo::Point place = travel_.demand.place[row];
      const bool may =
          beyond_places_->any_within(place, radius_m) || may_come(place, edge_->nearest_m(place, radius_m));
      access.may_be_served[row] = may ? 1 : 0;
    }
  }

  [[nodiscard]] Unserved unserved_by(const siting::ModeAccess& access) const {
    Unserved unserved{target_, at_least_, at_most_};
    for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
      const bool may_be_served = !access.may_be_served.empty() && access.may_be_served[row] != 0;
      if (access.connected[row] == 0 || access.served(row)) unserved.people[row] = 0.0;
      if (unserved.people[row] == 0.0 || may_be_served) unserved.at_least[row] = 0.0;
      if (access.served(row)) unserved.at_most[row] = 0.0;
    }
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
  const OutsideCounts* beyond_places_;
  const StreetEdge* edge_;
  const core::Control& control_;
  std::vector<double> target_;  // NaN: unknown
  std::vector<double> at_least_;
  std::vector<double> at_most_;  // all inhabitants where nothing is known
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
                 const DataExtent* extent, const core::Control& control) {
  Measured measured;
  std::optional<OutsideCounts> places;
  if (extent != nullptr) places.emplace(extent->places);
  for (std::size_t mode = 0; mode < travel.size(); ++mode) {
    const StreetEdge* const edge = extent != nullptr ? &extent->edges[mode] : nullptr;
    ModeMeasurer{project, inputs, travel[mode], places ? &*places : nullptr, edge, control}.add_to(measured);
  }
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
