#pragma once

#include "trek/core/control.hpp"

namespace trek::test {

[[nodiscard]] inline core::Control threads(unsigned count) {
  core::Control control;
  control.thread_count = count;
  return control;
}

}  // namespace trek::test
