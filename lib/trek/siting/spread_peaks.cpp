#include "trek/siting/spread_peaks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/siting/detail/cover_question.hpp"
#include "trek/siting/detail/demand_lists.hpp"
#include "trek/siting/detail/side_rules.hpp"
#include "trek/siting/location.hpp"

namespace trek::siting {
namespace {

constexpr double kLeastBalance = 0.001;

double known_weight(std::span<const double> weight) {
  double sum = 0.0;
  for (const double one : weight) sum += counts(one) ? one : 0.0;
  return sum;
}

/// Each site twice: as a local place it has its own number, as a peak that and the number of sites on top. One problem
/// of covering has both, with the rows of both services.
class Doubled {
 public:
  explicit Doubled(const SpreadPeaksTask& task)
      : task_{task}, site_count_{task.near.costs.site_count()}, costs_{doubled_costs()} {
    add_counts();
    const SiteRules& rules = task.rules;
    for (const std::uint32_t site : rules.forbidden) {
      forbidden_.push_back(site);
      forbidden_.push_back(peak(site));
    }
    forbidden_.insert(forbidden_.end(), task.not_local.begin(), task.not_local.end());
    for (const std::uint32_t site : task.not_peak) forbidden_.push_back(peak(site));
    group_ = twice(rules.group);
    x_ = twice(rules.x);
    y_ = twice(rules.y);
    cost_ = twice(rules.cost);
  }

  [[nodiscard]] SpreadPeaks solved(double balance, const LocationOptions& options, const core::Control& control) const {
    const std::vector<double> weight = weights(balance);
    const LocationTask task = location_task(weight);
    const Location location = max_covering(task, 0, options, control);
    SpreadPeaks result;
    result.balance = balance;
    for (const std::uint32_t site : location.chosen) {
      if (site < site_count_)
        result.locals.push_back(site);
      else
        result.peaks.push_back(site - static_cast<std::uint32_t>(site_count_));
    }
    set_shares(result, location);
    result.objective = location.objective;
    result.bound = location.bound;
    result.optimal = location.optimal;
    return result;
  }

  /// Of a question to which no choice was found.
  [[nodiscard]] Settled settled_without(const core::Control& control) const {
    const std::vector<double> weight = weights(1.0);
    return detail::settled_without_choice({location_task(weight)}, control);
  }

 private:
  [[nodiscard]] LocationTask location_task(std::span<const double> weight) const {
    LocationTask task{costs_, weight, task_.local_count + task_.peak_count};
    task.rules = task_.rules;
    task.rules.forbidden = forbidden_;
    task.rules.group = group_;
    task.rules.x = x_;
    task.rules.y = y_;
    task.rules.cost = cost_;
    task.rules.count = counts_;
    return task;
  }
  [[nodiscard]] std::uint32_t peak(std::uint32_t site) const { return site + static_cast<std::uint32_t>(site_count_); }

  template <class Value>
  [[nodiscard]] static std::vector<Value> twice(std::span<const Value> column) {
    std::vector<Value> result(column.begin(), column.end());
    result.insert(result.end(), column.begin(), column.end());
    return result;
  }

  [[nodiscard]] CostTable doubled_costs() const {
    core::Rows<SiteCost> rows;
    for (std::size_t row = 0; row < task_.near.costs.row_count(); ++row) {
      std::vector<SiteCost> served;
      task_.near.costs.for_each(row, [&](const SiteCost& entry) {
        if (entry.cost <= task_.near.standard) served.push_back({entry.site, 0});
      });
      for (const SiteCost& entry : served) rows.push(entry);
      for (const SiteCost& entry : served) rows.push({peak(entry.site), 0});
      rows.close_row();
    }
    for (std::size_t row = 0; row < task_.far.costs.row_count(); ++row) {
      task_.far.costs.for_each(row, [&](const SiteCost& entry) {
        if (entry.cost <= task_.far.standard) rows.push({peak(entry.site), 0});
      });
      rows.close_row();
    }
    return CostTable::sparse(std::move(rows), 2 * site_count_);
  }

