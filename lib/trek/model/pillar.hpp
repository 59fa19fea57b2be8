#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "trek/core/phrase.hpp"

namespace trek::model {

/// What a measure speaks of: how well a site is reached, whom it would serve beside what there is, or how fit the
/// building and its surroundings are.
enum class Pillar : std::uint8_t { accessibility, catchment, reuse };
inline constexpr std::array kPillars{Pillar::accessibility, Pillar::catchment, Pillar::reuse};

[[nodiscard]] std::string_view name_of(Pillar pillar) noexcept;
[[nodiscard]] core::Phrase label_of(Pillar pillar);

}  // namespace trek::model
