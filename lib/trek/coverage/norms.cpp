#include "trek/coverage/norms.hpp"

#include "trek/coverage/detail/checked_columns.hpp"

namespace trek::coverage {
namespace {

using detail::check_rows;

void check_norm_input(std::size_t municipality_count, const model::Demand& demand,
                      std::span<const access::ModeAccess> modes) {
  detail::check_municipalities("demand", demand.municipality, municipality_count);
  check_rows("municipalities of demand", demand.municipality.size(), demand.size());
  for (const access::ModeAccess& access : modes) {
    check_rows("nearest places", access.nearest.size(), demand.size());
    check_rows("connected flags", access.connected.size(), demand.size());
    for (const access::LevelTimes& times : access.by_level)
      check_rows("times to places of a level", times.time_ds.size(), demand.size());
  }
}

/// One mode and level at one norm: the region in front, then a row for each municipality.
std::vector<NormCoverage> at_norm(std::size_t municipality_count, const model::Demand& demand,
                                  const access::ModeAccess& access, const access::LevelTimes* of_level,
                                  core::Deciseconds norm) {
  NormCoverage empty;
  empty.mode = access.mode;
  if (of_level != nullptr) empty.level = of_level->level;
  empty.norm = norm;
  std::vector<NormCoverage> rows(municipality_count + 1, empty);
  for (std::size_t m = 0; m < municipality_count; ++m) rows[m + 1].municipality = model::MunicipalityIdx{m};
  for (std::size_t row = 0; row < demand.size(); ++row) {
    const model::MunicipalityIdx municipality = demand.municipality[row];
    if (!municipality.valid()) continue;
    const std::uint32_t time_ds = of_level != nullptr ? of_level->time_ds[row] : access.nearest[row].time_ds;
    const bool is_known = access.connected[row] != 0;
    const bool is_within = is_known && time_ds <= norm.count();
    const double target = demand.target[row].value_or(0.0);
    for (NormCoverage* const sum : {&rows.front(), &rows[municipality.value() + 1]}) {
      sum->inhabitants += demand.inhabitants[row];
      sum->target += target;
      if (!is_known) sum->unknown_inhabitants += demand.inhabitants[row];
      if (!is_known) sum->target_unknown_time += target;
      if (is_within) sum->within += demand.inhabitants[row];
      if (is_within) sum->target_within += target;
    }
  }
  return rows;
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
  std::vector<std::vector<NormCoverage>> blocks;
  for (const access::ModeAccess& access : modes) {
    const std::vector<core::Deciseconds> norms = access.norms.empty() ? std::vector{access.norm} : access.norms;
    const auto add = [&](const access::LevelTimes* of_level) {
      for (const core::Deciseconds norm : norms)
        blocks.push_back(at_norm(municipality_count, demand, access, of_level, norm));
    };
    add(nullptr);
    for (const access::LevelTimes& times : access.by_level) add(&times);
  }
  std::vector<NormCoverage> result;
  for (std::size_t area = 0; area <= municipality_count; ++area) {
    for (const auto& block : blocks) result.push_back(block[area]);
  }
  return result;
}

}  // namespace trek::coverage
