#pragma once

#include <compare>
#include <optional>
#include <string_view>

/// Days as files have them, ISO 8601: "2025-12-31", "2025-12-31T10:00:00Z", "2025-12", "2025".
namespace trek::core {

/// A day of the calendar.
struct Date {
  int year = 0;
  int month = 1;
  int day = 1;
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

/// A month or a year alone counts as its first day; empty for what is no date.
[[nodiscard]] std::optional<Date> find_date(std::string_view text) noexcept;

/// Anniversaries of `from` up to and including `to`; 0 where `to` comes first.
[[nodiscard]] int whole_years(Date from, Date to) noexcept;

}  // namespace trek::core
