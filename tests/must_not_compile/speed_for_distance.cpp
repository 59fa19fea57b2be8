#include "trek/core/units.hpp"

trek::core::Seconds time(trek::core::Meters distance, trek::core::MetersPerSecond speed) {
#ifdef TREK_CONFUSED
  return trek::core::travel_time(speed, distance);
}
#else
  return trek::core::travel_time(distance, speed);
}
#endif
