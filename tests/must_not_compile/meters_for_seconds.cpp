#include "trek/core/units.hpp"

trek::core::Seconds limit(trek::core::Meters distance, trek::core::MetersPerSecond speed) {
  (void)speed;
#ifdef TREK_CONFUSED
  return distance;
}
#else
  return trek::core::travel_time(distance, speed);
}
#endif
