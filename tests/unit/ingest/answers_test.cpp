#include "trek/ingest/answers.hpp"

#include "drawn.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"

namespace ingest = trek::ingest;
namespace test = trek::test;

TEST_CASE("read_answers: who says what about which site", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto answers =
      ingest::read_answers(folder.write("a.csv", "Site;Rule;Value;Source\nm15300;ceiling;3,4;opname\n"));
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].site == "m15300");
  CHECK(answers[0].value == "3,4");
  CHECK(answers[0].source == "opname");
  CHECK(answers[0].date.empty());
  CHECK(ingest::read_answers(folder.write("empty.csv", "")).empty());
}

TEST_CASE("read_answers: dates are dates, however they are written", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto answers = ingest::read_answers(folder.write(
      "a.csv", "site;rule;value;source;date\na;b;ja;x;15-02-2026\na;b;nee;x;2026-01-01\na;b;nee;x;n.v.t.\n"));
  REQUIRE(answers.size() == 3);
  CHECK(answers[0].date == "2026-02-15");  // newer than the other, though its text sorts before it
  CHECK(answers[1].date == "2026-01-01");
  CHECK(answers[2].date.empty());
  const auto wrong = folder.write("b.csv", "site;rule;value;source;date\na;b;ja;x;15-02-26\n");
  CHECK(test::says(test::data_error([&] { static_cast<void>(ingest::read_answers(wrong)); }),
                   "line 2: '15-02-26' is no date"));
}

TEST_CASE("read_answers: a missing column or cell is named", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto no_column = folder.write("a.csv", "site,rules,value\na,b,c\n");
  CHECK(test::says(test::data_error([&] { static_cast<void>(ingest::read_answers(no_column)); }),
                   "did you mean 'rules'?"));
  const auto no_cell = folder.write("b.csv", "site,rule,value\na,b,yes\na,,yes\n");
  CHECK(test::says(test::data_error([&] { static_cast<void>(ingest::read_answers(no_cell)); }), "line 3: no rule"));
  CHECK(test::says(test::data_error([&] { static_cast<void>(ingest::read_answers(folder / "none.csv")); }),
                   "no such file"));
}

TEST_CASE("read_answers: a row without a value is a question, but not one with a source or date", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto answers = ingest::read_answers(folder.write("open.csv",
                                                         "site,rule,value,source,date,question\n"
                                                         "m1,ceiling,,,,How high?\n"
                                                         "m2,ceiling,3,site visit,2026-03-01,How high?\n"));
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].site == "m1");
  CHECK(answers[0].value.empty());
  CHECK(answers[1].value == "3");
  const auto half = folder.write("half.csv", "site,rule,value,source\nm1,ceiling,,visit\n");
  CHECK(
      test::says(test::data_error([&] { static_cast<void>(ingest::read_answers(half)); }), "line 2: no value, with a"));
}
