#include "trek/siting/demanded_sites.hpp"

#include <cmath>
#include <set>

namespace trek::siting {

std::vector<Demand> demands_of(const DemandedSites& question) {
  const LocationTask& task = question.task;
  std::vector<Demand> demands;
  if (question.count != CountRule::any) demands.push_back({DemandKind::count, 0});
  for (const std::uint32_t site : std::set<std::uint32_t>{task.forced.begin(), task.forced.end()})
    demands.push_back({DemandKind::forced, site});
  for (const std::uint32_t site : std::set<std::uint32_t>{task.rules.forbidden.begin(), task.rules.forbidden.end()})
    demands.push_back({DemandKind::forbidden, site});
  for (std::uint32_t i = 0; i < task.rules.group_minimum.size(); ++i) demands.push_back({DemandKind::group_minimum, i});
  for (std::uint32_t i = 0; i < task.rules.count.size(); ++i) demands.push_back({DemandKind::site_count, i});
  if (task.rules.spacing > 0.0) demands.push_back({DemandKind::spacing, 0});
  if (!std::isinf(task.rules.budget)) demands.push_back({DemandKind::budget, 0});
  for (std::uint32_t row = 0; question.standard && row < task.weight.size(); ++row) {
    if (counts(task.weight[row])) demands.push_back({DemandKind::served, row});
  }
  return demands;
}

}  // namespace trek::siting
