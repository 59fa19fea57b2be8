#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trek::publish {

struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
  friend bool operator==(const Color&, const Color&) = default;
};

/// "#fd8d3c"
[[nodiscard]] std::string hex_of(Color color);
/// Of "#fd8d3c", in small or capital letters; nothing for another text.
[[nodiscard]] std::optional<Color> find_color(std::string_view hex) noexcept;

/// `count` colours evenly along the stops, each stop mixed with the next. Precondition: two stops or more.
[[nodiscard]] std::vector<Color> mixed_colors(std::span<const Color> stops, std::size_t count);

enum class Ramp : std::uint8_t { blues, fire, viridis };
/// `count` colours from low to high, colour-blind safe; 2 <= count <= 8.
[[nodiscard]] std::vector<Color> ramp(Ramp which, std::size_t count);
inline constexpr Color kNoData{189, 189, 189};

}  // namespace trek::publish
