#include "trek/siting/detail/side_rules.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "trek/siting/detail/cover_question.hpp"

namespace trek::siting::detail {
namespace {

constexpr double kSideRounding = 1e-9;  // share of the budget
constexpr double kCountRoom = 1e-6;     // of sums of whole numbers

/// Two sites that are too near each other, and all others that are so to every one of the list before them.
std::vector<std::uint32_t> all_near(const std::vector<std::vector<std::uint32_t>>& near, std::uint32_t a,
                                    std::uint32_t b) {
  std::vector<std::uint32_t> members{a, b};
  for (const std::uint32_t other : near[a]) {
    const auto is_near = [&](std::uint32_t member) { return std::ranges::binary_search(near[member], other); };
    if (std::ranges::all_of(members, is_near)) members.push_back(other);
  }
  return members;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> lists_of_near(const std::vector<std::vector<std::uint32_t>>& near) {
  std::vector<std::vector<std::uint32_t>> lists;
  std::set<std::pair<std::uint32_t, std::uint32_t>> together;
  for (std::uint32_t a = 0; a < near.size(); ++a) {
    for (const std::uint32_t b : near[a]) {
      if (b < a || together.contains({a, b})) continue;
      lists.push_back(all_near(near, a, b));
      std::ranges::sort(lists.back());
      for (const std::uint32_t member : lists.back()) {
        for (const std::uint32_t other : lists.back()) together.emplace(member, other);
      }
    }
  }
  return lists;
}

SideRules side_rules(const LocationTask& task) {
  const SiteRules& rules = task.rules;
  SideRules side;
  for (const GroupMinimum& minimum : rules.group_minimum) {
    for (std::uint32_t site = 0; site < rules.group.size(); ++site) {
      if (rules.group[site] == minimum.group) side.rows.push({site, -1.0});
    }
    side.close_row(kCountRoom - minimum.count);
  }
  for (const SiteCount& count : rules.count) {
    if (count.least > 0) {
      for (const std::uint32_t site : count.sites) side.rows.push({site, -1.0});
      side.close_row(kCountRoom - count.least);
    }
    if (count.most < count.sites.size()) {
      for (const std::uint32_t site : count.sites) side.rows.push({site, 1.0});
      side.close_row(kCountRoom + count.most);
    }
  }
  if (!std::isinf(rules.budget)) {
    for (std::uint32_t site = 0; site < rules.cost.size(); ++site) side.rows.push({site, rules.cost[site]});
    side.close_row(rules.budget * (1.0 + kSideRounding));
  }
  for (const auto& sites : lists_of_near(sites_too_near(rules))) {
    for (const std::uint32_t site : sites) side.rows.push({site, 1.0});
    side.close_row(1.0 + kCountRoom);
  }
  return side;
}

bool SideRules::may_be_met() const {
  for (std::size_t row = 0; row < row_count(); ++row) {
    double least = 0.0;
    for (const SideAmount& amount : rows[row]) least += std::min(0.0, amount.amount);
    if (least > limit[row]) return false;
  }
  return true;
}

bool SideRules::is_met(std::span<const std::uint8_t> is_chosen) const {
  for (std::size_t row = 0; row < row_count(); ++row) {
    double sum = 0.0;
    for (const SideAmount& amount : rows[row]) sum += is_chosen[amount.site] != 0 ? amount.amount : 0.0;
    if (sum > limit[row]) return false;
  }
  return true;
}

SideRules restricted(const SideRules& rules, std::span<const std::uint32_t> new_site,
                     std::span<const std::uint8_t> is_in) {
  SideRules result;
  for (std::size_t row = 0; row < rules.row_count(); ++row) {
    double limit = rules.limit[row];
    for (const SideAmount& amount : rules.rows[row]) {
      if (is_in[amount.site] != 0)
        limit -= amount.amount;
      else if (new_site[amount.site] != kNoSite)
        result.rows.push({new_site[amount.site], amount.amount});
    }
    result.close_row(limit);
  }
  return result;
}

SideIndex by_site(const SideRules& rules, std::size_t site_count) {
  std::vector<std::vector<SideAmount>> lists(site_count);
  for (std::uint32_t rule = 0; rule < rules.row_count(); ++rule) {
    for (const SideAmount& amount : rules.rows[rule]) lists[amount.site].push_back({rule, amount.amount});
  }
  SideIndex index{rules, {}};
  for (const auto& list : lists) index.rules_of_site.append_row(list);
  return index;
}

bool SideUse::allows(std::uint32_t in, std::uint32_t out) const {
  const std::span<const SideAmount> lost = index_->rules_of_site[out];
  auto next = lost.begin();
  for (const SideAmount& gained : index_->rules_of_site[in]) {  // both ascend
    for (; next != lost.end() && next->site < gained.site; ++next) {
      if (used_[next->site] - next->amount > index_->rules.limit[next->site]) return false;
    }
    const bool both = next != lost.end() && next->site == gained.site;
    const double without = used_[gained.site] - (both ? next->amount : 0.0);
    if (without + gained.amount > index_->rules.limit[gained.site]) return false;
    if (both) ++next;
  }
  for (; next != lost.end(); ++next) {
    if (used_[next->site] - next->amount > index_->rules.limit[next->site]) return false;
  }
  return true;
}

}  // namespace trek::siting::detail
