#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace trek::core {

/// A date as people and registers write it, as ISO 8601: "2026-02-15" from that, "2026/2/15", "20260215", "15-02-2026",
/// "15/2/2026", "15.2.2026", "15 februari 2026", "15-feb-2026", "15 February 2026" and times after them; "2026-02" from
/// that, "02-2026" and "februari 2026"; "2026" stays. Day before month, as in the Netherlands. As text they sort as
/// dates do, a month or a year before the days in it. Empty for what is no date, and for years of two digits.
[[nodiscard]] std::optional<std::string> find_iso_date(std::string_view text);

/// A day of the calendar.
struct Date {
  int year = 0;
  int month = 1;
  int day = 1;
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

/// The day of a date in any of these forms; a month or a year alone counts as its first day.
[[nodiscard]] std::optional<Date> find_date(std::string_view text);

/// Anniversaries of `from` up to and including `to`; 0 where `to` comes first.
[[nodiscard]] int whole_years(Date from, Date to) noexcept;

}  // namespace trek::core
