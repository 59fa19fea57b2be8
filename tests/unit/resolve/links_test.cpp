#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/resolve/detail/street_names.hpp"
#include "trek/resolve/resolve.hpp"

namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::LinkMethod;
using model::LocationQuality;
using model::Use;

namespace {

/// Buildings with an address each, from drawings of one line: number, box, use.
struct Drawing {
  model::Buildings buildings;
  model::Units units;
  model::Monuments monuments;

  void build(int number, const geo::Box& place, Use use, const std::string& house_number,
             const std::string& street = "Van der Valkstraat") {
    test::add(buildings, {test::drawn_building_id(number), place, model::BuildingStatus::in_use, {use}});
    if (house_number.empty()) {
      buildings.unit_count.back() = 0;
      return;
    }
    test::add(units, {test::drawn_unit_id(number),
                      {test::drawn_building_id(number)},
                      200.0,
                      {use},
                      {street, house_number, "7551AB", "Hengelo"}});
  }
  [[nodiscard]] resolve::Resolution resolved() const {
    resolve::Evidence evidence;
    evidence.buildings = &buildings;
    evidence.units = &units;
    evidence.monuments = &monuments;
    return resolve::resolve_sites(evidence, {}, {});
  }
  [[nodiscard]] model::RecordLink only_link() const {
    const auto links = resolved().links;
    REQUIRE(links.size() == 1);
    return links[0];
  }
};

/// Three houses in a row, of which the last is 3a.
Drawing row_of_houses() {
  Drawing drawing;
  drawing.build(1, {0, 0, 6, 10}, Use::dwelling, "1");
  drawing.build(2, {6, 0, 12, 10}, Use::dwelling, "3");
  drawing.build(3, {12, 0, 18, 10}, Use::dwelling, "3a");
  return drawing;
}

}  // namespace

TEST_CASE("find_typing_errors: a street as people write it", "[resolve][unit]") {
  const auto errors = [](const char* written, const char* official) {
    return resolve::detail::find_typing_errors(resolve::detail::street_words(written),
                                               resolve::detail::street_words(official));
  };
  CHECK(errors("V.d. Valkstr.", "Van der Valkstraat") == 0U);
  CHECK(errors("Pr. Hendrikstraat", "Prins Hendrikstraat") == 0U);
  CHECK(errors("Molenstaat", "Molenstraat") == 1U);
  CHECK(errors("Molesntraat", "Molenstraat") == 1U);
  CHECK(errors("Oldenzalsestrat", "Oldenzaalsestraat") == 2U);
  CHECK_FALSE(errors("Molenweg", "Molenstraat").has_value());
  CHECK_FALSE(errors("Haarweg", "Laarweg").has_value());
  CHECK_FALSE(errors("Markt", "Marke").has_value());
  CHECK_FALSE(errors("", "Markt").has_value());
}

TEST_CASE("links: a globaal point among row houses is a doubt with alternatives", "[resolve][unit]") {
  Drawing drawing = row_of_houses();
  test::add(drawing.monuments, {"501", {8, 5}, LocationQuality::approximate, "Woningen en woningbouwcomplexen"});
  const auto link = drawing.only_link();
  CHECK(link.to == test::drawn_building_id(2));
  CHECK(link.doubtful);
  CHECK(link.alternatives == std::vector<std::string>{test::drawn_building_id(1), test::drawn_building_id(3)});
  CHECK(link.place == geo::Point{8, 5});
}

TEST_CASE("links: a globaal point beside the only farm with an address is asserted", "[resolve][unit]") {
  Drawing drawing;
  drawing.build(1, {0, 0, 14, 22}, Use::dwelling, "8");
  drawing.build(2, {0, 30, 14, 56}, Use::industry, "");
  test::add(drawing.monuments, {"501", {20, 40}, LocationQuality::approximate, "", "Boerderij (M)"});
  CHECK(drawing.only_link().to == test::drawn_building_id(1));
  CHECK_FALSE(drawing.only_link().doubtful);
  drawing.build(3, {100, 0, 114, 22}, Use::dwelling, "10");  // a second farm within reach
  CHECK(drawing.only_link().doubtful);
}

