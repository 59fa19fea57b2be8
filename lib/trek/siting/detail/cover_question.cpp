#include "trek/siting/detail/cover_question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/core/error.hpp"

namespace trek::siting::detail {
namespace {

void check_column(std::size_t size, std::size_t site_count, const char* what) {
  if (size == 0 || size == site_count) return;
  core::refuse_argument(fmt::format("location: {} {} for {} sites, expected one per site", size, what, site_count));
}

void check_amounts(std::span<const double> amounts, const char* what) {
  for (std::size_t site = 0; site < amounts.size(); ++site) {
    if (amounts[site] >= 0.0 && !std::isinf(amounts[site])) continue;
    core::refuse_argument(fmt::format("location: site {} has {} {}, expected 0 or more", site, what, amounts[site]));
  }
}

void add_group_row(CoverProblem& cover, const SiteRules& rules, const GroupMinimum& minimum) {
  for (std::uint32_t site = 0; site < rules.group.size(); ++site) {
    if (rules.group[site] == minimum.group) cover.rows.push(site);
  }
  cover.rows.close_row();
  cover.need.push_back(minimum.count);
}

void add_site_count(CoverProblem& cover, const SiteCount& count) {
  if (count.least > 0) {
    cover.rows.append_row(count.sites);
    cover.need.push_back(count.least);
  }
  if (count.most < count.sites.size()) {
    cover.limited.append_row(count.sites);
    cover.most.push_back(count.most);
  }
}

void add_served_row(CoverProblem& cover, const CostTable& costs, std::size_t row, std::uint32_t standard) {
  costs.for_each(row, [&](const SiteCost& entry) {
    if (entry.cost <= standard) cover.rows.push(entry.site);
  });
  cover.rows.close_row();
  cover.need.push_back(1);
}

void decide(CoverProblem& cover, std::uint32_t site, Decision decision) {
  if (cover.decision[site] == Decision::open || cover.decision[site] == decision) {
    cover.decision[site] = decision;
    return;
  }
  cover.limited.push(site);  // in, and out: no room for a site that is taken
  cover.limited.close_row();
  cover.most.push_back(0);
  cover.decision[site] = Decision::in;
}

void add_count(CoverProblem& cover, const DemandedSites& question) {
  if (question.count == CountRule::any) return;
  cover.most_count = question.task.p;
  if (question.count == CountRule::exactly)
    cover.least_count = cover.most_count = std::min(question.task.p, cover.site_count());
}

}  // namespace

CoverProblem cover_problem(const DemandedSites& question, std::span<const Demand> demands) {
  const LocationTask& task = question.task;
  CoverProblem cover;
  cover.decision.assign(task.costs.site_count(), Decision::open);
  for (const Demand& demand : demands) {
    switch (demand.kind) {
      case DemandKind::count:
        add_count(cover, question);
        break;
      case DemandKind::forced:
        decide(cover, demand.subject, Decision::in);
        break;
      case DemandKind::forbidden:
        decide(cover, demand.subject, Decision::out);
        break;
      case DemandKind::group_minimum:
        add_group_row(cover, task.rules, task.rules.group_minimum[demand.subject]);
        break;
      case DemandKind::site_count:
        add_site_count(cover, task.rules.count[demand.subject]);
        break;
      case DemandKind::spacing:
        cover.apart = sites_too_near(task.rules);
        break;
      case DemandKind::budget:
        cover.cost.assign(task.rules.cost.begin(), task.rules.cost.end());
        cover.budget = task.rules.budget;
        break;
      case DemandKind::served:
        add_served_row(cover, task.costs, demand.subject, question.standard.value_or(kNoCost - 1));
        break;
    }
  }
  return cover;
}

std::vector<std::vector<std::uint32_t>> sites_too_near(const SiteRules& rules) {
  if (!(rules.spacing > 0.0)) return {};
  std::vector<std::vector<std::uint32_t>> near(rules.x.size());
  bool any = false;
  for (std::uint32_t a = 0; a < near.size(); ++a) {
    for (std::uint32_t b = 0; b < near.size(); ++b) {
      if (a == b || std::hypot(rules.x[a] - rules.x[b], rules.y[a] - rules.y[b]) >= rules.spacing) continue;
      near[a].push_back(b);
      any = true;
    }
  }
  return any ? near : std::vector<std::vector<std::uint32_t>>{};
}

void check_rules(const LocationTask& task) {
  const SiteRules& rules = task.rules;
  const std::size_t site_count = task.costs.site_count();
  for (const std::uint32_t site : rules.forbidden) {
    if (site >= site_count)
      core::refuse_argument(
          fmt::format("location: forbidden site {} is not in the table of {} sites", site, site_count));
  }
  for (const std::uint32_t site : task.forced) {
    if (site >= site_count)
      core::refuse_argument(fmt::format("location: forced site {} is not in the table of {} sites", site, site_count));
  }
  for (const SiteCount& count : rules.count) {
    if (!std::ranges::is_sorted(count.sites, std::less_equal<>{}) ||
        (!count.sites.empty() && count.sites.back() >= site_count))
      core::refuse_argument("location: the sites of a count are to ascend, and to be in the table");
  }
  check_column(rules.group.size(), site_count, "groups");
  check_column(rules.x.size(), site_count, "places");
  check_column(rules.y.size(), site_count, "places");
  check_column(rules.cost.size(), site_count, "costs of sites");
  check_amounts(rules.cost, "cost");
  if (!(rules.spacing >= 0.0) ||
      (rules.spacing > 0.0 && (rules.x.size() != site_count || rules.y.size() != site_count)))
    core::refuse_argument("location: a spacing of 0 or more is expected, and the place of every site with it");
  for (std::size_t site = 0; rules.spacing > 0.0 && site < site_count; ++site) {
    if (!std::isfinite(rules.x[site]) || !std::isfinite(rules.y[site]))
      core::refuse_argument(fmt::format("location: site {} has no place, and a spacing is asked for", site));
  }
  if (std::isnan(rules.budget) || rules.budget < 0.0 || (!std::isinf(rules.budget) && rules.cost.empty()))
    core::refuse_argument("location: a budget of 0 or more is expected, and what every site costs with it");
  if (!rules.group_minimum.empty() && rules.group.empty() && site_count > 0)
    core::refuse_argument("location: a minimum of a group is asked for, and no site has a group");
}

}  // namespace trek::siting::detail
