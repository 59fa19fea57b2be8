#include "trek/report/detail/site_texts.hpp"

#include "support/catch.hpp"
#include "trek/model/words.hpp"

using namespace trek;
using namespace trek::report::detail;

TEST_CASE("site_texts: a column of a catchment tells whom, by what and how far", "[report][unit]") {
  const auto found = find_catchment_column("people_target_e_bike_15min");
  REQUIRE(found);
  CHECK(found->of_target);
  CHECK(found->mode == model::Mode::e_bike);
  CHECK(found->minutes == 15);
  const auto all = find_catchment_column("people_all_foot_5min");
  REQUIRE(all);
  CHECK_FALSE(all->of_target);
  CHECK(all->mode == model::Mode::foot);
  for (const char* const other : {"station_foot_min", "name", "min", "_min", "people_all_foot_min", "x_15min", "15min",
                                  "abroad_share_car_30min"}) {
    CAPTURE(other);
    CHECK_FALSE(find_catchment_column(other));
  }
}

TEST_CASE("site_texts: names of pages are plain, whatever a key holds", "[report][unit]") {
  report::Subject subject;
  subject.results.sites.resize(3);
  subject.results.sites[0].key = "../../etc/passwd <script>";
  subject.results.sites[0].rank = 4;
  subject.results.sites[1].key = std::string(300, 'a');
  subject.results.sites[2].key = "\xF0\x9F\x8E\xAD";
  subject.results.sites[2].rank = 5;
  CHECK(sheet_name(subject, 0) == "site_4_etc_passwd_script.html");
  CHECK(sheet_name(subject, 1) == "site_x2_" + std::string(60, 'a') + ".html");
  CHECK(sheet_name(subject, 2) == "site_5_.html");
}

TEST_CASE("site_texts: an address is said without its postcode", "[report][unit]") {
  CHECK(said_name("Berkengaarde 1, 7400LA Enschede", 90) == "Berkengaarde 1, Enschede");
  CHECK(said_name("Hal 7400LA", 90) == "Hal 7400LA");
  CHECK(said_name("A, 7400la B", 90) == "A, 7400la B");
  CHECK(said_name("A, 7400 LA B", 90) == "A, B");
  CHECK(said_name("A, 7400LA", 90) == "A");
  CHECK(said_name("A, 7400LA, B", 90) == "A, B");
  CHECK(said_name("A, 7400LAB C", 90) == "A, 7400LAB C");
  CHECK(said_name("7400LA Enschede", 90) == "7400LA Enschede");
  CHECK(said_name("Stork", 3) == "Sto\xE2\x80\xA6");
}

TEST_CASE("site_texts: an interval is one number where its ends are the same", "[report][unit]") {
  CHECK(interval_text(0.481, 0.712, 2, model::Words{model::Language::nl}) == "0,48 \xE2\x80\x93 0,71");
  CHECK(interval_text(0.5, 0.5, 2, model::Words{model::Language::en}) == "0.50");
}
