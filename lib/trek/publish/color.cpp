#include "trek/publish/color.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace trek::publish {
namespace {

// ColorBrewer 2.0 (Brewer, Harrower & Penn State, Apache 2.0): the lighter part of "Blues", and "YlOrRd" from its
// second colour; viridis (van der Walt & Smith, CC0), from high to low in lightness.
constexpr std::array kBlues{Color{239, 243, 255}, Color{222, 235, 247}, Color{198, 219, 239}, Color{158, 202, 225},
                            Color{107, 174, 214}};
constexpr std::array kFire{Color{255, 237, 160}, Color{254, 217, 118}, Color{254, 178, 76},
                           Color{253, 141, 60},  Color{240, 59, 32},   Color{189, 0, 38}};
constexpr std::array kViridis{Color{253, 231, 37}, Color{122, 209, 81}, Color{34, 168, 132},
                              Color{42, 120, 142}, Color{65, 68, 135},  Color{68, 1, 84}};

std::span<const Color> stops_of(Ramp which) noexcept {
  switch (which) {
    case Ramp::blues:
      return kBlues;
    case Ramp::fire:
      return kFire;
    case Ramp::viridis:
      return kViridis;
  }
  return kBlues;
}

std::uint8_t mixed(std::uint8_t a, std::uint8_t b, double share) noexcept {
  return static_cast<std::uint8_t>(std::lround(a + (b - a) * share));
}

Color color_at(std::span<const Color> stops, double position) noexcept {
  const double scaled = position * static_cast<double>(stops.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(scaled), stops.size() - 2);
  const double share = scaled - static_cast<double>(low);
  const auto& a = stops[low];
  const auto& b = stops[low + 1];
  return {mixed(a.red, b.red, share), mixed(a.green, b.green, share), mixed(a.blue, b.blue, share)};
}

}  // namespace

std::string hex_of(Color color) { return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue); }

std::optional<Color> find_color(std::string_view hex) noexcept {
  constexpr std::size_t kLength = 7;
  constexpr int kSixteen = 16;
  if (hex.size() != kLength || hex[0] != '#') return std::nullopt;
  std::array<std::uint8_t, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string_view digits = hex.substr(1 + 2 * i, 2);
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), parts[i], kSixteen);
    if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  }
  return Color{parts[0], parts[1], parts[2]};
}

std::vector<Color> mixed_colors(std::span<const Color> stops, std::size_t count) {
  std::vector<Color> colors;
  for (std::size_t i = 0; i < count; ++i)
    colors.push_back(color_at(stops, count < 2 ? 0.5 : static_cast<double>(i) / static_cast<double>(count - 1)));
  return colors;
}

std::vector<Color> ramp(Ramp which, std::size_t count) { return mixed_colors(stops_of(which), count); }

}  // namespace trek::publish
