#include "trek/measure/detail/sweep_plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "trek/access/catchments.hpp"

namespace trek::measure::detail {

bool same_where_known(std::span<const double> weight, std::span<const double> bound) {
  return std::equal(weight.begin(), weight.end(), bound.begin(),
                    [](double x, double y) { return x == y || std::isnan(x); });
}

std::vector<double> where_known(std::span<const double> bound, std::span<const double> weight) {
  std::vector<double> known(bound.begin(), bound.end());
  for (std::size_t row = 0; row < known.size(); ++row) {
    if (std::isnan(weight[row])) known[row] = kUnknown;
  }
  return known;
}

SweepPlan::Sum SweepPlan::add(const CountedPeople& sum, bool bounded) {
  entries_.push_back({sum, true, bounded});
  return entries_.size() - 1;
}

SweepPlan::Sum SweepPlan::add_missed(const CountedPeople& sum) {
  entries_.push_back({sum, false, false});
  return entries_.size() - 1;
}

std::span<const double> SweepPlan::keep(std::vector<double> weights) {
  kept_.push_back(std::move(weights));
  return kept_.back();
}

Swept SweepPlan::carry_out(const ModeSurvey& survey) const {
  std::vector<CountedPeople> sums;
  for (const Entry& entry : entries_) sums.push_back(entry.sum);
  const ModeTravel& travel = survey.travel();
  return {counts(survey),
          unseen(travel.sites, travel.demand, sums, crow_speed(survey.mode()), survey.trips().limit, survey.control())};
}

/// The sums at the best estimates, and at the bounds where these are asked for and say something: all in one pass.
std::vector<std::vector<Count>> SweepPlan::counts(const ModeSurvey& survey) const {
  std::vector<access::WeightedSum> weighted;
  std::list<std::vector<double>> bounds;
  const auto with = [&](const Entry& entry, std::span<const double> bound, std::size_t best) {
    if (!entry.bounded || same_where_known(entry.sum.weight, bound)) return best;
    bounds.push_back(where_known(bound, entry.sum.weight));
    weighted.push_back({bounds.back(), entry.sum.decay});
    return weighted.size() - 1;
  };
  std::vector<std::array<std::size_t, 3>> places(entries_.size());  // of best, low and high in `weighted`
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!entries_[i].counted) continue;
    const std::size_t best = weighted.size();
    weighted.push_back({entries_[i].sum.weight, entries_[i].sum.decay});
    const std::size_t low = with(entries_[i], entries_[i].sum.at_least, best);
    places[i] = {best, low, with(entries_[i], entries_[i].sum.at_most, best)};
  }
  std::vector<std::vector<Count>> result(entries_.size());
  if (weighted.empty()) return result;
  const ModeTravel& travel = survey.travel();
  const auto sums =
      access::weighted_sums(travel.router, travel.sites, travel.demand, weighted, survey.trips(), survey.control());
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!entries_[i].counted) continue;
    const auto [best, low, high] = places[i];
    for (std::size_t site = 0; site < travel.sites.size(); ++site) {
      const Count count{sums[best][site], sums[low][site], sums[high][site]};
      result[i].push_back(travel.sites.connected(site) ? count : Count::exact(kUnknown));
    }
  }
  return result;
}

}  // namespace trek::measure::detail
