#include "trek/score/stakeholders.hpp"

#include <algorithm>
#include <cmath>

#include "trek/score/agreement.hpp"
#include "trek/score/alternatives.hpp"
#include "trek/score/criteria_checks.hpp"

namespace trek::score {
namespace {

StakeholderView view_of(const CriteriaTable& table, std::span<const std::uint8_t> excluded, const Stakeholder& one) {
  StakeholderView view{one.name, weighted_sum(table.weighted(one.weight), excluded), {}};
  double best = 0.0;
  for (const SiteScore& site : view.scores) best = site.rank ? std::max(best, site.low) : best;
  for (const SiteScore& site : view.scores) view.regret.push_back(site.rank ? best - site.low : std::nan(""));
  return view;
}

void find_compromise(std::span<const std::size_t> rows, StakeholderViews& all) {
  for (const std::size_t row : rows) {
    double largest = 0.0;
    for (const StakeholderView& view : all.views) largest = std::max(largest, view.regret[row]);
    all.largest_regret[row] = largest;
    if (!all.compromise || largest < all.largest_regret[*all.compromise] - 1e-9) all.compromise = row;
  }
}

double agreement_of(std::span<const std::size_t> rows, const StakeholderViews& all) {
  std::vector<std::vector<double>> judges;
  for (const StakeholderView& view : all.views) {
    auto& judge = judges.emplace_back();
    for (const std::size_t row : rows) judge.push_back(view.scores[row].low);
  }
  return kendall_w(judges);
}

void find_dividing(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                   std::span<const Stakeholder> stakeholders, StakeholderViews& all) {
  const auto spreads = criterion_spreads(table, excluded);
  double most = 0.0;
  for (std::size_t c = 0; c < spreads.size(); ++c) {
    double low = 1.0;
    double high = 0.0;
    for (const Stakeholder& one : stakeholders) {
      const double share = table.weighted(one.weight).weight_share(c);
      low = std::min(low, share);
      high = std::max(high, share);
    }
    const double divides = (high - low) * spreads[c].deviation;
    if (divides <= most + 1e-12) continue;
    most = divides;
    all.dividing = c;
    all.dividing_range = high - low;
  }
}

}  // namespace

StakeholderViews stakeholder_views(const CriteriaTable& table, std::span<const std::uint8_t> excluded,
                                   std::span<const Stakeholder> stakeholders) {
  StakeholderViews all;
  const auto rows = ranked_rows(table.site_count(), excluded);
  for (const Stakeholder& one : stakeholders) all.views.push_back(view_of(table, excluded, one));
  all.largest_regret.assign(table.site_count(), std::nan(""));
  if (stakeholders.empty()) return all;
  find_compromise(rows, all);
  all.kendall_w = agreement_of(rows, all);
  find_dividing(table, excluded, stakeholders, all);
  return all;
}

}  // namespace trek::score
