#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "location_case.hpp"
#include "support/catch.hpp"
#include "trek/siting/conflict.hpp"

namespace trek::test {

using SiteBits = std::uint32_t;  // a bit a site

inline std::vector<std::uint32_t> sites_of(SiteBits bits) {
  std::vector<std::uint32_t> sites;
  for (std::uint32_t site = 0; site < 32; ++site) {
    if ((bits >> site & 1U) != 0) sites.push_back(site);
  }
  return sites;
}
inline SiteBits bits_of(const std::vector<std::uint32_t>& sites) {
  SiteBits bits = 0;
  for (const std::uint32_t site : sites) bits |= 1U << site;
  return bits;
}

/// Up to 8 sites and 7 demand rows with rules of every kind, each there in about half of the cases; many of them cannot
/// be met.
struct RuledCase {
  siting::CostTable table = siting::CostTable::dense({}, 0, 0);
  std::vector<double> weight;
  std::vector<std::uint32_t> forced;
  std::vector<std::uint32_t> forbidden;
  std::vector<std::uint32_t> group;
  std::vector<siting::GroupMinimum> minimum;
  std::vector<siting::SiteCount> count;
  std::vector<double> x;
  std::vector<double> y;
  double spacing = 0.0;
  std::vector<double> cost;
  double budget = std::numeric_limits<double>::infinity();
  std::size_t p = 0;
  std::uint32_t largest = 12;

  explicit RuledCase(std::uint64_t seed) {
    core::Random random{seed, 77};
    const auto site_count = 2 + random.below(7);
    const auto row_count = random.below(8);
    core::Rows<siting::SiteCost> rows;
    for (std::size_t row = 0; row < row_count; ++row) {
      for (std::uint32_t site = 0; site < site_count; ++site) {
        if (random.below(8) < 5) rows.push({site, static_cast<std::uint32_t>(random.below(largest + 1))});
      }
      rows.close_row();
      const auto kind = random.below(10);
      weight.push_back(kind == 0 ? kUnknownWeight : static_cast<double>(random.below(9)));
    }
    table = siting::CostTable::sparse(std::move(rows), site_count);
    p = 1 + random.below(std::min<std::uint64_t>(site_count, 4));
    const auto draw = [&] { return static_cast<std::uint32_t>(random.below(site_count)); };
    if (random.below(3) == 0) forced.push_back(draw());
    if (random.below(8) == 0) forced.push_back(draw());
    if (random.below(2) == 0) forbidden.push_back(draw());
    if (random.below(4) == 0) forbidden.push_back(draw());
    for (std::size_t site = 0; site < site_count; ++site) {
      group.push_back(random.below(4) == 0 ? siting::kNoGroup : static_cast<std::uint32_t>(random.below(3)));
      x.push_back(static_cast<double>(random.below(10)));
      y.push_back(static_cast<double>(random.below(10)));
      cost.push_back(static_cast<double>(random.below(10)));
    }
    for (std::uint32_t g = 0; g < 3; ++g) {
      if (random.below(4) == 0) minimum.push_back({g, 1 + static_cast<std::uint32_t>(random.below(2))});
    }
    if (random.below(4) == 0) {
      siting::SiteCount some;
      for (std::uint32_t site = 0; site < site_count; ++site) {
        if (random.below(2) == 0) some.sites.push_back(site);
      }
      some.least = static_cast<std::uint32_t>(random.below(2));
      some.most = some.least + static_cast<std::uint32_t>(random.below(2));
      count.push_back(some);
    }
    if (random.below(2) == 0) spacing = 1.0 + static_cast<double>(random.below(5));
    if (random.below(2) == 0) budget = static_cast<double>(3 + random.below(20));
  }

  [[nodiscard]] siting::LocationTask task() const {
    siting::LocationTask task{table, weight, p, forced};
    task.rules.forbidden = forbidden;
    task.rules.group = group;
    task.rules.group_minimum = minimum;
    task.rules.count = count;
    task.rules.x = x;
    task.rules.y = y;
    task.rules.spacing = spacing;
    task.rules.cost = cost;
    task.rules.budget = budget;
    return task;
  }

