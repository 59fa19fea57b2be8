#include "trek/core/inert_text.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"
#include "trek/core/text.hpp"

using namespace trek;

TEST_CASE("terminal_text: writes out what a terminal would obey", "[core][unit]") {
  CHECK(core::terminal_text("'t Stift, Café – €") == "'t Stift, Café – €");
  CHECK(core::terminal_text("\x1b[31mred\x1b]0;title\x07") == R"(\x1b[31mred\x1b]0;title\x07)");
  CHECK(core::terminal_text("a\x7F") == R"(a\x7f)");
  CHECK(core::terminal_text("\xC2\x9B"
                            "31m") == R"(\x9b31m)");  // C1 as UTF-8
  CHECK(core::terminal_text("\x9B"
                            "31m") == R"(\x9b31m)");  // and as a bare byte
  CHECK(core::terminal_text("caf\xE9") == R"(caf\xe9)");
}

TEST_CASE("terminal_text: a value begins no line and turns no writing", "[core][unit]") {
  CHECK(core::terminal_text("a\ntrek: finished") == R"(a\ntrek: finished)");
  CHECK(core::terminal_text("a\r\tb") == R"(a\x0d\tb)");
  CHECK(core::terminal_text("a\xE2\x80\xAE"
                            "b\xE2\x80\xA8"
                            "c") == R"(a\u202eb\u2028c)");
  CHECK(core::terminal_text("a\xE2\x81\xA6"
                            "b\xE2\x80\x8F") == R"(a\u2066b\u200f)");
  CHECK(core::terminal_text("a\xF3\xA0\x81\x81") == R"(a\U000e0041)");
}

TEST_CASE("terminal_json: says the same in what a terminal shows", "[core][unit]") {
  CHECK(core::terminal_json(R"({"é": "\u001b"})") == R"({"é": "\u001b"})");
  CHECK(core::terminal_json("\"\x7F\xC2\x9B\xE2\x80\xAE\xF3\xA0\x81\x81\"") == R"("\u007f\u009b\u202e\udb40\udc41")");
}

TEST_CASE("is_utf8", "[core][unit]") {
  CHECK(core::is_utf8(""));
  CHECK(core::is_utf8("Café"));
  CHECK_FALSE(core::is_utf8("caf\xE9"));
  CHECK_FALSE(core::is_utf8("\xED\xA0\x80"));  // half a pair
  CHECK_FALSE(core::is_utf8("\xC3"));
}

TEST_CASE("spreadsheet_text: marks what could be a formula as text", "[core][unit]") {
  for (const char* const text :
       {"=1+1", "+A1",  "-1+1", "@SUM(A1)",   "\nx", "  =1", "\"=1",           "'=1",  "＝1",
        "＋1",  "－A1", "＠A",  "\xC2\xA0=1", "-A1", "--",   "+31 6 12345678", "-1-2", "-cmd|' /C calc'!A0",
        "\tx",  " \tx"}) {
    CAPTURE(text);
    CHECK(core::spreadsheet_text(text) == "'" + std::string{text});
  }
  CHECK(core::spreadsheet_text("a;=1;-5;+b;-5") == "a;'=1;'-5;'+b;-5");  // of a spreadsheet that takes it apart there
  CHECK(core::spreadsheet_text("=\na") == "'=\na");
  CHECK(core::spreadsheet_text("\t=1") == "'\t'=1");
}

TEST_CASE("spreadsheet_text: leaves numbers and other text alone", "[core][unit]") {
  for (const char* const text : {"", "-5", "+31.2", "-1,5", "-.5", "1e-3", "-1.25E+10", "'t Stift", "'s-Heerenberg",
                                 "a=b", "5 = 5", "-", "=", "\"Concordia\"", "2026-01-01", "…", "a; b"}) {
    CAPTURE(text);
    CHECK(core::spreadsheet_text(text) == text);
  }
  CHECK(core::spreadsheet_text("a\x1b[31m") == "a[31m");
}

TEST_CASE("csv_cell: in quotes where it must be", "[core][unit]") {
  CHECK(core::csv_cell("a;b") == "a;b");
  CHECK(core::csv_cell("a;b", ';') == "\"a;b\"");
  CHECK(core::csv_cell("a,b") == "\"a,b\"");
  CHECK(core::csv_cell("=\"x\"\ny") == "\"'=\"\"x\"\"\ny\"");
}

TEST_CASE("spreadsheet_text: can be taken back", "[core][property]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  constexpr std::string_view kLetters = "=+-@'\" \t\n;,.0e1aA";
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (auto length = random() % 6; length-- > 0;) text += kLetters[random() % kLetters.size()];
    CAPTURE(text);
    const std::string cell = core::spreadsheet_text(text);
    CHECK(core::text_of_spreadsheet(cell) == text);
    for (const std::string& part : core::split(cell, ';')) {
      CAPTURE(part);
      CHECK((part.size() < 2 || part.front() != '='));
    }
  }
}