TEST_CASE("links: of a mill it is not", "[resolve][unit]") {
  Drawing drawing;
  drawing.build(1, {0, 0, 14, 22}, Use::dwelling, "8");
  test::add(drawing.monuments,
            {"501", {20, 10}, LocationQuality::approximate, "Boerderijen, molens en bedrijven", "Pomp"});
  CHECK(drawing.only_link().doubtful);
}

TEST_CASE("links: the only church around is meant by a church", "[resolve][unit]") {
  Drawing drawing = row_of_houses();
  drawing.build(4, {40, 0, 56, 28}, Use::assembly, "7");
  test::add(drawing.monuments, {"501", {8, 5}, LocationQuality::approximate, "Religieuze gebouwen"});
  CHECK(drawing.only_link().to == test::drawn_building_id(4));
  CHECK_FALSE(drawing.only_link().doubtful);
}

TEST_CASE("links: the point says which letter, a misspelled street is found", "[resolve][unit]") {
  Drawing drawing = row_of_houses();
  test::add(drawing.monuments, {"501", {14, 5}, LocationQuality::exact});
  drawing.monuments.address[0] = {"v.d. Valkstr.", "3", "", "Hengelo"};
  CHECK(drawing.only_link().to == test::drawn_building_id(3));
  CHECK(drawing.only_link().method == LinkMethod::address);
  drawing.monuments.location_quality[0] = LocationQuality::approximate;
  CHECK(drawing.only_link().to == test::drawn_building_id(2));
  drawing.monuments.address[0] = {"v.d. Walkstraat", "1", "", "Hengelo"};
  CHECK(drawing.only_link().to == test::drawn_building_id(1));
  CHECK(drawing.only_link().confidence == 0.85);
  drawing.monuments.address[0] = {"v.d. Valkstraat", "1", "", ""};  // no town: the place says which
  CHECK(drawing.only_link().to == test::drawn_building_id(1));
  CHECK(drawing.only_link().confidence == 0.8);
}

TEST_CASE("links: of two streets that are nearly the one meant, the one with fewer slips is", "[resolve][unit]") {
  Drawing drawing;
  drawing.build(1, {0, 0, 6, 10}, Use::dwelling, "1", "Van der Wilkstraat");
  drawing.build(2, {6, 0, 12, 10}, Use::dwelling, "1", "Van der Falkstraat");
  test::add(drawing.monuments, {"501", {14, 5}, LocationQuality::approximate});
  drawing.monuments.address[0] = {"v.d. Valkstraat", "1", "", "Hengelo"};
  CHECK(drawing.only_link().to == test::drawn_building_id(2));
  CHECK(drawing.only_link().method == LinkMethod::address);
  CHECK(drawing.only_link().confidence == 0.85);
}

TEST_CASE("links: a building that two records name is told with the surer reason, not the nearer", "[resolve][unit]") {
  Drawing drawing;
  drawing.build(1, {0, 0, 60, 100}, Use::industry, "1");
  test::add(drawing.monuments, {"501", {30, 112}, LocationQuality::approximate});
  test::add(drawing.monuments, {"502", {30, 50}, LocationQuality::approximate});
  drawing.monuments.address[0] = {"Van der Valkstraat", "1", "7551AB", "Hengelo"};
  const auto sites = drawing.resolved().sites;
  REQUIRE(sites.size() == 1);
  const auto link = std::ranges::find(sites.links[0], "building", &model::SiteLink::table);
  REQUIRE(link != sites.links[0].end());
  CHECK(link->method == LinkMethod::address);  // 12 m off; 502 lies within it
  CHECK(link->confidence == 0.95);
  CHECK(link->distance_m == Approx(12.0));
}

