#include "trek/access/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "trek/access/detail/draw.hpp"
#include "trek/core/error.hpp"

namespace trek::access {
namespace {

using detail::attraction;
using detail::check_size;
using detail::Draw;

double minutes(std::uint32_t time_ds) noexcept { return time_ds / 600.0; }

void check_rows(std::string_view what, const TravelTable& table, std::size_t row_count) {
  for (const Reach& reach : table.values()) {
    if (reach.row < row_count) continue;
    throw core::Error{core::ErrorKind::bad_argument,
                      fmt::format("access: {} points to row {}, but there are {} weights; pass one a demand row", what,
                                  reach.row, row_count)};
  }
}

}  // namespace

std::vector<double> cumulative(const TravelTable& table, std::span<const double> weight,
                               std::span<const core::Deciseconds> limits) {
  check_rows("the travel table", table, weight.size());
  std::vector<double> result(table.size() * limits.size(), 0.0);
  for (std::size_t site = 0; site < table.size(); ++site) {
    const std::span<double> sums{result.data() + site * limits.size(), limits.size()};
    for (const Reach& reach : table[site]) {
      const double opportunities = weight[reach.row];
      if (std::isnan(opportunities)) continue;
      for (std::size_t l = 0; l < limits.size(); ++l) {
        if (reach.time_ds <= limits[l].count()) sums[l] += opportunities;
      }
    }
  }
  return result;
}

std::vector<double> hansen(const TravelTable& table, std::span<const double> weight, const Decay& decay) {
  check_rows("the travel table", table, weight.size());
  std::vector<double> result(table.size(), 0.0);
  for (std::size_t site = 0; site < table.size(); ++site) {
    for (const Reach& reach : table[site]) {
      const double opportunities = weight[reach.row];
      if (!std::isnan(opportunities)) result[site] += opportunities * decay_at(decay, minutes(reach.time_ds));
    }
  }
  return result;
}

std::vector<double> existing_pull(const TravelTable& existing, std::span<const double> strength, std::size_t row_count,
                                  const Decay& decay, double attraction_exponent) {
  check_size("existing strength", strength.size(), existing.size());
  check_rows("the table of existing places", existing, row_count);
  std::vector<double> pull(row_count, 0.0);
  for (std::size_t place = 0; place < existing.size(); ++place) {
    const double own = attraction(strength[place], attraction_exponent);
    if (std::isnan(own)) continue;
    for (const Reach& reach : existing[place]) pull[reach.row] += own * decay_at(decay, minutes(reach.time_ds));
  }
  return pull;
}

HuffResult huff(const TravelTable& sites, std::span<const double> site_strength, const TravelTable& existing,
                std::span<const double> existing_strength, std::span<const double> weight, const Decay& decay,
                const HuffOptions& options) {
  check_size("site strength", site_strength.size(), sites.size());
  check_rows("the table of sites", sites, weight.size());
  const auto pull = existing_pull(existing, existing_strength, weight.size(), decay, options.attraction_exponent);
  std::vector<Draw> draws(sites.size());
  for (std::size_t site = 0; site < sites.size(); ++site) {
    const double own = attraction(site_strength[site], options.attraction_exponent);
    for (const Reach& reach : sites[site]) {
      draws[site].add(weight[reach.row], own * decay_at(decay, minutes(reach.time_ds)), pull[reach.row],
                      options.outside_option);
    }
  }
  return detail::huff_result(draws);
}

std::uint32_t weighted_quantile_ds(std::span<const std::uint32_t> time_ds, std::span<const double> weight,
                                   double share) {
  check_size("weight", weight.size(), time_ds.size());
  if (!(share >= 0.0 && share <= 1.0)) {
    throw core::Error{core::ErrorKind::bad_argument,
                      fmt::format("access: quantile at share {}, expected a share in [0, 1]", share)};
  }
  std::vector<std::pair<std::uint32_t, double>> counted;
  for (std::size_t row = 0; row < time_ds.size(); ++row) {
    if (weight[row] > 0.0) counted.emplace_back(time_ds[row], weight[row]);
  }
  std::sort(counted.begin(), counted.end());
  double total = 0.0;
  for (const auto& [time, part] : counted) total += part;

  // Sums of parts may fall short of the share by rounding alone.
  const double wanted = share * total * (1.0 - 1e-12);
  double reached = 0.0;
  for (const auto& [time, part] : counted) {
    reached += part;
    if (reached >= wanted) return time;
  }
  return kUnreachable_ds;
}

}  // namespace trek::access
