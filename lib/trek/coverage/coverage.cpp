#include "trek/coverage/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include "trek/access/measures.hpp"
#include "trek/core/error.hpp"
#include "trek/coverage/detail/checked_columns.hpp"

namespace trek::coverage {
namespace {

using detail::check_municipalities;
using detail::check_rows;
using detail::share_of;

using Row = std::uint32_t;

/// Rows of a table by municipality, ascending; the last group holds what lies outside all of them.
std::vector<std::vector<Row>> rows_by_municipality(std::span<const model::MunicipalityIdx> column, std::size_t count) {
  std::vector<std::vector<Row>> groups(count + 1);
  for (Row row = 0; row < column.size(); ++row) {
    groups[column[row].valid() ? column[row].value() : count].push_back(row);
  }
  return groups;
}

double minutes(double time_ds) { return time_ds / 600.0; }

/// Sums over the demand rows of one municipality that one mode needs.
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

AccessSums access_sums(const access::ModeAccess& access, const model::Demand& demand, const ServingPlaces* places,
                       std::span<const Row> rows) {
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
    if (served && places != nullptr && places->municipality[access.nearest[row].site] == demand.municipality[row])
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

ModeCoverage mode_coverage(const access::ModeAccess& access, const model::Demand& demand, const ServingPlaces* places,
                           std::span<const Row> rows) {
  const AccessSums sums = access_sums(access, demand, places, rows);
  ModeCoverage result;
  result.mode = access.mode;
  result.norm = access.norm;
  result.served_share = share_of(sums.served, sums.known);
  result.target_served_share = share_of(sums.target_served, sums.target_known);
  if (places != nullptr) {
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
  result.target_supply = target_supply(access, demand, rows);
  result.equity = equity(sums.known_time_ds, sums.known_people, access.norm);
  result.unknown_share = share_of(sums.inhabitants - sums.known, sums.inhabitants).value_or(0.0);
  return result;
}

void count_people(const model::Demand& demand, std::span<const Row> rows, MunicipalityCoverage& result) {
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
  for (const access::ModeAccess& access : modes) {
    check_access(access, demand, places, sites.size());
    if (!access.may_be_served.empty()) check_rows("doubts of service", access.may_be_served.size(), demand.size());
  }
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

/// What coverage is taken of.
struct Tables {
  const model::Demand& demand;
  const ServingPlaces* places;
  std::span<const std::optional<std::uint32_t>> site_rank;
  std::span<const access::ModeAccess> modes;
};

/// The rows of one area.
struct AreaRows {
  std::vector<Row> demand;
  std::vector<Row> places;
  std::vector<Row> sites;
};

MunicipalityCoverage covered(const Tables& tables, const AreaRows& rows) {
  MunicipalityCoverage result;
  count_people(tables.demand, rows.demand, result);
  if (tables.places != nullptr) result.existing_place_count = serving_count(*tables.places, rows.places);
  result.site_count = static_cast<std::uint32_t>(rows.sites.size());
  result.best_site = best_site(rows.sites, tables.site_rank);
  for (const access::ModeAccess& access : tables.modes)
    result.modes.push_back(mode_coverage(access, tables.demand, tables.places, rows.demand));
  return result;
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
  auto demand_rows = rows_by_municipality(demand.municipality, count);
  auto place_rows =
      places == nullptr ? std::vector<std::vector<Row>>(count + 1) : rows_by_municipality(places->municipality, count);
  auto site_rows = rows_by_municipality(sites.municipality, count);

  const std::size_t row_count = demand_rows[count].empty() ? count : count + 1;
  std::vector<MunicipalityCoverage> result;
  for (std::size_t m = 0; m < row_count; ++m) {
    const AreaRows rows{std::move(demand_rows[m]), std::move(place_rows[m]), std::move(site_rows[m])};
    result.push_back(covered({demand, places, site_rank, modes}, rows));
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
  return covered(
      {demand, places, site_rank, modes},
      {rows_inside(demand.municipality), places == nullptr ? std::vector<Row>{} : rows_inside(places->municipality),
       rows_inside(sites.municipality)});
}

}  // namespace trek::coverage
