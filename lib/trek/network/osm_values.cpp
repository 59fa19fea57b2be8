#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/network/osm_rules.hpp"

namespace trek::network {
namespace {

constexpr double kKmPerMile = 1.609344;

/// Reads a non-negative number from the front of `text`, which moves past it.
std::optional<double> take_number(std::string_view& text) {
  double value = 0.0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !std::isfinite(value) || value < 0.0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return value;
}

/// Statutory limits behind words, km/h: RVV 1990 for NL, StVO for DE (the streets across the border).
constexpr std::array<std::pair<std::string_view, double>, 10> kWordLimits{{{"NL:urban", 50.0},
                                                                           {"NL:rural", 80.0},
                                                                           {"NL:trunk", 100.0},
                                                                           {"NL:motorway", 100.0},
                                                                           {"NL:living_street", 15.0},
                                                                           {"DE:urban", 50.0},
                                                                           {"DE:rural", 100.0},
                                                                           {"DE:living_street", 7.0},
                                                                           {"DE:bicycle_road", 30.0},
                                                                           {"walk", 5.0}}};

/// "NL:zone30", "DE:zone:30": the number is the limit.
std::optional<double> find_zone_limit(std::string_view text) {
  const std::size_t zone = text.find(":zone");
  if (zone == std::string_view::npos) return std::nullopt;
  text.remove_prefix(zone + 5);
  if (text.starts_with(':')) text.remove_prefix(1);
  const auto limit = take_number(text);
  return text.empty() && limit > 0.0 ? limit : std::nullopt;
}

std::optional<double> find_limit_km_h(std::string_view text) {
  const auto word =
      std::find_if(kWordLimits.begin(), kWordLimits.end(), [&](const auto& entry) { return entry.first == text; });
  if (word != kWordLimits.end()) return word->second;
  if (const auto zone = find_zone_limit(text)) return zone;
  const auto limit = take_number(text);
  const std::string_view unit = core::trimmed(text);
  if (!limit || *limit <= 0.0) return std::nullopt;
  if (unit == "mph") return *limit * kKmPerMile;
  const bool metric = unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph";
  return metric ? limit : std::nullopt;
}

/// "PT1H30M", "P1DT2H": ISO 8601 without years and months.
std::optional<double> find_iso_duration_s(std::string_view text) {
  text.remove_prefix(1);
  double sum_s = 0.0;
  bool in_time = false;
  while (!text.empty()) {
    if (text.front() == 'T' && !in_time) {
      in_time = true;
      text.remove_prefix(1);
      continue;
    }
    const auto number = take_number(text);
    if (!number || text.empty()) return std::nullopt;
    const char unit = text.front();
    text.remove_prefix(1);
    if (!in_time && unit != 'D') return std::nullopt;
    if (in_time && unit != 'H' && unit != 'M' && unit != 'S') return std::nullopt;
    sum_s += *number * (unit == 'D' ? 86400.0 : unit == 'H' ? 3600.0 : unit == 'M' ? 60.0 : 1.0);
  }
  return sum_s;
}

/// "15" minutes, "00:15" hours and minutes, "1:30:00".
std::optional<double> find_clock_duration_s(std::string_view text) {
  std::array<double, 3> parts{};
  std::size_t count = 0;
  while (count < parts.size()) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    parts[count++] = *number;
    if (text.empty()) break;
    if (text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
  }
  if (!text.empty()) return std::nullopt;
  if (count == 1) return parts[0] * 60.0;
  return parts[0] * 3600.0 + parts[1] * 60.0 + parts[2];
}

}  // namespace

std::optional<core::MetersPerSecond> find_speed_limit(std::string_view text) {
  std::optional<double> lowest;
  for (const auto& part : core::split(text, ';')) {
    const auto limit = find_limit_km_h(part);
    if (limit && (!lowest || *limit < *lowest)) lowest = limit;
  }
  if (!lowest) return std::nullopt;
  return core::kilometers_per_hour(*lowest);
}

std::optional<core::Seconds> find_duration(std::string_view text) {
  const std::string_view value = core::trimmed(text);
  if (value.empty()) return std::nullopt;
  const auto duration_s = value.front() == 'P' ? find_iso_duration_s(value) : find_clock_duration_s(value);
  if (!duration_s || *duration_s <= 0.0) return std::nullopt;
  return core::Seconds{*duration_s};
}

}  // namespace trek::network