  void add_counts() {
    SiteCount locals{{}, static_cast<std::uint32_t>(task_.local_count), static_cast<std::uint32_t>(task_.local_count)};
    SiteCount peaks{{}, static_cast<std::uint32_t>(task_.peak_count), static_cast<std::uint32_t>(task_.peak_count)};
    for (std::uint32_t site = 0; site < site_count_; ++site) {
      locals.sites.push_back(site);
      peaks.sites.push_back(peak(site));
    }
    for (const std::uint32_t site : sites_of_both()) counts_.push_back({{site, peak(site)}, 0, 1});
    counts_.push_back(std::move(locals));
    counts_.push_back(std::move(peaks));
    for (const std::uint32_t site : task_.forced) {
      if (site < site_count_) counts_.push_back({{site, peak(site)}, 1, 1});
    }
    SiteRules of_peaks;
    of_peaks.x = task_.rules.x;
    of_peaks.y = task_.rules.y;
    of_peaks.spacing = task_.peak_spacing;
    for (auto& sites : detail::lists_of_near(detail::sites_too_near(of_peaks))) {
      for (std::uint32_t& site : sites) site = peak(site);
      counts_.push_back({std::move(sites), 0, 1});
    }
    for (const SiteCount& count : task_.rules.count) counts_.push_back(both_ways(count));
  }
  /// Sites that may be chosen as either: they alone can be chosen twice.
  [[nodiscard]] std::vector<std::uint32_t> sites_of_both() const {
    std::vector<std::uint8_t> is_both(site_count_, 1);
    for (const auto& list : {task_.not_local, task_.not_peak, task_.rules.forbidden}) {
      for (const std::uint32_t site : list) is_both[site] = 0;
    }
    std::vector<std::uint32_t> sites;
    for (std::uint32_t site = 0; site < site_count_; ++site) {
      if (is_both[site] != 0) sites.push_back(site);
    }
    return sites;
  }
  [[nodiscard]] SiteCount both_ways(SiteCount count) const {
    const std::size_t size = count.sites.size();
    for (std::size_t i = 0; i < size; ++i) count.sites.push_back(peak(count.sites[i]));
    return count;
  }

  [[nodiscard]] std::vector<double> weights(double balance) const {
    std::vector<double> result;
    const auto add = [&](const Service& service, double part) {
      const double sum = known_weight(service.weight);
      for (const double weight : service.weight) result.push_back(counts(weight) ? part * weight / sum : 0.0);
    };
    add(task_.near, balance);
    add(task_.far, 1.0 - balance);
    return result;
  }

  void set_shares(SpreadPeaks& result, const Location& location) const {
    const auto share = [&](const Service& service, std::size_t first_row) {
      double served = 0.0;
      for (std::size_t row = 0; row < service.weight.size(); ++row) {
        if (counts(service.weight[row]) && location.assigned[first_row + row] != kNoSite) served += service.weight[row];
      }
      const double sum = known_weight(service.weight);
      return sum > 0.0 ? std::min(served / sum, 1.0) : 0.0;
    };
    result.spread_share = share(task_.near, 0);
    result.peak_share = share(task_.far, task_.near.weight.size());
  }