TEST_CASE("links: address and exact point at odds are a doubt", "[resolve][unit]") {
  Drawing drawing = row_of_houses();
  test::add(drawing.monuments, {"501", {15, 5}, LocationQuality::exact});
  drawing.monuments.address[0] = {"Van der Valkstraat", "1", "7551AB", "Hengelo"};
  const auto link = drawing.only_link();
  CHECK(link.to == test::drawn_building_id(1));
  CHECK(link.doubtful);
  CHECK(link.alternatives == std::vector<std::string>{test::drawn_building_id(3)});
}

TEST_CASE("links: buildings of one complex in one yard are one site, farther ones are not", "[resolve][unit]") {
  Drawing drawing;
  drawing.build(1, {0, 0, 30, 30}, Use::industry, "1");
  drawing.build(2, {50, 0, 80, 30}, Use::industry, "3");    // over a yard of 20 m
  drawing.build(3, {120, 0, 150, 30}, Use::industry, "5");  // 40 m on
  for (const double x : {15.0, 65.0, 135.0}) {
    test::add(drawing.monuments, {std::to_string(500 + x), {x, 15}, LocationQuality::exact});
    drawing.monuments.complex_number.back() = "9000";
  }
  CHECK(drawing.resolved().sites.size() == 2);
  drawing.monuments.complex_number[1] = "9001";
  CHECK(drawing.resolved().sites.size() == 3);
}

TEST_CASE("links: parts of a complex under one address are told apart by their points", "[resolve][unit]") {
  Drawing drawing;
  drawing.build(1, {0, 0, 30, 30}, Use::industry, "1");
  drawing.build(2, {30, 0, 60, 30}, Use::industry, "");  // the boiler house
  for (const double x : {15.0, 45.0}) {
    test::add(drawing.monuments, {std::to_string(500 + x), {x, 15}, LocationQuality::exact});
    drawing.monuments.complex_number.back() = "9000";
    drawing.monuments.address.back() = {"Van der Valkstraat", "1", "7551AB", "Hengelo"};
  }
  const auto links = drawing.resolved().links;
  REQUIRE(links.size() == 2);
  CHECK(links[0].to == test::drawn_building_id(1));
  CHECK(links[1].to == test::drawn_building_id(2));
  CHECK_FALSE(links[1].doubtful);
}

TEST_CASE("links: an exact point just over the party wall gives way to the address, also a misspelled one",
          "[resolve][unit]") {
  Drawing drawing = row_of_houses();
  test::add(drawing.monuments, {"501", {7, 5}, LocationQuality::exact});  // in 3, a metre over the wall
  drawing.monuments.address[0] = {"v.d. Walkstraat", "1", "7551AB", "Hengelo"};
  CHECK(drawing.only_link().to == test::drawn_building_id(1));
  CHECK(drawing.only_link().method == LinkMethod::address);
  drawing.monuments.place[0] = {10, 5};  // well inside 3
  CHECK(drawing.only_link().to == test::drawn_building_id(2));
}

TEST_CASE("links: the address of a works may be its office's when the point lies far from it", "[resolve][unit]") {
  Drawing drawing;
  drawing.build(1, {0, 0, 30, 30}, Use::industry, "1");
  drawing.build(2, {100, 0, 130, 30}, Use::industry, "");  // the boiler house
  test::Monument works{"501", {95, 15}, LocationQuality::approximate, "Boerderijen, molens en bedrijven", "Industrie"};
  works.complex_number = "9000";
  works.address = {"Van der Valkstraat", "1", "7551AB", "Hengelo"};
  test::add(drawing.monuments, works);
  const auto far = drawing.only_link();
  CHECK(far.to == test::drawn_building_id(1));
  CHECK(far.doubtful);
  CHECK(far.alternatives == std::vector<std::string>{test::drawn_building_id(2)});
  drawing.monuments.complex_number[0].clear();  // a works of one building
  CHECK_FALSE(drawing.only_link().doubtful);
  drawing.monuments.complex_number[0] = "9000";
  drawing.monuments.place[0] = {85, 15};  // 55 m from it
  CHECK_FALSE(drawing.only_link().doubtful);
}
