#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace trek::model {

enum class Mode : std::uint8_t { foot, bicycle, e_bike, car };

[[nodiscard]] std::string_view name_of(Mode mode) noexcept;  // "foot", "bicycle", "e_bike", "car": in files and options
[[nodiscard]] std::optional<Mode> find_mode(std::string_view name) noexcept;

}  // namespace trek::model
