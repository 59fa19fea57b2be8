#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/siting/location_task.hpp"

namespace trek::siting::detail {

/// Of the scale of tolls: with a tenth and with ten times it the gap of regions of 200 sites stays tenfold.
inline constexpr double kTollShare = 0.1;

struct SideAmount {
  std::uint32_t site = 0;
  double amount = 0.0;
};

/// Rules on the choice of sites as sums: for each row, sum of the amounts of the chosen sites <= limit. The minimum of
/// a group is a sum of -1, the budget of costs; of sites that are all too near each other, one.
struct SideRules {
  core::Rows<SideAmount> rows;
  std::vector<double> limit;  // one per row, with the room that rounding needs

  [[nodiscard]] std::size_t row_count() const noexcept { return limit.size(); }
  [[nodiscard]] bool empty() const noexcept { return limit.empty(); }
  /// False: no choice at all meets a row.
  [[nodiscard]] bool may_be_met() const;
  /// Whether a choice, a flag a site, meets them all.
  [[nodiscard]] bool is_met(std::span<const std::uint8_t> is_chosen) const;
  void close_row(double most) {
    rows.close_row();
    limit.push_back(most);
  }
};

/// Lists of sites that are all too near each other, such that every two that are stand together in one. `near`: of each
/// site the sites that are, ascending.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> lists_of_near(
    const std::vector<std::vector<std::uint32_t>>& near);

/// Over the sites of the table.
[[nodiscard]] SideRules side_rules(const LocationTask& task);

/// Over the sites that have a new number: `new_site` is that or kNoSite, and those in `is_in` are chosen.
[[nodiscard]] SideRules restricted(const SideRules& rules, std::span<const std::uint32_t> new_site,
                                   std::span<const std::uint8_t> is_in);

/// The rules by site.
struct SideIndex {
  const SideRules& rules;
  core::Rows<SideAmount> rules_of_site;  // here `site` is the rule
};
[[nodiscard]] SideIndex by_site(const SideRules& rules, std::size_t site_count);

/// What a choice has used of each limit, while its sites are exchanged. Keeps a reference.
class SideUse {
 public:
  explicit SideUse(const SideIndex& index) : index_{&index}, used_(index.rules.row_count(), 0.0) {}

  void add(std::uint32_t site) { change(site, 1.0); }
  void remove(std::uint32_t site) { change(site, -1.0); }
  /// Whether the choice keeps to the rules with `in` for `out`.
  [[nodiscard]] bool allows(std::uint32_t in, std::uint32_t out) const;

 private:
  void change(std::uint32_t site, double sign) {
    for (const SideAmount& amount : index_->rules_of_site[site]) used_[amount.site] += sign * amount.amount;
  }

  const SideIndex* index_;  // a pointer, so that a search can be put back to an earlier state
  std::vector<double> used_;
};

}  // namespace trek::siting::detail
