#pragma once

#include <cmath>

namespace trek::datasets {

/// Coordinates as the real sources have them.
[[nodiscard]] inline double rounded_mm(double value_m) noexcept { return std::round(value_m * 1000.0) / 1000.0; }

}  // namespace trek::datasets
