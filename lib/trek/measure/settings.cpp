#include "trek/measure/settings.hpp"

#include <algorithm>
#include <numeric>

namespace trek::measure {
namespace {

double fastest_mps(const TravelSettings& settings) {
  if (!settings.on_streets()) return settings.straight_line.speed.value() / settings.straight_line.detour_factor;
  double fastest = settings.mode == model::Mode::car ? 0.0 : settings.speeds.base.value();
  for (const auto& [name, speed] : settings.speeds.by_class) fastest = std::max(fastest, speed.value());
  return fastest + settings.speeds.cycleway_bonus.value();
}

}  // namespace

core::Deciseconds horizon(const TravelSettings& settings, const access::Decay& decay) {
  const std::uint32_t counted_ds = minutes(std::max(settings.limits_min.back(), settings.norm_min)).count();
  // The last time at which the decay, which never increases, is above the cut.
  std::uint32_t above_ds = 0;
  std::uint32_t below_ds = minutes(kFarthest_min).count() + 1;
  while (above_ds + 1 < below_ds) {
    const std::uint32_t middle_ds = std::midpoint(above_ds, below_ds);
    (access::decay_at(decay, middle_ds / 600.0) > kDecayCut ? above_ds : below_ds) = middle_ds;
  }
  return core::Deciseconds{std::max(counted_ds, above_ds)};
}

double horizon_min(const TravelSettings& settings, const access::Decay& decay) {
  return horizon(settings, decay).count() / 600.0;
}

double reach_m(const TravelSettings& settings, double minutes) { return fastest_mps(settings) * 60.0 * minutes; }

}  // namespace trek::measure
