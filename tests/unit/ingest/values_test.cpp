#include "trek/ingest/detail/values.hpp"

#include "support/catch.hpp"

namespace detail = trek::ingest::detail;

TEST_CASE("find_bag_id: sixteen digits, however the source holds them", "[ingest][unit]") {
  CHECK(detail::find_bag_id("0153100000211111") == "0153100000211111");
  CHECK(detail::find_bag_id("344100000017317") == "0344100000017317");
  CHECK(detail::find_bag_id(" NL.IMBAG.Pand.0153100000211111 ") == "0153100000211111");
  CHECK_FALSE(detail::find_bag_id("12345").has_value());
  CHECK_FALSE(detail::find_bag_id("01531000002111112").has_value());
  CHECK_FALSE(detail::find_bag_id("3.44100000017317e14").has_value());
  CHECK(detail::is_building_id("0153100000211111"));
  CHECK(detail::is_unit_id("0153010000211111"));
  CHECK(detail::is_unit_id("0221020000330152"));  // a berth
  CHECK(detail::is_unit_id("0221030000330172"));  // a pitch
  CHECK_FALSE(detail::is_unit_id("0153100000211111"));
}

TEST_CASE("postcode: any case, with a space or a country", "[ingest][unit]") {
  for (const char* text : {"7511AB", "7511 ab", "NL-7511 AB", "nl7511ab"}) CHECK(detail::postcode(text) == "7511AB");
  for (const char* text : {"", "7511", "7511 ABC", "BE-7511 AB"}) CHECK(detail::postcode(text).empty());
}

TEST_CASE("house_number: letter and addition behind the number", "[ingest][unit]") {
  CHECK(detail::house_number("41", "a", "2") == "41a-2");
  CHECK(detail::house_number("41", "", "") == "41");
}

TEST_CASE("says_nothing: words for no value", "[ingest][unit]") {
  for (const char* text : {"", " ", "-", "n.v.t.", "N.V.T", "Onbekend", "NULL"}) CHECK(detail::says_nothing(text));
  for (const char* text : {"0", "nee", "leeg"}) CHECK_FALSE(detail::says_nothing(text));
}
