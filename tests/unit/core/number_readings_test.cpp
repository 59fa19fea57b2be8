#include "trek/core/number_readings.hpp"

#include <string>

#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/core/yes_or_no.hpp"

namespace core = trek::core;

TEST_CASE("readings_of: groups of three may be decimals", "[core][unit]") {
  CHECK(core::readings_of("1.250").point == 1.25);
  CHECK(core::readings_of("1.250").comma == 1250.0);
  CHECK(core::readings_of("1,250").point == 1250.0);
  CHECK_FALSE(core::readings_of("0.850").differ());  // no group begins with 0
  CHECK_FALSE(core::readings_of("12.5").differ());
  CHECK(core::readings_of("-12.5").point == -12.5);
  CHECK(core::readings_of("+ 3").point == 3.0);
  CHECK(core::readings_of("leeg").none());
}

TEST_CASE("one_way_text: is read back as itself, and never two ways", "[core][unit]") {
  CHECK(core::one_way_text(3.2) == "3.2");
  CHECK(core::one_way_text(1250.0) == "1250");
  CHECK(core::one_way_text(3.125) == "3.1250");
  const auto seed = GENERATE(range(0U, 50U));
  core::Random random{seed};
  const double value = static_cast<double>(random.below(10'000'000)) / 1000.0;
  CAPTURE(seed, value);
  const auto readings = core::readings_of(core::one_way_text(value));
  CHECK_FALSE(readings.differ());
  CHECK(readings.preferring(core::DecimalMark::point) == value);
}

TEST_CASE("find_yes_or_no: the words of both languages", "[core][unit]") {
  for (const char* yes : {"ja", "Ja ", "YES", "waar", "x", "1"}) CHECK(core::find_yes_or_no(yes) == true);
  for (const char* no : {"nee", "Neen", "no", "onwaar", "0"}) CHECK(core::find_yes_or_no(no) == false);
  for (const char* neither : {"", "misschien", "12", "ja nee"}) CHECK_FALSE(core::find_yes_or_no(neither).has_value());
}
