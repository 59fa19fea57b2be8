#include "support/catch.hpp"
#include "trek/resolve/detail/address_book.hpp"
#include "trek/resolve/detail/building_finder.hpp"
#include "trek/resolve/detail/linker.hpp"

namespace detail = trek::resolve::detail;

TEST_CASE("addresses: numbers and streets compare whatever their spelling", "[resolve][unit]") {
  CHECK(detail::folded_number("12-A") == "12|a");
  CHECK(detail::folded_number("12 a") == "12|a");
  CHECK(detail::folded_number("0012a") == "12|a");
  CHECK(detail::folded_number("7-2") == "7|2");
  CHECK(detail::folded_number("72") == "72|");
  CHECK(detail::folded_number("zn").empty());
  CHECK(detail::folded_number("").empty());
  CHECK(detail::folded_street("Burg. Jansenstr.") == detail::folded_street("Burgemeester Jansenstraat"));
  CHECK(detail::folded_street("J.H. Boschstraat") == detail::folded_street("JH Boschstraat"));
  CHECK(detail::folded_street("Molenstraat") != detail::folded_street("Molenweg"));
}

TEST_CASE("AddressBook: the whole number first, then the bare one", "[resolve][unit]") {
  detail::AddressBook book;
  book.add(0, {"Markt", "1", "7511AA", "Enschede"});
  book.add(1, {"Markt", "1a", "7511AA", "Enschede"});
  book.add(2, {"Markt", "3", "7511AB", "Enschede"});
  book.add(3, {"Markt", "3", "7571AA", "Oldenzaal"});
  book.close();
  using Rows = std::vector<std::uint32_t>;
  CHECK(book.find({"Markt", "1", "7511AA", ""}).rows == Rows{0});
  CHECK(book.find({"Markt", "1a", "", "Enschede"}).rows == Rows{1});
  CHECK(book.find({"Markt", "1b", "", "Enschede"}).rows == Rows{0, 1});
  CHECK(book.find({"Markt", "3", "", "Oldenzaal"}).rows == Rows{3});
  CHECK(book.find({"Markt", "3", "", ""}).rows.empty());  // which town?
  CHECK(book.find({"Markt", "", "7511AA", "Enschede"}).rows.empty());
  CHECK(book.find({"Markt", "1", "7511AA", ""}).confidence == 0.95);
  CHECK(book.find({"Plein", "1", "7511AA", ""}).confidence == 0.7);  // the postcode names another street
}

TEST_CASE("full_bag_id: sixteen digits again", "[resolve][unit]") {
  CHECK(detail::full_bag_id("164100000000001") == "0164100000000001");
  CHECK(detail::full_bag_id(" NL.IMBAG.Pand.0164100000000001 ") == "0164100000000001");
  CHECK(detail::full_bag_id("12") == "12");
}

TEST_CASE("stated_uncertainty_m: reads a distance and nothing else", "[resolve][unit]") {
  CHECK(detail::stated_uncertainty_m("±250 m") == 250.0);
  CHECK(detail::stated_uncertainty_m("250") == 250.0);
  CHECK(detail::stated_uncertainty_m("ligging ± 40") == 40.0);
  CHECK(detail::stated_uncertainty_m("binnen 300 meter") == 300.0);
  CHECK_FALSE(detail::stated_uncertainty_m("").has_value());
  CHECK_FALSE(detail::stated_uncertainty_m("bezocht in 2024").has_value());
}
