#include "trek/access/huff_draws.hpp"

#include <cmath>
#include <cstdint>

#include "trek/access/detail/draw.hpp"

namespace trek::access {
namespace {

std::vector<double> attractions(std::span<const double> strength, double exponent) {
  std::vector<double> result;
  for (const double one : strength) result.push_back(detail::attraction(one, exponent));
  return result;
}

/// What pulls a row before a site comes: existing places and home.
std::vector<double> pull_before(std::vector<double> pull, double outside) {
  for (double& one : pull) one += outside;
  return pull;
}

/// The demand of a row for each unit of what pulls it; 0 where nobody is known, or nothing pulls.
std::vector<double> demand_a_pull(std::span<const double> weight, std::span<const double> pull) {
  std::vector<double> result(weight.size(), 0.0);
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (weight[row] > 0.0 && pull[row] > 0.0) result[row] = weight[row] / pull[row];
  }
  return result;
}

/// A site beside what pulled before; `lost` is what each unit of that pull loses of a row.
void draw_row(double demand, double own, double pull, double& lost, HuffDraw& draw) {
  if (!(demand > 0.0) || !(own > 0.0)) return;
  draw.visitors += demand * (own / (pull + own));
  if (pull > 0.0) {
    lost = demand * (own / (pull + own)) / pull;
  } else {
    draw.from_nowhere += demand;
  }
}

}  // namespace

HuffDraws huff_draws(const Router& router, const Endpoints& sites, std::span<const double> site_strength,
                     const Endpoints& places, std::span<const double> place_strength, const Endpoints& others,
                     std::span<const double> weight, const Decay& decay, const HuffOptions& options, const Trips& trips,
                     const core::Control& control) {
  detail::check_size("site strength", site_strength.size(), sites.size());
  detail::check_size("existing strength", place_strength.size(), places.size());
  detail::check_size("weight", weight.size(), others.size());
  const auto own = attractions(site_strength, options.attraction_exponent);
  const auto strength = attractions(place_strength, options.attraction_exponent);
  const double outside = options.outside_option;
  const auto pull = pull_before(received_sums(router, places, strength, others, decay, trips, control), outside);

  HuffDraws result;
  result.draws.resize(sites.size());
  std::vector<std::vector<double>> columns{demand_a_pull(weight, pull)};
  columns.resize(sites.size() + 1, std::vector<double>(others.size(), 0.0));
  for_each_travel_row(router, sites, others, trips, control, [&](std::uint32_t site, std::span<const Reach> row) {
    HuffDraw& draw = result.draws[site];
    std::vector<double>& lost = columns[site + 1];
    for (const Reach& reach : row) {
      const double pulls = own[site] * decay_at(decay, reach.time_ds / 600.0);
      draw_row(weight[reach.row], pulls, pull[reach.row], lost[reach.row], draw);
      draw.from_home += outside * lost[reach.row];
    }
  });

  std::vector<WeightedSum> sums;
  for (const std::vector<double>& column : columns) sums.push_back({column, decay});
  const auto found = weighted_sums(router, places, others, sums, trips, control);
  const auto of_place = [&](std::size_t sum, std::size_t place) {
    return std::isnan(strength[place]) ? 0.0 : strength[place] * found[sum][place];
  };
  for (std::size_t place = 0; place < places.size(); ++place) {
    result.visitors_before.push_back(of_place(0, place));
    for (std::size_t site = 0; site < sites.size(); ++site)
      result.draws[site].from_place.push_back(of_place(site + 1, place));
  }
  return result;
}

}  // namespace trek::access
