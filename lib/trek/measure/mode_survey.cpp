#include "trek/measure/detail/mode_survey.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace trek::measure::detail {
namespace {

constexpr double kDeciseconds_a_minute = 600.0;

TargetPeople target_of(const model::Demand& demand) {
  TargetPeople people;
  for (std::size_t row = 0; row < demand.size(); ++row) {
    people.best.push_back(demand.target[row].value_or(kUnknown));
    people.at_least.push_back(demand.target_at_least(row));
    people.at_most.push_back(demand.target_at_most(row));
  }
  return people;
}

/// The norm and those beside it, each once.
std::vector<core::Deciseconds> told_norms(const TravelSettings& mode) {
  std::set<std::uint32_t> all{mode.norms_min.begin(), mode.norms_min.end()};
  all.insert(mode.norm_min);
  std::vector<core::Deciseconds> norms;
  for (const std::uint32_t one : all) norms.push_back(minutes(one));
  return norms;
}

}  // namespace

core::MetersPerSecond crow_speed(const TravelSettings& mode) {
  if (!mode.on_streets())
    return core::MetersPerSecond{mode.straight_line.speed.value() / mode.straight_line.detour_factor};
  return mode.mode == model::Mode::car ? core::kilometers_per_hour(60.0) : mode.speeds.base;
}

double minutes_of(const access::Router::Nearest& nearest) noexcept {
  return nearest.time_ds == access::kUnreachable_ds ? kUnknown : nearest.time_ds / kDeciseconds_a_minute;
}

std::vector<double> where_connected(std::vector<double> values, const access::Endpoints& sites) {
  for (std::size_t site = 0; site < sites.size(); ++site) {
    if (!sites.connected(site)) values[site] = kUnknown;
  }
  return values;
}

ModeSurvey::ModeSurvey(const Settings& settings, const Tables& tables, const ModeTravel& travel, const Beyond* beyond,
                       const core::Control& control)
    : settings_{settings},
      tables_{tables},
      travel_{travel},
      beyond_{beyond},
      control_{control},
      target_{target_of(*tables.demand)},
      trips_{horizon(*travel.settings, settings.decay), settings.direction} {}

CountedPeople ModeSurvey::counted_target(access::Decay decay) const {
  return {target_.best, target_.at_least, target_.at_most, std::move(decay)};
}

std::vector<double> ModeSurvey::site_strengths() const {
  std::vector<double> strengths(travel_.sites.size(), 1.0);
  if (!settings_.huff.ordinary_place_m2) return strengths;
  for (std::size_t site = 0; site < strengths.size(); ++site) {
    if (const auto area = tables_.sites->floor_area_m2[site])
      strengths[site] = *area / *settings_.huff.ordinary_place_m2;
  }
  return strengths;
}

bool ModeSurvey::knows_strength(std::size_t site) const {
  return !settings_.huff.ordinary_place_m2 || tables_.sites->floor_area_m2[site].has_value();
}

PlaceSelection ModeSurvey::rivals() const {
  return places_of({model::PlaceKind::third_place, model::PlaceKind::cultural_anchor});
}

const std::vector<double>& ModeSurvey::rival_pull() {
  if (rival_pull_) return *rival_pull_;
  const PlaceSelection places = rivals();
  rival_pull_ = access::received_sums(travel_.router, places.endpoints, places.strength, travel_.demand,
                                      settings_.decay, trips_, control_);
  return *rival_pull_;
}

PlaceSelection ModeSurvey::places_of(std::initializer_list<model::PlaceKind> kinds) const {
  const model::ExistingPlaces& places = *tables_.places;
  PlaceSelection selection;
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (std::find(kinds.begin(), kinds.end(), places.kind[row]) == kinds.end()) continue;
    selection.strength.push_back(places.strength[row]);
    selection.row.push_back(static_cast<std::uint32_t>(row));
  }
  selection.endpoints = travel_.places.chosen(selection.row);
  return selection;
}

