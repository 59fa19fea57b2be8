#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "trek/model/codes.hpp"

namespace trek::model {

enum class Mode : std::uint8_t { foot, bicycle, e_bike, car };

[[nodiscard]] std::string_view name_of(Mode mode) noexcept;  // "foot", "bicycle", "e_bike", "car": in files and options
[[nodiscard]] std::optional<Mode> find_mode(std::string_view name) noexcept;

/// "lopen", "fietsen", ... / "walking", ...: the way people say it.
[[nodiscard]] std::string_view label_of(Mode mode, Language language) noexcept;

}  // namespace trek::model
