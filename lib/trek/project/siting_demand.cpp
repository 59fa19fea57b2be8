#include "trek/project/detail/siting_demand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "trek/access/catchments.hpp"
#include "trek/core/error.hpp"

namespace trek::project::detail {
namespace {

constexpr double kUnknownPeople = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kDsAMinute = 600;

double people_in(SitingPeople people, const model::Demand& demand, std::size_t row) {
  return people == SitingPeople::target ? demand.target[row].value_or(kUnknownPeople) : demand.inhabitants[row];
}

access::Endpoints rows_of(const access::Endpoints& all, const std::vector<std::uint32_t>& rows) {
  access::Endpoints result;
  for (const std::uint32_t row : rows) {
    result.place.push_back(all.place[row]);
    if (!all.snap.empty()) result.snap.push_back(all.snap[row]);
  }
  return result;
}

}  // namespace

bool SitingDemand::served_before(std::size_t row, std::uint32_t norm_min) const noexcept {
  return existing_ds[row] <= norm_min * kDsAMinute;
}

std::vector<double> SitingDemand::to_be_served(std::uint32_t norm_min) const {
  std::vector<double> weight = people;
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (served_before(row, norm_min)) weight[row] = 0.0;
  }
  return weight;
}

SitingDemand siting_demand(SitingPeople people, const model::Demand& demand, const measure::ModeTravel& travel,
                           const access::ModeAccess* access) {
  SitingDemand result;
  result.points = travel.demand;
  result.name = demand.key;
  result.municipality = demand.municipality;
  for (std::size_t row = 0; row < demand.size(); ++row) {
    const bool of_region = demand.municipality[row].valid();
    const double count = of_region ? people_in(people, demand, row) : kUnknownPeople;
    const bool connected = travel.demand.connected(row);
    if (!connected && count > 0.0) result.unconnected_people += count;
    result.people.push_back(connected ? count : kUnknownPeople);
    result.existing_ds.push_back(access != nullptr ? access->nearest[row].time_ds : access::kUnreachable_ds);
  }
  return result;
}

SitingDemand municipal_demand(SitingPeople people, const model::Demand& demand, const measure::ModeTravel& travel,
                              const std::vector<std::uint32_t>& centres) {
  SitingDemand result;
  result.points = rows_of(travel.demand, centres);
  for (const std::uint32_t centre : centres) {
    double sum = people == SitingPeople::equal ? 1.0 : 0.0;
    for (std::size_t row = 0; people != SitingPeople::equal && row < demand.size(); ++row) {
      const double count =
          demand.municipality[row] == demand.municipality[centre] ? people_in(people, demand, row) : 0.0;
      if (count > 0.0) sum += count;
    }
    result.name.push_back(demand.key[centre]);
    result.municipality.push_back(demand.municipality[centre]);
    result.people.push_back(sum);
    result.existing_ds.push_back(access::kUnreachable_ds);
  }
  return result;
}

access::Endpoints place_points(const SitingPlaces& places, const measure::ModeTravel& travel,
                               const std::vector<std::uint32_t>& centres) {
  std::vector<std::uint32_t> rows;
  for (const publish::SitingPlace& place : places.list) {
    if (!place.site) return rows_of(travel.demand, centres);
    rows.push_back(*place.site);
  }
  return rows_of(travel.sites, rows);
}

siting::CoveredRows covered_rows(const access::Endpoints& places, const SitingDemand& demand,
                                 const measure::ModeTravel& travel, std::uint32_t norm_min, access::Direction direction,
                                 std::span<const std::uint32_t> without, const core::Control& control) {
  siting::CoveredRows rows{demand.size(), places.size()};
  access::for_each_travel_row(travel.router, places, demand.points, {measure::minutes(norm_min), direction}, control,
                              [&](std::uint32_t place, std::span<const access::Reach> reached) {
                                if (std::ranges::binary_search(without, place)) return;
                                for (const access::Reach& reach : reached) rows.add(reach.row, place);
                              });
  return rows;
}

siting::CostTable travel_costs(const access::Endpoints& places, const SitingDemand& demand,
                               const measure::ModeTravel& travel, access::Direction direction,
                               const core::Control& control) {
  if (places.size() * demand.size() > kMostTimes)
    throw core::Error{core::ErrorKind::internal, "siting: more travel times than a table may have"};
  std::vector<std::uint32_t> times(places.size() * demand.size(), siting::kNoCost);
  for (std::size_t row = 0; row < demand.size(); ++row) {
    if (demand.existing_ds[row] == access::kUnreachable_ds) continue;
    std::fill_n(times.begin() + static_cast<std::ptrdiff_t>(row * places.size()), places.size(),
                demand.existing_ds[row]);
  }
  access::for_each_travel_row(travel.router, places, demand.points,
                              {measure::minutes(measure::kFarthest_min), direction}, control,
                              [&](std::uint32_t place, std::span<const access::Reach> reached) {
                                for (const access::Reach& reach : reached) {
                                  std::uint32_t& time = times[reach.row * places.size() + place];
                                  time = std::min(time, reach.time_ds);
                                }
                              });
  return siting::CostTable::dense(std::move(times), demand.size(), places.size());
}

}  // namespace trek::project::detail
