#include "trek/coverage/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string_view>

#include "trek/access/measures.hpp"
#include "trek/core/error.hpp"
#include "trek/coverage/detail/checked_columns.hpp"

namespace trek::coverage {
namespace {

using detail::check_districts;
using detail::check_municipalities;
using detail::check_rows;
using detail::share_of;

using Row = std::uint32_t;

constexpr Row kNoArea = std::numeric_limits<Row>::max();  // of a row that is in no group

/// The area of each row of the tables.
struct AreaColumns {
  std::vector<Row> demand;
  std::vector<Row> places;
  std::vector<Row> sites;
};

/// Rows of areas; what lies in none of `count` has the row behind them.
template <class Index>
std::vector<Row> areas_of(std::span<const Index> column, std::size_t count) {
  std::vector<Row> areas;
  areas.reserve(column.size());
  for (const Index index : column) areas.push_back(index.valid() ? index.value() : static_cast<Row>(count));
  return areas;
}

/// Rows of a table by area, ascending; the last group holds what lies outside all of them.
std::vector<std::vector<Row>> rows_by_area(const std::vector<Row>& areas, std::size_t count) {
  std::vector<std::vector<Row>> groups(count + 1);
  for (Row row = 0; row < areas.size(); ++row) {
    if (areas[row] != kNoArea) groups[areas[row]].push_back(row);
  }
  return groups;
}

/// What coverage is taken of.
struct Tables {
  const model::Demand& demand;
  const ServingPlaces* places;
  std::span<const std::optional<std::uint32_t>> site_rank;
  std::span<const access::ModeAccess> modes;
  const AreaColumns& areas;
};

double minutes(double time_ds) { return time_ds / 600.0; }

/// Sums over the demand rows of one area that one mode needs.
struct AccessSums {
  double inhabitants = 0.0;
  double known = 0.0;   // inhabitants with a known access time, "no place within reach" included
  double served = 0.0;  // of `known`
  double target_known = 0.0;
  double target_served = 0.0;
  double served_by_own = 0.0;
  double gap_target = 0.0;
  double may_be_served = 0.0;  // of `known`, not in `served`
  double target_may_be_served = 0.0;
  double reaching = 0.0;  // inhabitants that reach a place
  double person_time_ds = 0.0;
  std::vector<std::uint32_t> known_time_ds;  // of the rows with a known access time
  std::vector<double> known_people;
};

AccessSums access_sums(const access::ModeAccess& access, const Tables& tables, std::span<const Row> rows) {
  const model::Demand& demand = tables.demand;
  const AreaColumns& areas = tables.areas;
  AccessSums sums;
  for (const Row row : rows) {
    const double people = demand.inhabitants[row];
    sums.inhabitants += people;
    if (access.connected[row] == 0) continue;
    const std::uint32_t time_ds = access.nearest[row].time_ds;
    const bool reaches = time_ds != access::kUnreachable_ds;
    const bool served = access.served(row);
    const double target = demand.target[row].value_or(0.0);
    sums.known += people;
    sums.known_time_ds.push_back(time_ds);
    sums.known_people.push_back(people);
    sums.target_known += target;
    if (served) sums.served += people;
    if (served) sums.target_served += target;
    if (served && tables.places != nullptr && areas.places[access.nearest[row].site] == areas.demand[row])
      sums.served_by_own += people;
    if (!served) sums.gap_target += target;
    const bool maybe = !served && !access.may_be_served.empty() && access.may_be_served[row] != 0;
    if (maybe) sums.may_be_served += people;
    if (maybe) sums.target_may_be_served += target;
    if (!reaches) continue;
    sums.reaching += people;
    sums.person_time_ds += people * time_ds;
  }
  return sums;
}

/// The ranked site with most people; of equals the better rank, then the first row.
std::optional<GapSite> gap_site(std::span<const Row> sites, std::span<const std::optional<std::uint32_t>> rank,
                                std::span<const double> people) {
  std::optional<GapSite> best;
  if (people.empty()) return best;
  for (const Row site : sites) {
    if (!rank[site] || !(people[site] > 0.0)) continue;
    const bool better = !best || people[site] > best->people ||
                        (people[site] == best->people && *rank[site] < *rank[best->site.value()]);
    if (better) best = GapSite{model::SiteIdx{site}, people[site]};
  }
  return best;
}

/// Mean over the people of 20-40 whose supply is known.
std::optional<double> target_supply(const access::ModeAccess& access, const model::Demand& demand,
                                    std::span<const Row> rows) {
  double people = 0.0;
  double supply = 0.0;
  for (const Row row : rows) {
    if (access.supply.empty() || std::isnan(access.supply[row])) continue;
    const double target = demand.target[row].value_or(0.0);
    people += target;
    supply += target * access.supply[row];
  }
  if (!(people > 0.0)) return std::nullopt;
  return supply / people;
}

ModeCoverage mode_coverage(const access::ModeAccess& access, const Tables& tables, std::span<const Row> rows) {
  const AccessSums sums = access_sums(access, tables, rows);
  ModeCoverage result;
  result.mode = access.mode;
  result.norm = access.norm;
  result.served_share = share_of(sums.served, sums.known);
  result.target_served_share = share_of(sums.target_served, sums.target_known);
  if (tables.places != nullptr) {
    result.served_by_own_share = share_of(sums.served_by_own, sums.known);
    result.served_by_others_share = share_of(sums.served - sums.served_by_own, sums.known);
  }
  result.gap = sums.known - sums.served;
  result.gap_target = sums.gap_target;
  result.served_share_high = share_of(sums.served + sums.may_be_served, sums.known);
  result.target_served_share_high = share_of(sums.target_served + sums.target_may_be_served, sums.target_known);
  if (sums.reaching > 0.0) result.mean_time_min = minutes(sums.person_time_ds / sums.reaching);
  const std::uint32_t p90_ds = access::weighted_quantile_ds(sums.known_time_ds, sums.known_people, 0.9);
  if (p90_ds != access::kUnreachable_ds) result.p90_time_min = minutes(p90_ds);
  result.target_supply = target_supply(access, tables.demand, rows);
  result.equity = equity(sums.known_time_ds, sums.known_people, access.norm);
  result.unknown_share = share_of(sums.inhabitants - sums.known, sums.inhabitants).value_or(0.0);
  return result;
}

void count_people(const model::Demand& demand, std::span<const Row> rows, AreaCoverage& result) {
  double estimated = 0.0;
  for (const Row row : rows) {
    result.inhabitants += demand.inhabitants[row];
    if (!demand.target[row]) result.target_unknown_inhabitants += demand.inhabitants[row];
    const double target = demand.target[row].value_or(0.0);
    result.target += target;
    result.target_low += demand.target_low.empty() ? target : demand.target_low[row];
    result.target_high += demand.target_high.empty() ? target : demand.target_high[row];
    if (demand.target_estimated[row] != 0) estimated += target;
  }
  result.target_estimated_share = share_of(estimated, result.target).value_or(0.0);
}

std::optional<model::SiteIdx> best_site(std::span<const Row> sites,
                                        std::span<const std::optional<std::uint32_t>> rank) {
  std::optional<Row> best;
  for (const Row site : sites) {
    if (rank[site] && (!best || *rank[site] < *rank[*best])) best = site;
  }
  if (!best) return std::nullopt;
  return model::SiteIdx{*best};
}

void check_access(const access::ModeAccess& access, const model::Demand& demand, const ServingPlaces* places,
                  std::size_t site_count) {
  check_rows("nearest places", access.nearest.size(), demand.size());
  check_rows("connected flags", access.connected.size(), demand.size());
  if (!access.supply.empty()) check_rows("supply", access.supply.size(), demand.size());
  if (!access.may_be_served.empty()) check_rows("doubts of service", access.may_be_served.size(), demand.size());
  if (!access.own_gap.empty()) check_rows("own gaps", access.own_gap.size(), site_count);
  if (!access.own_gap_target.empty()) check_rows("own gaps of 20-40", access.own_gap_target.size(), site_count);
  if (places == nullptr) return;
  for (const access::Router::Nearest& nearest : access.nearest) {
    if (nearest.time_ds == access::kUnreachable_ds || nearest.site < places->municipality.size()) continue;
    core::refuse_argument(fmt::format("coverage: the nearest place is row {}, expected less than {}", nearest.site,
                                      places->municipality.size()));
  }
}

void check_tables(const model::Municipalities& municipalities, const model::Demand& demand, const ServingPlaces* places,
                  const model::Sites& sites, std::span<const std::optional<std::uint32_t>> site_rank,
                  std::span<const access::ModeAccess> modes) {
  check_rows("site ranks", site_rank.size(), sites.size());
  for (const access::ModeAccess& access : modes) check_access(access, demand, places, sites.size());
  for (const auto* bounds : {&demand.target_low, &demand.target_high}) {
    if (!bounds->empty()) check_rows("bounds of the target group", bounds->size(), demand.size());
  }
  check_municipalities("demand", demand.municipality, municipalities.size());
  check_municipalities("site", sites.municipality, municipalities.size());
  if (places == nullptr) return;
  check_rows("flags of places", places->serves.size(), places->municipality.size());
  check_municipalities("existing place", places->municipality, municipalities.size());
}

std::uint32_t serving_count(const ServingPlaces& places, std::span<const Row> rows) {
  return static_cast<std::uint32_t>(
      std::count_if(rows.begin(), rows.end(), [&](Row row) { return places.serves[row] != 0; }));
}

/// The rows of one area.
struct AreaRows {
  std::vector<Row> demand;
  std::vector<Row> places;
  std::vector<Row> sites;
};

AreaCoverage covered(const Tables& tables, const AreaRows& rows) {
  AreaCoverage result;
  count_people(tables.demand, rows.demand, result);
  if (tables.places != nullptr) result.existing_place_count = serving_count(*tables.places, rows.places);
  result.site_count = static_cast<std::uint32_t>(rows.sites.size());
  result.best_site = best_site(rows.sites, tables.site_rank);
  for (const access::ModeAccess& access : tables.modes)
    result.modes.push_back(mode_coverage(access, tables, rows.demand));
  return result;
}

/// The rows of each of `count` areas, and of what lies in none of them where demand does.
std::vector<AreaRows> rows_of_areas(const AreaColumns& areas, std::size_t count) {
  auto demand_rows = rows_by_area(areas.demand, count);
  auto place_rows = rows_by_area(areas.places, count);
  auto site_rows = rows_by_area(areas.sites, count);
  const std::size_t row_count = demand_rows[count].empty() ? count : count + 1;
  std::vector<AreaRows> result;
  for (std::size_t area = 0; area < row_count; ++area)
    result.push_back({std::move(demand_rows[area]), std::move(place_rows[area]), std::move(site_rows[area])});
  return result;
}

AreaColumns by_their_municipality(const model::Demand& demand, const ServingPlaces* places, const model::Sites& sites,
                                  std::size_t count) {
  using Column = std::span<const model::MunicipalityIdx>;
  return {areas_of(Column{demand.municipality}, count),
          places == nullptr ? std::vector<Row>{} : areas_of(Column{places->municipality}, count),
          areas_of(Column{sites.municipality}, count)};
}

AreaColumns by_their_district(const DistrictRows& rows, const model::Demand& demand, std::size_t count) {
  using Column = std::span<const model::DistrictIdx>;
  AreaColumns areas{areas_of(Column{rows.demand}, count), areas_of(Column{rows.places}, count),
                    areas_of(Column{rows.sites}, count)};
  for (Row row = 0; row < demand.size(); ++row) {
    if (!demand.municipality[row].valid()) areas.demand[row] = kNoArea;
  }
  for (Row& area : areas.places) {
    if (area == count) area = kNoArea;  // it may lie outside the region: nobody's own
  }
  return areas;
}

/// All rows of a column that are inside a municipality.
std::vector<Row> rows_inside(std::span<const model::MunicipalityIdx> column) {
  std::vector<Row> rows;
  for (Row row = 0; row < column.size(); ++row) {
    if (column[row].valid()) rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::vector<MunicipalityCoverage> by_municipality(const model::Municipalities& municipalities,
                                                  const model::Demand& demand, const ServingPlaces* places,
                                                  const model::Sites& sites,
                                                  std::span<const std::optional<std::uint32_t>> site_rank,
                                                  std::span<const access::ModeAccess> modes) {
  check_tables(municipalities, demand, places, sites, site_rank, modes);
  const std::size_t count = municipalities.size();
  const AreaColumns areas = by_their_municipality(demand, places, sites, count);
  std::vector<MunicipalityCoverage> result;
  for (const AreaRows& rows : rows_of_areas(areas, count)) {
    const std::size_t m = result.size();
    result.push_back({covered({demand, places, site_rank, modes, areas}, rows), {}});
    if (m < count) result.back().municipality = model::MunicipalityIdx{m};
    for (std::size_t mode = 0; mode < modes.size(); ++mode) {
      result.back().modes[mode].gap_site = gap_site(rows.sites, site_rank, modes[mode].own_gap);
      result.back().modes[mode].gap_target_site = gap_site(rows.sites, site_rank, modes[mode].own_gap_target);
    }
  }
  return result;
}

MunicipalityCoverage of_region(const model::Municipalities& municipalities, const model::Demand& demand,
                               const ServingPlaces* places, const model::Sites& sites,
                               std::span<const std::optional<std::uint32_t>> site_rank,
                               std::span<const access::ModeAccess> modes) {
  check_tables(municipalities, demand, places, sites, site_rank, modes);
  const AreaColumns areas = by_their_municipality(demand, places, sites, municipalities.size());
  return {covered({demand, places, site_rank, modes, areas},
                  {rows_inside(demand.municipality),
                   places == nullptr ? std::vector<Row>{} : rows_inside(places->municipality),
                   rows_inside(sites.municipality)}),
          {}};
}

std::vector<DistrictCoverage> by_district(std::size_t district_count, const DistrictRows& rows,
                                          const model::Demand& demand, const ServingPlaces* places,
                                          const model::Sites& sites,
                                          std::span<const std::optional<std::uint32_t>> site_rank,
                                          std::span<const access::ModeAccess> modes) {
  check_rows("municipalities of demand", demand.municipality.size(), demand.size());
  check_rows("site ranks", site_rank.size(), sites.size());
  for (const access::ModeAccess& access : modes) check_access(access, demand, places, sites.size());
  check_districts("districts of demand", rows.demand, demand.size(), district_count);
  check_districts("districts of places", rows.places, places == nullptr ? 0 : places->serves.size(), district_count);
  check_districts("districts of sites", rows.sites, sites.size(), district_count);
  const AreaColumns areas = by_their_district(rows, demand, district_count);
  std::vector<DistrictCoverage> result;
  for (const AreaRows& of_district : rows_of_areas(areas, district_count)) {
    const std::size_t d = result.size();
    result.push_back({covered({demand, places, site_rank, modes, areas}, of_district), {}});
    if (d < district_count)
      result.back().district = model::DistrictIdx{d};
    else
      result.back().existing_place_count.reset();
  }
  return result;
}

}  // namespace trek::coverage
