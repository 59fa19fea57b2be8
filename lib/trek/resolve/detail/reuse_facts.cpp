#include "trek/resolve/detail/reuse_facts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "trek/geo/topology.hpp"

namespace trek::resolve::detail {
namespace {

using model::Range;

// Choices of trek: METHODS "Reuse potential" has the reasons.
constexpr double kStructure_m = 0.5;            // floor and ceiling of a storey
constexpr double kCircleTolerance_m = 0.01;     // of the depth of plan
constexpr double kFarthestDwelling_m = 1000.0;  // beyond, nobody hears it
constexpr double kAround_m = 500.0;             // as the transformatiepotentiemeter has it
constexpr double kWellFilled_m = 2000.0;        // a list that has one as near is held to know the others
constexpr double kEndless = std::numeric_limits<double>::infinity();

std::optional<Range> open_range(Range range) { return range.low == range.high ? std::nullopt : std::optional{range}; }

/// What the floor area may be; empty where only storeys of a model stand behind it, which are wrong for halls.
std::optional<Range> measured_area(const Draft& site) {
  if (!site.floor_area_m2 || site.floor_area_basis == "footprint_x_storeys") return std::nullopt;
  return site.ranges.floor_area_m2.value_or(Range{*site.floor_area_m2, *site.floor_area_m2});
}

/// Floor area over footprint, at least one.
double storeys_of(double floor_area_m2, double footprint_m2) noexcept {
  return std::max(1.0, std::round(floor_area_m2 / footprint_m2));
}

/// Without a floor area a building has one storey or more: its mean height is known from above alone; without a volume
/// no more than that it lies under the roof.
void take_free_height(Draft& site) {
  if (!site.volume_m3 || !site.footprint_m2 || *site.footprint_m2 <= 0.0) {
    if (site.height_m) site.ranges.free_height_m = Range{0.0, *site.height_m};
    return;
  }
  const double gross_m = *site.volume_m3 / *site.footprint_m2;
  const auto height_m = [&](double storeys) { return std::max(0.0, gross_m / storeys - kStructure_m); };
  const auto area = measured_area(site);
  if (!area) return void(site.ranges.free_height_m = Range{0.0, height_m(1.0)});
  const auto of_area = [&](double floor_area_m2) { return height_m(storeys_of(floor_area_m2, *site.footprint_m2)); };
  site.free_height_m = of_area(*site.floor_area_m2);
  site.ranges.free_height_m = open_range({of_area(area->high), of_area(area->low)});
}

void take_ground_share(Draft& site) {
  const auto area = measured_area(site);
  if (!area || !site.footprint_m2 || !(area->low > 0.0)) return;
  const auto share = [&](double floor_area_m2) { return std::min(1.0, *site.footprint_m2 / floor_area_m2); };
  site.ground_share = share(*site.floor_area_m2);
  site.ranges.ground_share = open_range({share(area->high), share(area->low)});
}

/// Whether a place of a kind lies around; empty where the list may not know of it.
std::optional<bool> has_near(const std::optional<geo::PointIndex>& places, geo::Point place) {
  const auto nearest = places ? places->find_nearest(place) : std::nullopt;
  if (!nearest || nearest->distance_m > kWellFilled_m) return std::nullopt;
  return nearest->distance_m <= kAround_m;
}

void take_meeting(std::optional<bool> meeting, std::optional<bool> hospitality, Draft& site) {
  if (!meeting && !hospitality) return;
  double low = 0.0;
  double high = 0.0;
  for (const auto found : {meeting, hospitality}) {
    low += found.value_or(false) ? 0.5 : 0.0;
    high += found.value_or(true) ? 0.5 : 0.0;
  }
  site.meeting_share = low;
  site.ranges.meeting_share = open_range({low, high});
}

/// Points that a table has, of the rows that are wanted.
template <class Wanted>
std::optional<geo::PointIndex> points_of(const std::vector<geo::Point>& places, const Wanted& wanted,
                                         std::vector<std::uint32_t>* rows = nullptr) {
  std::vector<geo::Point> chosen;
  for (std::uint32_t row = 0; row < places.size(); ++row) {
    if (!wanted(row)) continue;
    chosen.push_back(places[row]);
    if (rows != nullptr) rows->push_back(row);
  }
  return geo::PointIndex{chosen};
}

}  // namespace

ReuseFacts::ReuseFacts(const Evidence& evidence, const BuildingFinder& finder) : evidence_{evidence}, finder_{finder} {
  if (const auto* const units = evidence.units) {
    const auto is_dwelling = [&](std::uint32_t row) {
      return units->uses[row].has(model::Use::dwelling) && units->status[row] != model::UnitStatus::withdrawn &&
             units->status[row] != model::UnitStatus::void_record;
    };
    dwellings_ = points_of(units->place, is_dwelling, &dwelling_units_);
    mix_.emplace(*units);
  }
  if (const auto* const places = evidence.places) {
    const auto is_of = [places](model::PlaceKind kind) {
      return [places, kind](std::uint32_t row) { return places->kind[row] == kind; };
    };
    const auto is_meeting = [&](std::uint32_t row) {
      return is_of(model::PlaceKind::third_place)(row) || is_of(model::PlaceKind::cultural_anchor)(row);
    };
    meeting_ = points_of(places->place, is_meeting);
    hospitality_ = points_of(places->place, is_of(model::PlaceKind::hospitality));
  }
  if (evidence.stations != nullptr)
    stations_ = points_of(evidence.stations->place, [](std::uint32_t /*row*/) { return true; });
  if (evidence.parcels != nullptr) parcels_.emplace(evidence.parcels->area);
  if (evidence.parking != nullptr) parking_.emplace(*evidence.parking);
}

/// Circles around the site grow until none farther off can be nearer to its walls.
std::optional<double> ReuseFacts::nearest_dwelling_m(const Draft& site) const {
  if (!dwellings_ || site.footprint.empty()) return std::nullopt;
  std::set<std::uint32_t> own;
  for (const Record& record : site.records) {
    if (record.table != Table::building) continue;
    const auto units = finder_.units_of(record.row);
    own.insert(units.begin(), units.end());
  }
  const double reach_m = farthest_corner_m(site.footprint, site.place);
  for (double radius_m = 100.0;; radius_m = std::min(2.0 * radius_m, kFarthestDwelling_m)) {
    double nearest_m = kEndless;
    for (const auto& hit : dwellings_->within(site.place, radius_m + reach_m)) {
      const std::uint32_t unit = dwelling_units_[hit.row];
      if (own.contains(unit) || hit.distance_m - reach_m > nearest_m) continue;
      const double distance_m = geo::distance_m(site.footprint, evidence_.units->place[unit]);
      if (distance_m > 0.0) nearest_m = std::min(nearest_m, distance_m);  // what lies inside is its own
    }
    if (nearest_m <= radius_m) return nearest_m;
    if (radius_m >= kFarthestDwelling_m) return kFarthestDwelling_m;
  }
}

/// Rows of every parcel on which a part of the footprint stands; none unless all stand on one that is known.
std::set<std::uint32_t> ReuseFacts::plot(const Draft& site) const {
  std::set<std::uint32_t> rows;
  if (!parcels_) return rows;
  for (const geo::Polygon& part : site.footprint) {
    const auto row = parcels_->find(geo::interior_point({part}));
    if (!row) return {};
    rows.insert(*row);
  }
  return rows;
}

void ReuseFacts::take_plot(const std::set<std::uint32_t>& plot, Draft& site) const {
  if (plot.empty()) return;
  double area_m2 = 0.0;
  for (const std::uint32_t row : plot) area_m2 += geo::area_m2(evidence_.parcels->area.feature(row));
  site.plot_m2 = area_m2;
  if (site.footprint_m2) site.open_ground_m2 = std::max(0.0, area_m2 - *site.footprint_m2);
}

/// What fits on its own ground and what is around: there may be more that nobody knows of. What lies on the own plot is
/// counted with that.
void ReuseFacts::take_parking(const std::set<std::uint32_t>& plot, Draft& site) const {
  if (site.open_ground_m2) site.parking_places = std::floor(*site.open_ground_m2 / kParkingPlace_m2);
  if (parking_ && geo::is_finite(site.place)) {
    const auto is_own = [&](geo::Point place) {
      const auto parcel = plot.empty() ? std::nullopt : parcels_->find(place);
      return parcel && plot.contains(*parcel);
    };
    const auto around = parking_->find(site.footprint, site.place, is_own);
    site.parking_around = around.count;
    if (around.by_area > 0.0) site.parking_by_area = around.by_area;
    if (around.count > 0.0) site.parking_places = site.parking_places.value_or(0.0) + around.count;
  }
  if (site.parking_places) site.ranges.parking_places = Range{*site.parking_places, kEndless};
}

void ReuseFacts::take_surroundings(Draft& site) const {
  take_meeting(has_near(meeting_, site.place), has_near(hospitality_, site.place), site);
  if (const auto nearest = stations_ ? stations_->find_nearest(site.place) : std::nullopt)
    site.station_m = nearest->distance_m;
  if (!mix_) return;
  const UseMix::Around mix = mix_->around(site.place, kAround_m);
  site.mix_entropy = mix.entropy;
  site.ranges.mix_entropy = mix.range;
}

void ReuseFacts::take(Draft& site) const {
  for (auto* const range : {&site.ranges.free_height_m, &site.ranges.ground_share, &site.ranges.nearest_dwelling_m,
                            &site.ranges.meeting_share, &site.ranges.mix_entropy, &site.ranges.parking_places})
    range->reset();
  if (geo::is_finite(site.place)) take_surroundings(site);
  if (site.ranges.link_confidence < 1.0) return;
  take_free_height(site);
  take_ground_share(site);
  if (!site.footprint.empty()) site.plan_depth_m = 2.0 * geo::inscribed_radius_m(site.footprint, kCircleTolerance_m);
  site.nearest_dwelling_m = nearest_dwelling_m(site);
  if (site.nearest_dwelling_m == kFarthestDwelling_m)
    site.ranges.nearest_dwelling_m = Range{kFarthestDwelling_m, kEndless};
  const auto plot_rows = plot(site);
  take_plot(plot_rows, site);
  take_parking(plot_rows, site);
}

}  // namespace trek::resolve::detail
