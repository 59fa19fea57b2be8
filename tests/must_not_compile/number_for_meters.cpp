#include "trek/core/units.hpp"

trek::core::Meters distance(double raw) {
#ifdef TREK_CONFUSED
  return raw;
}
#else
  return trek::core::Meters{raw};
}
#endif
