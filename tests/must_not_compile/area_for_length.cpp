#include "trek/core/units.hpp"

bool longer(trek::core::Meters length, trek::core::SquareMeters area) {
  (void)area;
#ifdef TREK_CONFUSED
  return length > area;
}
#else
  return length > trek::core::Meters{1.0};
}
#endif