  const SpreadPeaksTask& task_;
  std::size_t site_count_;
  CostTable costs_;
  std::vector<SiteCount> counts_;
  std::vector<std::uint32_t> forbidden_;
  std::vector<std::uint32_t> group_;
  std::vector<double> x_;
  std::vector<double> y_;
  std::vector<double> cost_;
};

void check_spread_peaks(const SpreadPeaksTask& task) {
  const std::size_t site_count = task.near.costs.site_count();
  if (task.far.costs.site_count() != site_count) {
    core::refuse_argument(fmt::format("location: {} sites for peaks and {} for local places, expected the same",
                                      task.far.costs.site_count(), site_count));
  }
  for (const Service* service : {&task.near, &task.far}) {
    if (service->weight.size() != service->costs.row_count())
      core::refuse_argument(fmt::format("location: {} weights for {} demand rows, expected one weight per row",
                                        service->weight.size(), service->costs.row_count()));
  }
  if (task.local_count + task.peak_count > site_count) {
    core::refuse_argument(fmt::format("location: {} local places and {} peaks of {} sites; ask for fewer",
                                      task.local_count, task.peak_count, site_count));
  }
  for (const auto& list : {task.not_local, task.not_peak}) {
    for (const std::uint32_t site : list) {
      if (site >= site_count)
        core::refuse_argument(fmt::format("location: site {} is not there, of {} sites", site, site_count));
    }
  }
  LocationTask rules{task.near.costs, task.near.weight, task.local_count + task.peak_count, task.forced};
  rules.rules = task.rules;
  rules.rules.spacing = std::max(task.rules.spacing, task.peak_spacing);
  detail::check_rules(rules);
}

/// Of choices those that are best at some balance, by ascending peak share.
std::vector<SpreadPeaks> best_at_some(std::vector<SpreadPeaks> pool) {
  std::ranges::stable_sort(pool, {}, [](const SpreadPeaks& one) {
    return std::pair{-one.spread_share, -one.peak_share};
  });
  std::vector<SpreadPeaks> front;
  for (SpreadPeaks& one : pool) {
    if (!front.empty() && one.peak_share <= front.back().peak_share) continue;  // no better in either
    const auto is_below = [&](const SpreadPeaks& first, const SpreadPeaks& middle) {
      return (middle.peak_share - first.peak_share) * (first.spread_share - one.spread_share) <=
             (one.peak_share - first.peak_share) * (first.spread_share - middle.spread_share);
    };
    while (front.size() > 1 && is_below(front[front.size() - 2], front.back())) front.pop_back();
    front.push_back(std::move(one));
  }
  return front;
}

/// Where both choices are worth the same.
double balance_between(const SpreadPeaks& spread, const SpreadPeaks& peaks) {
  const double spread_lost = spread.spread_share - peaks.spread_share;
  const double peak_won = peaks.peak_share - spread.peak_share;
  return peak_won / (spread_lost + peak_won);
}

}  // namespace

SpreadPeaks spread_peaks(const SpreadPeaksTask& task, double balance, const LocationOptions& options,
                         const core::Control& control) {
  check_spread_peaks(task);
  if (!(balance >= 0.0 && balance <= 1.0))
    core::refuse_argument(fmt::format("location: the balance is {}, expected 0 to 1", balance));
  return Doubled{task}.solved(balance, options, control);
}

Solver solver_of(const SpreadPeaksTask& task, double balance, const LocationOptions& options,
                 const core::Control& control) {
  return [&task, balance, options, &control](const Addition& addition) {
    const auto forced = detail::both_lists(task.forced, addition.forced);
    const auto forbidden = detail::both_lists(task.rules.forbidden, addition.forbidden);
    const auto count = detail::both_lists(task.rules.count, addition.count);
    SpreadPeaksTask asked = task;
    asked.forced = forced;
    asked.rules.forbidden = forbidden;
    asked.rules.count = count;
    if (addition.p) asked.local_count = std::max(*addition.p, task.peak_count) - task.peak_count;
    check_spread_peaks(asked);
    const Doubled doubled{asked};
    ProvenChoice choice;
    try {
      SpreadPeaks found = doubled.solved(balance, options, control);
      choice = {Settled::found, std::move(found.locals), found.objective, found.bound, found.optimal};
      choice.chosen.insert(choice.chosen.end(), found.peaks.begin(), found.peaks.end());
      std::ranges::sort(choice.chosen);
    } catch (const core::Error& error) {
      if (error.kind() != core::ErrorKind::limit) throw;
      choice.state = doubled.settled_without(control);
    }
    return choice;
  };
}

std::vector<SpreadPeaks> spread_peaks_front(const SpreadPeaksTask& task, std::size_t most,
                                            const LocationOptions& options, const core::Control& control) {
  check_spread_peaks(task);
  const Doubled doubled{task};
  std::vector<SpreadPeaks> pool{doubled.solved(1.0 - kLeastBalance, options, control),
                                doubled.solved(kLeastBalance, options, control)};
  std::set<double> tried;  // balances
  for (bool all_tried = false; !all_tried && pool.size() < most;) {
    control.report("sites: spread and peaks", pool.size(), most);
    const std::vector<SpreadPeaks> front = best_at_some(pool);
    all_tried = true;
    for (std::size_t i = 0; i + 1 < front.size() && pool.size() < most; ++i) {
      const double balance = balance_between(front[i], front[i + 1]);
      if (!tried.insert(balance).second) continue;
      pool.push_back(doubled.solved(balance, options, control));
      all_tried = false;
    }
  }
  return best_at_some(std::move(pool));
}

}  // namespace trek::siting
