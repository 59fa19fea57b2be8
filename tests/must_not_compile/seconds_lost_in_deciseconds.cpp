#include <chrono>

#include "trek/core/units.hpp"

trek::core::Deciseconds rounded(trek::core::Seconds time) {
#ifdef TREK_CONFUSED
  return time;
}
#else
  return std::chrono::duration_cast<trek::core::Deciseconds>(time);
}
#endif
