#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include "trek/measure/settings.hpp"
#include "trek/model/codes.hpp"

namespace trek::measure::detail {

/// How sure somebody is to find at a place what is sought: an ordinary one gives half of it (a choice). METHODS "Use
/// and option value".
[[nodiscard]] inline double appeal(double strength) noexcept {
  return strength > 0.0 ? strength / (1.0 + strength) : 0.0;
}

/// Its place in kValuedKinds; empty for a kind that is not valued.
[[nodiscard]] inline std::optional<std::size_t> valued_kind(model::PlaceKind kind) noexcept {
  const auto* const found = std::ranges::find(kValuedKinds, kind);
  if (found == kValuedKinds.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kValuedKinds.begin());
}

}  // namespace trek::measure::detail
