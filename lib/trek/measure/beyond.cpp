#include "trek/measure/detail/beyond.hpp"

namespace trek::measure::detail {

Beyond::Beyond(const ModeTravel& travel, const Surroundings& surroundings, std::size_t mode, double judged_min)
    : travel_{travel},
      surroundings_{surroundings},
      mode_{mode},
      outside_{within_streets(surroundings.extent.people, surroundings.extent.streets[mode])} {
  // Whether a way round by streets that are not in the data may be shorter is asked of people near their edge only.
  if (!surroundings.extent.streets[mode]) return;
  const double most_m = reach_m(*travel.settings, judged_min);
  site_to_edge_m_ = edge().nearest_m(travel.sites.place, most_m);
  row_to_edge_m_ = edge().nearest_m(travel.demand.place, most_m);
}

void widen(model::Estimate& estimate, double more, double beyond_share) noexcept {
  if (!estimate.is_known() || (more == 0.0 && beyond_share == 0.0)) return;
  estimate.high += more;
  estimate.known_share *= 1.0 - beyond_share;
}

}  // namespace trek::measure::detail
