#pragma once

#include <cstdint>

namespace trek::siting {

/// Part of a demand row that a site serves.
struct ServedPart {
  std::uint32_t row = 0;
  std::uint32_t site = 0;
  double weight = 0.0;
};

}  // namespace trek::siting
