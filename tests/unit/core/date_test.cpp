#include "trek/core/date.hpp"

#include <string>

#include "support/catch.hpp"

namespace core = trek::core;

TEST_CASE("find_date: a day, a month or a year; nothing else", "[core][unit]") {
  CHECK(core::find_date("2025-12-31") == core::Date{2025, 12, 31});
  CHECK(core::find_date("2024-02-29T10:00:00Z") == core::Date{2024, 2, 29});
  CHECK(core::find_date("2025-07") == core::Date{2025, 7, 1});
  CHECK(core::find_date("2025") == core::Date{2025, 1, 1});
  const std::string wrong =
      GENERATE("", "2025-02-29", "31-12-2025", "2025-13", "2025-1-1", "2025-", "2025-12-31x", "-025", "20 25", "soon");
  CAPTURE(wrong);
  CHECK_FALSE(core::find_date(wrong).has_value());
}

TEST_CASE("whole_years: counts anniversaries", "[core][unit]") {
  CHECK(core::whole_years({2022, 3, 9}, {2025, 3, 8}) == 2);
  CHECK(core::whole_years({2022, 3, 9}, {2025, 3, 9}) == 3);
  CHECK(core::whole_years({2024, 2, 29}, {2025, 2, 28}) == 0);
  CHECK(core::whole_years({2026, 1, 1}, {2025, 1, 1}) == 0);
}
