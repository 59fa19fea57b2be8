#include "trek/coverage/norms.hpp"

#include <limits>

#include "trek/coverage/detail/checked_columns.hpp"

namespace trek::coverage {
namespace {

using detail::check_rows;

void check_norm_columns(const model::Demand& demand, std::span<const access::ModeAccess> modes) {
  check_rows("municipalities of demand", demand.municipality.size(), demand.size());
  for (const access::ModeAccess& access : modes) {
    check_rows("nearest places", access.nearest.size(), demand.size());
    check_rows("connected flags", access.connected.size(), demand.size());
    for (const access::LevelTimes& times : access.by_level)
      check_rows("times to places of a level", times.time_ds.size(), demand.size());
  }
}

void check_norm_input(std::size_t municipality_count, const model::Demand& demand,
                      std::span<const access::ModeAccess> modes) {
  detail::check_municipalities("demand", demand.municipality, municipality_count);
  check_norm_columns(demand, modes);
}

constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();  // of a row that is in no area

/// One mode and level at one norm, a row an area; `areas` says where each row of demand lies.
std::vector<NormCoverage> at_norm(std::size_t area_count, std::span<const std::uint32_t> areas,
                                  const model::Demand& demand, const access::ModeAccess& access,
                                  const access::LevelTimes* of_level, core::Deciseconds norm) {
  NormCoverage empty;
  empty.mode = access.mode;
  if (of_level != nullptr) empty.level = of_level->level;
  empty.norm = norm;
  std::vector<NormCoverage> rows(area_count, empty);
  for (std::size_t row = 0; row < demand.size(); ++row) {
    if (areas[row] == kOutside) continue;
    const std::uint32_t time_ds = of_level != nullptr ? of_level->time_ds[row] : access.nearest[row].time_ds;
    const bool is_known = access.connected[row] != 0;
    const bool is_within = is_known && time_ds <= norm.count();
    const double target = demand.target[row].value_or(0.0);
    NormCoverage& sum = rows[areas[row]];
    sum.inhabitants += demand.inhabitants[row];
    sum.target += target;
    if (!is_known) sum.unknown_inhabitants += demand.inhabitants[row];
    if (!is_known) sum.target_unknown_time += target;
    if (is_within) sum.within += demand.inhabitants[row];
    if (is_within) sum.target_within += target;
  }
  return rows;
}

/// Area by area, and within each all modes, levels and norms.
std::vector<NormCoverage> of_areas(std::size_t area_count, std::span<const std::uint32_t> areas,
                                   const model::Demand& demand, std::span<const access::ModeAccess> modes) {
  std::vector<std::vector<NormCoverage>> blocks;
  for (const access::ModeAccess& access : modes) {
    const std::vector<core::Deciseconds> norms = access.norms.empty() ? std::vector{access.norm} : access.norms;
    const auto add = [&](const access::LevelTimes* of_level) {
      for (const core::Deciseconds norm : norms)
        blocks.push_back(at_norm(area_count, areas, demand, access, of_level, norm));
    };
    add(nullptr);
    for (const access::LevelTimes& times : access.by_level) add(&times);
  }
  std::vector<NormCoverage> result;
  for (std::size_t area = 0; area < area_count; ++area) {
    for (const auto& block : blocks) result.push_back(block[area]);
  }
  return result;
}

}  // namespace

std::optional<double> NormCoverage::served_share() const noexcept {
  return detail::share_of(within, inhabitants - unknown_inhabitants);
}

std::optional<double> NormCoverage::target_served_share() const noexcept {
  return detail::share_of(target_within, target - target_unknown_time);
}

std::vector<NormCoverage> at_norms(std::size_t municipality_count, const model::Demand& demand,
                                   std::span<const access::ModeAccess> modes) {
  check_norm_input(municipality_count, demand, modes);
  std::vector<std::uint32_t> region(demand.size(), kOutside);
  std::vector<std::uint32_t> areas(demand.size(), kOutside);
  for (std::size_t row = 0; row < demand.size(); ++row) {
    if (!demand.municipality[row].valid()) continue;
    region[row] = 0;
    areas[row] = demand.municipality[row].value();
  }
  std::vector<NormCoverage> result = of_areas(1, region, demand, modes);
  const std::size_t row_count = result.size();  // of an area
  const auto more = of_areas(municipality_count, areas, demand, modes);
  for (std::size_t row = 0; row < more.size(); ++row) {
    result.push_back(more[row]);
    result.back().municipality = model::MunicipalityIdx{row / row_count};
  }
  return result;
}

std::vector<NormCoverage> at_norms_by_district(std::size_t district_count, std::span<const model::DistrictIdx> district,
                                               const model::Demand& demand, std::span<const access::ModeAccess> modes) {
  check_norm_columns(demand, modes);
  detail::check_districts("districts of demand", district, demand.size(), district_count);
  bool is_any_outside = false;
  std::vector<std::uint32_t> areas(demand.size(), kOutside);
  for (std::size_t row = 0; row < demand.size(); ++row) {
    if (!demand.municipality[row].valid()) continue;
    areas[row] = district[row].valid() ? district[row].value() : static_cast<std::uint32_t>(district_count);
    is_any_outside = is_any_outside || !district[row].valid();
  }
  const std::size_t area_count = district_count + (is_any_outside ? 1 : 0);
  std::vector<NormCoverage> result = of_areas(area_count, areas, demand, modes);
  for (std::size_t row = 0; row < result.size(); ++row) {
    const std::size_t area = row / (result.size() / area_count);
    if (area < district_count) result[row].district = model::DistrictIdx{area};
  }
  return result;
}

}  // namespace trek::coverage
