#include "trek/score/feasible.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "trek/core/error.hpp"

namespace trek::score {
namespace {

/// The least and the most of what is known.
struct KnownRange {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  std::size_t count = 0;

  void add(double raw) {
    low = std::min(low, raw);
    high = std::max(high, raw);
    ++count;
  }
};

void bound_criterion(CriteriaTable& table, std::span<const std::uint32_t> group, std::size_t criterion) {
  std::map<std::uint32_t, KnownRange> of_group;
  KnownRange of_all;
  for (std::size_t site = 0; site < table.site_count(); ++site) {
    const double raw = table.raw(site, criterion);
    if (std::isnan(raw)) continue;
    of_group[group[site]].add(raw);
    of_all.add(raw);
  }
  for (std::size_t site = 0; site < table.site_count(); ++site) {
    Estimate bounded = table.estimate(site, criterion);
    if (bounded.is_known() || std::isfinite(bounded.low) || std::isfinite(bounded.high)) continue;
    const KnownRange& own = of_group[group[site]];
    const KnownRange& range = own.count >= kFewestKnown ? own : of_all;
    if (range.count < kFewestKnown) continue;
    bounded.low = range.low;
    bounded.high = range.high;
    table.set(site, criterion, bounded);
  }
}

}  // namespace

CriteriaTable with_feasible_bounds(const CriteriaTable& table, std::span<const std::uint32_t> group) {
  if (group.size() != table.site_count())
    core::refuse_argument("feasible bounds: expected the number of a group for each site");
  CriteriaTable bounded = table;
  for (std::size_t c = 0; c < table.criteria().size(); ++c) bound_criterion(bounded, group, c);
  return bounded;
}

}  // namespace trek::score