  /// Whether a choice meets a demand, by the words of the demand alone.
  [[nodiscard]] bool meets(SiteBits choice, const siting::Demand& demand, siting::CountRule count_rule,
                           std::uint32_t standard) const {
    using siting::DemandKind;
    const auto has = [&](std::uint32_t site) { return (choice >> site & 1U) != 0; };
    const auto chosen_count = static_cast<std::size_t>(std::popcount(choice));
    switch (demand.kind) {
      case DemandKind::count:
        return count_rule == siting::CountRule::exactly ? chosen_count == std::min(p, table.site_count())
                                                        : chosen_count <= p;
      case DemandKind::forced:
        return has(demand.subject);
      case DemandKind::forbidden:
        return !has(demand.subject);
      case DemandKind::group_minimum: {
        std::uint32_t found = 0;
        for (std::uint32_t site = 0; site < group.size(); ++site) {
          if (has(site) && group[site] == minimum[demand.subject].group) ++found;
        }
        return found >= minimum[demand.subject].count;
      }
      case DemandKind::site_count: {
        const siting::SiteCount& some = count[demand.subject];
        const auto found = static_cast<std::uint32_t>(std::popcount(choice & bits_of(some.sites)));
        return found >= some.least && found <= some.most;
      }
      case DemandKind::spacing:
        for (std::uint32_t a = 0; a < x.size(); ++a) {
          for (std::uint32_t b = 0; b < a; ++b) {
            if (has(a) && has(b) && std::hypot(x[a] - x[b], y[a] - y[b]) < spacing) return false;
          }
        }
        return true;
      case DemandKind::budget: {
        double sum = 0.0;
        for (std::uint32_t site = 0; site < cost.size(); ++site) sum += has(site) ? cost[site] : 0.0;
        return sum <= budget;
      }
      case DemandKind::served: {
        bool served = false;
        table.for_each(demand.subject, [&](const siting::SiteCost& entry) {
          served = served || (has(entry.site) && entry.cost <= standard);
        });
        return served;
      }
    }
    return false;
  }

  /// Choices that meet all demands of a question, of all there are.
  [[nodiscard]] std::vector<SiteBits> choices(const siting::DemandedSites& question) const {
    const auto demands = siting::demands_of(question);
    std::vector<SiteBits> result;
    for (SiteBits choice = 0; choice < 1U << table.site_count(); ++choice) {
      const auto met = [&](const siting::Demand& demand) {
        return meets(choice, demand, question.count, question.standard.value_or(0));
      };
      if (std::ranges::all_of(demands, met)) result.push_back(choice);
    }
    return result;
  }
};

/// The least cost of a chosen site; `otherwise` without one.
inline std::uint32_t nearest_cost(const siting::LocationTask& task, SiteBits choice, std::size_t row,
                                  std::uint32_t otherwise) {
  std::uint32_t least = otherwise;
  task.costs.for_each(row, [&](const auto& entry) {
    if ((choice >> entry.site & 1U) != 0) least = std::min(least, entry.cost);
  });
  return least;
}

inline double sum_of_costs(const siting::LocationTask& task, SiteBits choice, std::uint32_t penalty) {
  double sum = 0.0;
  for (std::size_t row = 0; row < task.weight.size(); ++row) {
    if (task.weight[row] > 0.0) sum += task.weight[row] * nearest_cost(task, choice, row, penalty);
  }
  return sum;
}

inline double sum_of_covered(const siting::LocationTask& task, SiteBits choice, std::uint32_t standard) {
  double sum = 0.0;
  for (std::size_t row = 0; row < task.weight.size(); ++row) {
    if (task.weight[row] > 0.0 && nearest_cost(task, choice, row, standard + 1) <= standard) sum += task.weight[row];
  }
  return sum;
}

/// The largest cost of a row that counts; nothing where one has no site.
inline std::optional<std::uint32_t> largest_cost(const siting::LocationTask& task, SiteBits choice) {
  std::uint32_t largest = 0;
  for (std::size_t row = 0; row < task.weight.size(); ++row) {
    if (!(task.weight[row] > 0.0)) continue;
    const std::uint32_t least = nearest_cost(task, choice, row, siting::kNoCost);
    if (least == siting::kNoCost) return std::nullopt;
    largest = std::max(largest, least);
  }
  return largest;
}

/// The answer is one of the choices, is as good as the best of them, and says so with proof.
inline void check_best(const siting::Location& found, double best, const std::vector<SiteBits>& choices) {
  CHECK(found.optimal);
  CHECK(found.objective == best);
  CHECK(found.bound == best);
  CHECK(found.gap_share == 0.0);
  CHECK(std::ranges::count(choices, bits_of(found.chosen)) == 1);
}

}  // namespace trek::test
