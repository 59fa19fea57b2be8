#pragma once

#include <fmt/format.h>

#include "trek/core/phrase.hpp"

namespace trek::demand::detail {

/// "430 inhabitants", to `decimals` places.
[[nodiscard]] inline core::Phrase inhabitants_text(double people, int decimals = 0) {
  const std::string number = fmt::format("{:.{}f}", people, decimals);
  return {core::with_decimal_comma(number) + " inwoners", number + " inhabitants"};
}

}  // namespace trek::demand::detail