const access::ModeAccess& ModeSurvey::access() {
  if (access_) return *access_;
  const PlaceSelection serving = places_of({model::PlaceKind::third_place});
  access_ = access::ModeAccess{mode().mode, minutes(mode().norm_min), {}, {}};
  access_->norms = told_norms(mode());
  access_->nearest = travel_.router.nearest_site(serving.endpoints, travel_.demand, minutes(kFarthest_min),
                                                 settings_.direction, control_);
  for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
    access::Router::Nearest& nearest = access_->nearest[row];
    access_->connected.push_back(travel_.demand.connected(row) ? 1 : 0);
    if (nearest.time_ds != access::kUnreachable_ds) nearest.site = serving.row[nearest.site];
  }
  add_levels(serving);
  if (beyond_ != nullptr) doubt_service(serving.endpoints);
  add_own_gap();
  return *access_;
}

/// Local places and beacons apart, where any place says what it is; what says nothing is local.
void ModeSurvey::add_levels(const PlaceSelection& serving) {
  const model::ExistingPlaces& places = *tables_.places;
  const auto is_told = [&](std::uint32_t row) { return places.find_level(row).has_value(); };
  if (std::ranges::none_of(serving.row, is_told)) return;
  for (const model::Level level : model::kAllLevels) {
    access::Endpoints of_level;
    for (std::size_t i = 0; i < serving.row.size(); ++i) {
      if (places.find_level(serving.row[i]).value_or(model::Level::local) != level) continue;
      of_level.place.push_back(serving.endpoints.place[i]);
      if (!serving.endpoints.snap.empty()) of_level.snap.push_back(serving.endpoints.snap[i]);
    }
    access::LevelTimes times{level, {}};
    for (const auto& nearest :
         travel_.router.nearest_site(of_level, travel_.demand, minutes(kFarthest_min), settings_.direction, control_))
      times.time_ds.push_back(nearest.time_ds);
    access_->by_level.push_back(std::move(times));
  }
}

void ModeSurvey::keep_supply(std::vector<double> supply) {
  static_cast<void>(access());
  access_->supply = std::move(supply);
}

/// Whom no place serves as far as the data go, but one beyond them may, or a known one by streets beyond them: out to
/// their edge and back is not too far.
void ModeSurvey::doubt_service(const access::Endpoints& serving) {
  const StreetEdge& edge = beyond_->edge();
  const double radius_m = reach_m(mode(), mode().norm_min);
  const std::vector<double> place_to_edge_m = edge.nearest_m(serving.place, radius_m);
  const auto may_come = [&](geo::Point row, double row_to_edge_m) {
    for (std::size_t place = 0; row_to_edge_m < radius_m && place < serving.size(); ++place) {
      if (row_to_edge_m + place_to_edge_m[place] <= radius_m && geo::distance_m(row, serving.place[place]) <= radius_m)
        return true;
    }
    return false;
  };
  access_->may_be_served.assign(travel_.demand.size(), 0);
  for (std::size_t row = 0; row < travel_.demand.size(); ++row) {
    if (access_->connected[row] == 0 || access_->served(row)) continue;
    const geo::Point place = travel_.demand.place[row];
    const bool may = beyond_->places().any_within(place, radius_m) || may_come(place, edge.nearest_m(place, radius_m));
    access_->may_be_served[row] = may ? 1 : 0;
  }
}

/// Of each site's own municipality: whom no place serves and the site would.
void ModeSurvey::add_own_gap() {
  const model::Demand& demand = *tables_.demand;
  access::ModeAccess& access = *access_;
  access.own_gap = where_connected(std::vector<double>(travel_.sites.size(), 0.0), travel_.sites);
  access.own_gap_target = access.own_gap;
  const auto take = [&](std::uint32_t site, std::span<const access::Reach> reached) {
    const model::MunicipalityIdx own = tables_.sites->municipality[site];
    for (const access::Reach& reach : reached) {
      if (!own.valid() || demand.municipality[reach.row] != own || access.served(reach.row)) continue;
      access.own_gap[site] += demand.inhabitants[reach.row];
      access.own_gap_target[site] += demand.target[reach.row].value_or(0.0);
    }
  };
  access::for_each_travel_row(travel_.router, travel_.sites, travel_.demand, {access.norm, trips_.direction}, control_,
                              take);
}

}  // namespace trek::measure::detail
