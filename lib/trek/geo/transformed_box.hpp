#pragma once

#include <string_view>

#include "trek/geo/point.hpp"

namespace trek::geo {

/// The box in another CRS around 21 points of each side; empty where none of them can be transformed.
/// Errors  as Transformation.
[[nodiscard]] Box transformed(const Box& box, std::string_view source, std::string_view target);

}  // namespace trek::geo
