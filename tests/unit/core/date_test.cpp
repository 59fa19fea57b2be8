#include "trek/core/date.hpp"

#include <chrono>
#include <optional>
#include <string>

#include "support/catch.hpp"

using trek::core::find_iso_date;

TEST_CASE("find_iso_date: a day in the usual Dutch and ISO forms", "[core][unit]") {
  for (const char* text : {"2026-02-15",
                           "2026/02/15",
                           "2026/2/15",
                           "2026.02.15",
                           "15-02-2026",
                           "15-2-2026",
                           "15/2/2026",
                           "15/02/2026",
                           "15.02.2026",
                           "20260215",
                           "20260215103000",
                           "2026-02-15T10:00:00Z",
                           "2026-02-15T10:00:00+01:00",
                           "2026-02-15+01:00",
                           "2026-02-15 10:30",
                           "15-02-2026 10:30:00",
                           "15 februari 2026",
                           "15 feb. 2026",
                           "15-feb-2026",
                           "15 February 2026",
                           " 15 FEB 2026 "}) {
    CAPTURE(text);
    CHECK(find_iso_date(text) == "2026-02-15");
  }
  CHECK(find_iso_date("29-2-2024") == "2024-02-29");
  CHECK(find_iso_date("29-2-2000") == "2000-02-29");
  CHECK(find_iso_date("1 mrt 2026") == "2026-03-01");
  CHECK(find_iso_date("1 mei 2026") == "2026-05-01");
  CHECK(find_iso_date("3 oktober 2025") == "2025-10-03");
}

TEST_CASE("find_iso_date: a month or a year stays one", "[core][unit]") {
  for (const char* text : {"2026-02", "2026-2", "2026/02", "02-2026", "2/2026", "februari 2026", "feb 2026"}) {
    CAPTURE(text);
    CHECK(find_iso_date(text) == "2026-02");
  }
  CHECK(find_iso_date("2026") == "2026");
}

TEST_CASE("find_iso_date: anything else is no date", "[core][unit]") {
  for (const char* text :
       {"", "29-2-2023", "29-2-1900", "31-12", "medio 2023", "2023-13-01", "12-31-2023", "99999999", "15-02-26",
        "46068", "voorjaar 2026", "2026-Q1", "15 foo 2026", "10:30", "32 maart 2026", "0026"}) {
    CAPTURE(text);
    CHECK_FALSE(find_iso_date(text).has_value());
  }
}

TEST_CASE("find_iso_date: the days of the calendar, and no others", "[core][property]") {
  for (const int year : {1000, 1582, 1899, 1900, 2000, 2023, 2024, 2100, 2999}) {
    for (unsigned month = 0; month < 20; ++month) {
      for (unsigned day = 0; day < 35; ++day) {
        const std::chrono::year_month_day drawn{std::chrono::year{year}, std::chrono::month{month},
                                                std::chrono::day{day}};
        const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        const std::string iso = std::to_string(year) + "-" + two(month) + "-" + two(day);
        const std::string dutch = std::to_string(day) + "-" + std::to_string(month) + "-" + std::to_string(year);
        CAPTURE(iso);
        const auto wanted = drawn.ok() ? std::optional{iso} : std::nullopt;
        if (find_iso_date(iso) != wanted || find_iso_date(dutch) != wanted) FAIL("not as the calendar has it");
      }
    }
  }
}

TEST_CASE("find_date: a day, a month or a year; nothing else", "[core][unit]") {
  CHECK(trek::core::find_date("2025-12-31") == trek::core::Date{2025, 12, 31});
  CHECK(trek::core::find_date("2024-02-29T10:00:00Z") == trek::core::Date{2024, 2, 29});
  CHECK(trek::core::find_date("2025-07") == trek::core::Date{2025, 7, 1});
  CHECK(trek::core::find_date("2025") == trek::core::Date{2025, 1, 1});
  const std::string wrong = GENERATE("", "2025-02-29", "2025-13", "2025-12-31x", "-025", "20 25", "soon");
  CAPTURE(wrong);
  CHECK_FALSE(trek::core::find_date(wrong).has_value());
}

TEST_CASE("whole_years: counts anniversaries", "[core][unit]") {
  CHECK(trek::core::whole_years({2022, 3, 9}, {2025, 3, 8}) == 2);
  CHECK(trek::core::whole_years({2022, 3, 9}, {2025, 3, 9}) == 3);
  CHECK(trek::core::whole_years({2024, 2, 29}, {2025, 2, 28}) == 0);
  CHECK(trek::core::whole_years({2026, 1, 1}, {2025, 1, 1}) == 0);
}
