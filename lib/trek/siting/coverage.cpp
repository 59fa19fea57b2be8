#include "trek/siting/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>

#include "trek/access/measures.hpp"
#include "trek/core/error.hpp"

namespace trek::siting {
namespace {

using Row = std::uint32_t;

void check_rows(std::string_view what, std::size_t found, std::size_t expected) {
  if (found != expected)
    core::refuse_argument(fmt::format("coverage: {} rows of {}, expected {}", found, what, expected));
}

void check_municipalities(std::string_view what, std::span<const model::MunicipalityIdx> column, std::size_t count) {
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column[row].valid() && column[row].value() >= count) {
      core::refuse_argument(fmt::format("coverage: {} row {} is in municipality row {}, expected less than {}", what,
                                        row, column[row].value(), count));
    }
  }
}

/// Rows of a table by municipality, ascending; the last group holds what lies outside all of them.
std::vector<std::vector<Row>> rows_by_municipality(std::span<const model::MunicipalityIdx> column, std::size_t count) {
  std::vector<std::vector<Row>> groups(count + 1);
  for (Row row = 0; row < column.size(); ++row) {
    groups[column[row].valid() ? column[row].value() : count].push_back(row);
  }
  return groups;
}

std::optional<double> share_of(double part, double whole) {
  if (!(whole > 0.0)) return std::nullopt;
  return std::min(part / whole, 1.0);
}

double minutes(double time_ds) { return time_ds / 600.0; }

/// Sums over the demand rows of one municipality that one mode needs.
struct AccessSums {
  double inhabitants = 0.0;
  double known = 0.0;   // inhabitants with a known access time, "no place within reach" included
  double served = 0.0;  // of `known`
  double target_known = 0.0;
  double target_served = 0.0;
  double reaching = 0.0;  // inhabitants that reach a place
  double person_time_ds = 0.0;
  std::vector<std::uint32_t> known_time_ds;  // of the rows with a known access time
  std::vector<double> known_people;
};

AccessSums access_sums(const ModeAccess& access, const model::Demand& demand, std::span<const Row> rows) {
  AccessSums sums;
  for (const Row row : rows) {
    const double people = demand.inhabitants[row];
    sums.inhabitants += people;
    if (access.connected[row] == 0) continue;
    const std::uint32_t time_ds = access.nearest[row].time_ds;
    const bool reaches = time_ds != access::kUnreachable_ds;
    const bool served = reaches && time_ds <= access.norm.count();
    const double target = demand.target[row].value_or(0.0);
    sums.known += people;
    sums.known_time_ds.push_back(time_ds);
    sums.known_people.push_back(people);
    sums.target_known += target;
    if (served) sums.served += people;
    if (served) sums.target_served += target;
    if (!reaches) continue;
    sums.reaching += people;
    sums.person_time_ds += people * time_ds;
  }
  return sums;
}

ModeCoverage mode_coverage(const ModeAccess& access, const model::Demand& demand, std::span<const Row> rows) {
  const AccessSums sums = access_sums(access, demand, rows);
  ModeCoverage result;
  result.mode = access.mode;
  result.norm = access.norm;
  result.served_share = share_of(sums.served, sums.known);
  result.target_served_share = share_of(sums.target_served, sums.target_known);
  if (sums.reaching > 0.0) result.mean_time_min = minutes(sums.person_time_ds / sums.reaching);
  const std::uint32_t p90_ds = access::weighted_quantile_ds(sums.known_time_ds, sums.known_people, 0.9);
  if (p90_ds != access::kUnreachable_ds) result.p90_time_min = minutes(p90_ds);
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

void check_tables(const model::Municipalities& municipalities, const model::Demand& demand,
                  const model::ExistingPlaces& places, std::span<const model::MunicipalityIdx> place_municipality,
                  const model::Sites& sites, std::span<const std::optional<std::uint32_t>> site_rank,
                  std::span<const ModeAccess> modes) {
  check_rows("place municipalities", place_municipality.size(), places.size());
  check_rows("site ranks", site_rank.size(), sites.size());
  for (const ModeAccess& access : modes) {
    check_rows("nearest places", access.nearest.size(), demand.size());
    check_rows("connected flags", access.connected.size(), demand.size());
  }
  for (const auto* bounds : {&demand.target_low, &demand.target_high}) {
    if (!bounds->empty()) check_rows("bounds of the target group", bounds->size(), demand.size());
  }
  check_municipalities("demand", demand.municipality, municipalities.size());
  check_municipalities("existing place", place_municipality, municipalities.size());
  check_municipalities("site", sites.municipality, municipalities.size());
}

}  // namespace

std::vector<MunicipalityCoverage> coverage(const model::Municipalities& municipalities, const model::Demand& demand,
                                           const model::ExistingPlaces& places,
                                           std::span<const model::MunicipalityIdx> place_municipality,
                                           const model::Sites& sites,
                                           std::span<const std::optional<std::uint32_t>> site_rank,
                                           std::span<const ModeAccess> modes) {
  check_tables(municipalities, demand, places, place_municipality, sites, site_rank, modes);
  const std::size_t count = municipalities.size();
  const auto demand_rows = rows_by_municipality(demand.municipality, count);
  const auto place_rows = rows_by_municipality(place_municipality, count);
  const auto site_rows = rows_by_municipality(sites.municipality, count);

  const std::size_t row_count = demand_rows[count].empty() ? count : count + 1;
  std::vector<MunicipalityCoverage> rows(row_count);
  for (std::size_t m = 0; m < row_count; ++m) {
    if (m < count) rows[m].municipality = model::MunicipalityIdx{m};
    count_people(demand, demand_rows[m], rows[m]);
    rows[m].existing_place_count = static_cast<std::uint32_t>(place_rows[m].size());
    rows[m].site_count = static_cast<std::uint32_t>(site_rows[m].size());
    rows[m].best_site = best_site(site_rows[m], site_rank);
    for (const ModeAccess& access : modes) rows[m].modes.push_back(mode_coverage(access, demand, demand_rows[m]));
  }
  return rows;
}

}  // namespace trek::siting
