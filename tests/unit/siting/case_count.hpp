#pragma once

/// How many drawn cases a property is tried on: a fifth with sanitizers, which look at memory and not at answers.
constexpr unsigned cases(unsigned count) {
#ifdef TREK_SANITIZED
  return count / 5;
#else
  return count;
#endif
}
