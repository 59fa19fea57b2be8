#include "trek/model/mode.hpp"

trek::model::Mode mode() {
#ifdef TREK_CONFUSED
  return 0;
}
#else
  return trek::model::Mode::foot;
}
#endif
