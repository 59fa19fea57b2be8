#include "trek/core/text.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace core = trek::core;

TEST_CASE("matching_rows: the best of written, folded, whole words and part", "[core][unit]") {
  const std::vector<std::vector<std::string>> rows{
      {"a", "Voormalig V&D"}, {"b", "Nieuw dorp"}, {"c", "Café De Beiaard"}, {"d", "Loev dorp"}, {"B", ""}};
  using Rows = std::vector<std::size_t>;
  CHECK(core::matching_rows("V&D", rows) == Rows{0});
  CHECK(core::matching_rows("cafe", rows) == Rows{2});
  CHECK(core::matching_rows("DORP", rows) == Rows{1, 3});
  CHECK(core::matching_rows("beiaa", rows) == Rows{2});
  CHECK(core::matching_rows("b", rows) == Rows{1});  // as written, before B
  CHECK(core::matching_rows("nergens", rows).empty());
  CHECK(core::matching_rows("", rows).empty());
  CHECK(core::matching_rows("&", rows).empty());
}

TEST_CASE("did_you_mean: never an empty name, or one with nothing in common", "[core][unit]") {
  const std::vector<std::string> names{"", "x", "&"};
  CHECK(core::did_you_mean("1", names).empty());
}

TEST_CASE("folded: names compare whatever their spelling", "[core][unit]") {
  CHECK(core::folded("Hengelo (O.)") == "hengelo o");
  CHECK(core::folded("  HENGELO (Ov) ") == "hengelo ov");
  CHECK(core::folded("'t Stift") == "t stift");
  CHECK(core::folded("Café Zürich") == "cafe zurich");
  CHECK(core::folded("Cafe\xCC\x81") == "cafe");
  CHECK(core::folded("a\xFF"
                     "b") == "a b");
  CHECK(core::folded("").empty());
}

TEST_CASE("parsed_number: reads numbers as people write them", "[core][unit]") {
  CHECK(core::parsed_number("12,5") == 12.5);
  CHECK(core::parsed_number(" 12.5 ") == 12.5);
  CHECK(core::parsed_number("1.234,5") == 1234.5);
  CHECK(core::parsed_number("1,234.5") == 1234.5);
  CHECK(core::parsed_number("1.234.567") == 1234567.0);
  CHECK(core::parsed_number("1 234") == 1234.0);
  CHECK(core::parsed_number("1.234") == 1.234);
  CHECK(core::parsed_number("+3") == 3.0);
  CHECK(core::parsed_number("-99997") == -99997.0);
  for (const char* bad : {"", "n.v.t.", "nan", "inf", "12a", "--3", ","}) {
    CAPTURE(bad);
    CHECK_FALSE(core::parsed_number(bad).has_value());
  }
}

TEST_CASE("did_you_mean: suggests only what is near", "[core][unit]") {
  const std::vector<std::string> names{"statcode", "statnaam", "rubriek"};
  CHECK(core::did_you_mean("statcod", names) == "; did you mean 'statcode'?");
  CHECK(core::did_you_mean("satcode", names) == "; did you mean 'statcode'?");
  CHECK(core::did_you_mean("population", names).empty());
}

TEST_CASE("cleaned: leaves nothing that breaks a table or a terminal", "[core][unit]") {
  CHECK(core::cleaned("a\x01"
                      "b\x7F"
                      "c\td") == "abc\td");
  CHECK(core::cleaned("\xE9t\xE9") == "\xEF\xBF\xBDt\xEF\xBF\xBD");
  CHECK(core::cleaned("Nijverdal – Hellendoorn") == "Nijverdal – Hellendoorn");
  CHECK(core::cleaned("a\xEF\xBF\xBE"
                      "b\xEF\xBF\xBF") ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");  // XML has no place for U+FFFE and U+FFFF
}

TEST_CASE("cleaned: takes C1 codes for what Windows-1252 has there", "[core][unit]") {
  CHECK(core::cleaned("\xC2\x92t Stift") == "’t Stift");
  CHECK(core::cleaned("a\xC2\x9B"
                      "31m") == "a›31m");  // no control sequence
  CHECK(core::cleaned("a\xC2\x81"
                      "b") == "ab");
}

TEST_CASE("split and trimmed", "[core][unit]") {
  CHECK(core::split(" a , b,,c ", ',') == std::vector<std::string>{"a", "b", "c"});
  CHECK(core::trimmed("\xC2\xA0 GM0093    ") == "GM0093");
}
