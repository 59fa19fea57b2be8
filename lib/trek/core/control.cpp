#include "trek/core/control.hpp"

#include "trek/core/error.hpp"

namespace trek::core {

void Control::check_stop() const {
  if (stop.stop_requested()) throw Error{ErrorKind::cancelled, "stopped on request; no output was changed"};
}

}  // namespace trek::core
