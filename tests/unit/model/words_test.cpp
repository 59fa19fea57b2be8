#include "trek/model/words.hpp"

#include "support/catch.hpp"
#include "trek/model/source.hpp"

using namespace trek;

TEST_CASE("words: numbers and dates by language", "[model][unit]") {
  const model::Words nl{model::Language::nl};
  const model::Words en{model::Language::en};
  CHECK(nl.grouped(1234567.0) == "1.234.567");
  CHECK(en.grouped(1234567.0) == "1,234,567");
  CHECK(nl.grouped(-1234.56, 1) == "-1.234,6");
  CHECK(nl.grouped(999.0) == "999");
  CHECK(en.grouped(1000.0) == "1,000");
  CHECK(nl.number(0.5, 2) == "0,50");
  CHECK(nl.number(-0.001, 1) == "0,0");
  CHECK(nl.percent(0.874) == "87 %");
  CHECK(nl.percent(0.8746, 1) == "87,5 %");
  CHECK(en.percent(1.0) == "100 %");
  CHECK(nl.date("2026-11-30T04:41:48Z") == "30 november 2026");
  CHECK(en.date("2026-11-01") == "1 November 2026");
  CHECK(nl.date("2026") == "2026");
  CHECK(nl.date("2026-13-01") == "2026-13-01");
}

TEST_CASE("told_time: a vintage, else the day of download as what it is", "[model][unit]") {
  const model::Words nl{model::Language::nl};
  const model::Words en{model::Language::en};
  CHECK(model::told_time(nl, "2024", "2026-11-30") == "2024");
  CHECK(model::told_time(nl, "", "2026-11-30") == "opgehaald op 30 november 2026");
  CHECK(model::told_time(en, "", "2026-11-30") == "downloaded on 30 November 2026");
  CHECK(model::told_time(en, "", "").empty());
}
