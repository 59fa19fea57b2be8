#include "trek/siting/detail/location_answer.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace trek::siting::detail {
namespace {

using Row = std::uint32_t;

/// A demand row that a site can serve.
struct Served {
  std::size_t row = 0;
  std::uint32_t cost = 0;
};

/// Finds the order in which chosen sites add most. `cost` is what each row costs so far.
class GainOrder {
 public:
  GainOrder(const LocationTask& task, std::span<const Row> chosen, const CostRule& rule)
      : task_{task}, cost_(task.weight.size(), rule.penalty) {
    for (const Row site : chosen) served_[site];
    for (std::size_t row = 0; row < cost_.size(); ++row) {
      task.costs.for_each(row, [&](const SiteCost& entry) {
        const auto found = entry.cost <= rule.limit ? served_.find(entry.site) : served_.end();
        if (found != served_.end()) found->second.push_back({row, rule.counted(entry.cost)});
      });
    }
  }

  /// Fills by_gain and gain: `left` in the order in which each adds most.
  void append(std::vector<Row> left, Location& location) {
    while (!left.empty()) {
      std::vector<double> gain;
      for (const Row site : left) gain.push_back(gain_of(site));
      const auto best = std::max_element(gain.begin(), gain.end()) - gain.begin();  // the first of equals
      const Row site = left[static_cast<std::size_t>(best)];
      location.by_gain.push_back(site);
      location.gain.push_back(gain[static_cast<std::size_t>(best)]);
      for (const Served& served : served_.at(site)) cost_[served.row] = std::min(cost_[served.row], served.cost);
      left.erase(left.begin() + best);
    }
  }

 private:
  /// What a site saves on the costs so far.
  [[nodiscard]] double gain_of(Row site) const {
    double sum = 0.0;
    for (const Served& served : served_.at(site)) {
      const double weight = task_.weight[served.row];
      if (served.cost < cost_[served.row] && !std::isnan(weight)) sum += weight * (cost_[served.row] - served.cost);
    }
    return task_.fixed_cost.empty() ? sum : sum - task_.fixed_cost[site];
  }

  const LocationTask& task_;
  std::vector<std::uint32_t> cost_;
  std::map<Row, std::vector<Served>> served_;
};

}  // namespace

Assignment assignment(const LocationTask& task, std::span<const Row> chosen, const CostRule& rule) {
  std::vector<std::uint8_t> is_chosen(task.costs.site_count(), 0);
  for (const Row site : chosen) is_chosen[site] = 1;
  const std::size_t count = task.weight.size();
  Assignment result{std::vector<Row>(count, kNoSite), std::vector<std::uint32_t>(count, rule.penalty)};
  for (std::size_t row = 0; row < count; ++row) {
    std::uint32_t least = kNoCost;
    task.costs.for_each(row, [&](const SiteCost& entry) {
      if (is_chosen[entry.site] == 0 || entry.cost > rule.limit || entry.cost >= least) return;
      least = entry.cost;
      result.site[row] = entry.site;
      result.cost[row] = rule.counted(entry.cost);
    });
  }
  return result;
}

void order_by_gain(Location& location, const LocationTask& task, const CostRule& rule) {
  std::vector<Row> first;
  std::vector<Row> then;
  for (const Row site : location.chosen) {
    const bool is_forced = std::ranges::find(task.forced, site) != task.forced.end();
    (is_forced ? first : then).push_back(site);
  }
  GainOrder order{task, location.chosen, rule};
  order.append(std::move(first), location);
  order.append(std::move(then), location);
}

double gap_share(double objective, double bound) {
  const double larger = std::max(objective, bound);
  return larger > 0.0 ? std::abs(objective - bound) / larger : 0.0;
}

void add_up(Location& location, const LocationTask& task, const Assignment& assigned, bool covering) {
  double served = 0.0;
  for (std::size_t row = 0; row < task.weight.size(); ++row) {
    const double weight = task.weight[row];
    if (std::isnan(weight)) continue;
    const bool is_served = assigned.site[row] != kNoSite;
    location.weight += weight;
    if (is_served) served += weight;
    location.objective += covering ? (is_served ? weight : 0.0) : weight * assigned.cost[row];
  }
  if (!task.fixed_cost.empty()) {
    for (const Row site : location.chosen) location.objective += task.fixed_cost[site];
  }
  location.served_share = location.weight > 0.0 ? std::min(served / location.weight, 1.0) : 0.0;
}

}  // namespace trek::siting::detail
