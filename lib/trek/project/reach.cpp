#include "trek/project/detail/reach.hpp"

#include <algorithm>
#include <string>

#include "trek/project/detail/travel.hpp"

namespace trek::project::detail {
namespace {

double fastest_mps(const TravelSettings& settings) {
  if (!settings.on_streets()) return settings.straight_line.speed.value() / settings.straight_line.detour_factor;
  double fastest = settings.mode == model::Mode::car ? 0.0 : settings.speeds.base.value();
  for (const auto& [name, speed] : settings.speeds.by_class) fastest = std::max(fastest, speed.value());
  return fastest + settings.speeds.cycleway_bonus.value();
}

}  // namespace

double reach_m(const TravelSettings& settings, double minutes) { return fastest_mps(settings) * 60.0 * minutes; }

double farthest_reach_m(const Project& project) {
  double farthest = 0.0;
  for (const TravelSettings& settings : project.modes)
    farthest = std::max(farthest, reach_m(settings, horizon_min(settings, project.decay)));
  return farthest;
}

double horizon_min(const TravelSettings& settings, const access::Decay& decay) {
  return horizon(settings, decay).count() / 600.0;
}

double judged_min(const Project& project, const TravelSettings& settings) {
  const std::string mode{model::name_of(settings.mode)};
  const bool as_far = std::any_of(project.criteria.begin(), project.criteria.end(), [&](const score::Criterion& c) {
    return c.id == "hansen_target_" + mode || (c.id.starts_with("huff_") && c.id.ends_with("_" + mode));
  });
  if (as_far) return horizon_min(settings, project.decay);
  return std::max(settings.limits_min.back(), settings.norm_min);
}

}  // namespace trek::project::detail
