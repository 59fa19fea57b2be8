#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trek::network {

/// A moment of an ordinary week: neither a public nor a school holiday, in no known season.
struct Moment {
  std::uint8_t weekday = 1;        // 0 Monday ... 6 Sunday
  std::uint16_t minute = 14 * 60;  // of the day, below 1440; the default is a weekday by day
  friend bool operator==(const Moment&, const Moment&) = default;
};

/// "tuesday 14:00", "dinsdag 14:00", "Tu 14:00", "di 14:00": a day in English or Dutch, whole or its first two letters,
/// and a time of day. Empty for anything else.
[[nodiscard]] std::optional<Moment> find_moment(std::string_view text);

/// The number of a day by its name, as find_moment knows it.
[[nodiscard]] std::optional<std::uint8_t> find_weekday(std::string_view name);

/// As it is written in a project: "tuesday 14:00".
[[nodiscard]] std::string text_of(const Moment& moment);

}  // namespace trek::network
