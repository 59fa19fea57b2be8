#pragma once

#include <cstdint>

namespace trek::siting::detail {

/// Whether a site is chosen, is not, or is still to be decided.
enum class Decision : std::uint8_t { open, in, out };

}  // namespace trek::siting::detail
