#include "trek/core/units.hpp"

trek::core::Meters sum(trek::core::Meters distance, trek::core::Seconds time) {
  (void)time;
#ifdef TREK_CONFUSED
  return distance + time;
}
#else
  return distance + distance;
}
#endif
