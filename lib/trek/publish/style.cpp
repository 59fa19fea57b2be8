#include "trek/publish/style.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace trek::publish {
namespace {

constexpr std::array kMinutes{5.0, 10.0, 15.0, 20.0, 30.0};
constexpr std::array kShares{0.5, 0.7, 0.8, 0.9, 0.95};
constexpr std::array kScores{0.3, 0.4, 0.5, 0.6};
constexpr std::array kPeople{5.0, 10.0, 25.0, 50.0, 100.0};
constexpr std::array kGaps{250.0, 500.0, 1'000.0, 2'500.0, 5'000.0};
constexpr std::array kReached{1'000.0, 5'000.0, 10'000.0, 25'000.0, 50'000.0};
constexpr std::array kSquareMeters{150.0, 500.0, 1'000.0, 2'500.0, 5'000.0};

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

bool is_share(std::string_view unit) { return unit == "share" || unit == "%"; }

/// 0.5 as "50 %" for shares, else the number and its unit.
std::string shown(double value, std::string_view unit) {
  if (is_share(unit)) return fmt::format("{:.0f} %", 100.0 * value);
  if (unit.empty() || unit == "score") return fmt::format("{}", value);
  return fmt::format("{} {}", value, unit);
}
std::string shown_bare(double value, std::string_view unit) {
  return is_share(unit) ? fmt::format("{:.0f}", 100.0 * value) : fmt::format("{}", value);
}

std::string class_filter(std::string_view field, std::span<const double> breaks, std::size_t which) {
  std::string filter;
  if (which > 0) filter = fmt::format("\"{}\" >= {}", field, breaks[which - 1]);
  if (which > 0 && which < breaks.size()) filter += " AND ";
  if (which < breaks.size()) filter += fmt::format("\"{}\" < {}", field, breaks[which]);
  return filter;
}

std::string class_label(std::span<const double> breaks, std::size_t which, std::string_view unit) {
  if (which == 0) return "< " + shown(breaks.front(), unit);
  if (which == breaks.size()) return "≥ " + shown(breaks.back(), unit);
  return shown_bare(breaks[which - 1], unit) + " – " + shown(breaks[which], unit);
}

}  // namespace

std::span<const double> class_breaks(std::string_view unit) noexcept {
  if (unit == "min") return kMinutes;
  if (is_share(unit)) return kShares;
  if (unit == "score") return kScores;
  if (unit == "m2") return kSquareMeters;
  if (unit == "people_in_cell") return kPeople;
  if (unit == "people_in_gap") return kGaps;
  return kReached;
}

std::vector<Color> ramp(Ramp which, std::size_t count) {
  std::vector<Color> colors;
  for (std::size_t i = 0; i < count; ++i) {
    colors.push_back(
        color_at(stops_of(which), count < 2 ? 0.5 : static_cast<double>(i) / static_cast<double>(count - 1)));
  }
  return colors;
}

std::vector<StyleRule> class_rules(std::string_view field, std::string_view unit, std::span<const Color> colors,
                                   Symbol (*symbol_of)(Color), std::string_view unknown_label) {
  const auto breaks = class_breaks(unit);
  const auto shown_unit = unit.starts_with("people_in_") ? std::string_view{} : unit;
  std::vector<StyleRule> rules;
  for (std::size_t i = 0; i <= breaks.size() && i < colors.size(); ++i) {
    rules.push_back({class_label(breaks, i, shown_unit), class_filter(field, breaks, i), symbol_of(colors[i])});
  }
  rules.push_back({std::string{unknown_label}, std::string{kElse}, symbol_of(kNoData)});
  return rules;
}

}  // namespace trek::publish
