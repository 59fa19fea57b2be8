#include <algorithm>
#include <cmath>
#include <string>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/resolve/detail/place_names.hpp"
#include "trek/resolve/resolve.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::LinkMethod;
using resolve::detail::compare_names;
using resolve::detail::NameMatch;

namespace {

const std::string kFarmhouse = "0164100000000001";  // 10 x 10 m, 40 m north of the road
const std::string kYardBarn = "0164100000000002";   // 20 x 10 m, behind it
const std::string kOther = "0164100000000003";      // across the boundary, nearer to the road

void add_parcel(model::NamedAreas& table, const std::string& key, const geo::Box& box) {
  table.key.push_back(key);
  table.name.emplace_back();
  table.kind.emplace_back();
  table.inhabitants.emplace_back();
  table.area.append({geo::rectangle(box)});
}

/// Two yards side by side, with a farmhouse each.
struct Yards {
  model::Buildings buildings;
  model::Monuments monuments;
  model::VacancyRecords vacancy;
  model::Candidates candidates;
  model::NamedAreas parcels;

  Yards() {
    test::add(buildings, {kFarmhouse, {20, 40, 30, 50}});
    test::add(buildings, {kOther, {70, 8, 80, 18}});
    add_parcel(parcels, "HGL00-A-1", {0, 0, 60, 100});
    add_parcel(parcels, "HGL00-A-2", {60, 0, 120, 100});
  }
  [[nodiscard]] resolve::Resolution resolved() const {
    resolve::Evidence evidence;
    evidence.buildings = &buildings;
    evidence.monuments = &monuments;
    evidence.vacancy = &vacancy;
    evidence.candidates = &candidates;
    evidence.parcels = parcels.size() > 0 ? &parcels : nullptr;
    resolve::CandidateRule rule;
    rule.types = {model::SiteType::farm, model::SiteType::unknown};
    return resolve::resolve_sites(evidence, rule, {});
  }
  void list_farm(geo::Point place, model::LocationQuality quality = model::LocationQuality::decision) {
    test::Monument farm{"1", place, quality, "Boerderijen, molens en bedrijven", "Boerderij (M)"};
    test::add(monuments, farm);
  }
  void name(const std::string& candidate, const std::string& certainty, const std::string& monument, geo::Point at) {
    test::Candidate row{"c1", {50, 50}, model::SiteType::farm, certainty};
    row.name = candidate;
    test::add(candidates, row);
    test::Monument listed{"1", at, model::LocationQuality::exact, "Boerderijen, molens en bedrijven", "Boerderij (M)"};
    listed.name = monument;
    test::add(monuments, listed);
  }
};

std::ptrdiff_t finding_count(const resolve::Resolution& result, const std::string& rule) {
  const auto& findings = result.report.findings();
  return std::count_if(findings.begin(), findings.end(), [&](const auto& finding) { return finding.rule == rule; });
}

}  // namespace

TEST_CASE("parcels: a monument in a yard is the only building on its parcel, not the nearer one next door",
          "[resolve][unit]") {
  Yards yards;
  yards.list_farm({56, 10});
  SECTION("with parcels") {
    const auto result = yards.resolved();
    REQUIRE(result.links.size() == 1);
    CHECK(result.links[0].to == kFarmhouse);
    CHECK(result.links[0].method == LinkMethod::parcel);
    CHECK(result.links[0].distance_m == Approx(std::hypot(26.0, 30.0)));
    CHECK_FALSE(result.links[0].doubtful);
  }
  SECTION("without them, the nearest within the tolerance") {
    yards.parcels = {};
    const auto result = yards.resolved();
    REQUIRE(result.links.size() == 1);
    CHECK(result.links[0].to == kOther);
    CHECK(result.links[0].method == LinkMethod::nearest);
  }
}

TEST_CASE("parcels: several buildings on one are a doubt, and those around go first", "[resolve][unit]") {
  Yards yards;
  test::add(yards.buildings, {kYardBarn, {20, 60, 40, 70}});
  SECTION("far from both") {
    yards.list_farm({25, 10});
    const auto result = yards.resolved();
    REQUIRE(result.links.size() == 1);
    CHECK(result.links[0].to == kFarmhouse);
    CHECK(result.links[0].method == LinkMethod::parcel);
    CHECK(result.links[0].doubtful);
    CHECK(result.links[0].alternatives == std::vector<std::string>{kYardBarn});
  }
  SECTION("beside one") {
    yards.list_farm({45, 65});
    const auto result = yards.resolved();
    REQUIRE(result.links.size() == 1);
    CHECK(result.links[0].to == kYardBarn);
    CHECK(result.links[0].method == LinkMethod::nearest);
  }
}

TEST_CASE("parcels: one as large as an estate says nothing of what is far", "[resolve][unit]") {
  Yards yards;
  yards.parcels = {};
  add_parcel(yards.parcels, "HGL00-A-1", {0, 0, 60, 1000});
  yards.list_farm({25, 900});
  const auto result = yards.resolved();
  CHECK(result.links.empty());
  CHECK(finding_count(result, "monument_without_building") == 1);
}

TEST_CASE("parcels: a point that is only approximate does not stand for its parcel", "[resolve][unit]") {
  Yards yards;
  yards.list_farm({56, 10}, model::LocationQuality::approximate);
  const auto result = yards.resolved();
  REQUIRE(result.links.size() == 1);
  CHECK(result.links[0].method != LinkMethod::parcel);
}

TEST_CASE("sheds: a building without use, units or size is no monument", "[resolve][unit]") {
  Yards yards;
  yards.parcels = {};
  test::Building shed{kYardBarn, {50, 10, 56, 16}};  // 36 m2, gebruiksdoel NULL, no unit
  shed.unit_count = 0;
  SECTION("a shed is passed over, though it is nearer") {
    test::add(yards.buildings, shed);
    yards.list_farm({58, 12}, model::LocationQuality::exact);
    const auto result = yards.resolved();
    REQUIRE(result.links.size() == 1);
    CHECK(result.links[0].to == kOther);
  }
  SECTION("a barn of 200 m2 without use is not") {
    shed.footprint = {36, 6, 56, 16};
    test::add(yards.buildings, shed);
    yards.list_farm({58, 12}, model::LocationQuality::exact);
    const auto result = yards.resolved();
    REQUIRE(result.links.size() == 1);
    CHECK(result.links[0].to == kYardBarn);
  }
}

TEST_CASE("parcels: a vacancy record with a point beside a building", "[resolve][unit]") {
  Yards yards;
  test::add(yards.vacancy, {"v1", "", "", {}, geo::Point{56, 10}});
  const auto result = yards.resolved();
  REQUIRE(result.links.size() == 1);
  CHECK(result.links[0].to == kFarmhouse);
  CHECK(result.links[0].method == LinkMethod::parcel);
}

TEST_CASE("names: the same words, but for what is said of any building", "[resolve][unit]") {
  CHECK(compare_names("Voormalige spinnerij Oosterveld", "Spinnerij Oosterveld") == NameMatch::whole);
  CHECK(compare_names("Erve 't Wageler", "erve Wageler (Enschede)", "Enschede") == NameMatch::whole);
  CHECK(compare_names("Stork", "Stork, complex hal 4") == NameMatch::part);
  CHECK(compare_names("Spinnerij Oosterveld", "Spinnerij Roombeek") == NameMatch::none);
  CHECK(compare_names("De oude kerk", "Oude Kerk") == NameMatch::none);  // any town has one
  CHECK(compare_names("School", "De school") == NameMatch::none);
  CHECK(compare_names("", "") == NameMatch::none);
  CHECK(compare_names("Enschede", "Enschede", "Enschede") == NameMatch::none);
}

TEST_CASE("names: a candidate placed roughly is the monument that is called so", "[resolve][unit]") {
  Yards yards;
  SECTION("the same name") {
    yards.name("Voormalig erve Wageler", "250 m", "Erve Wageler", {25, 45});
    const auto result = yards.resolved();
    REQUIRE(result.sites.size() == 1);
    CHECK(result.sites.key[0] == "c1");
    CHECK(result.sites.monument_number[0] == "1");
    REQUIRE(result.links.size() == 2);  // the monument is in its building
    CHECK(result.links[0].table == "candidate");
    CHECK(result.links[0].method == LinkMethod::name);
    CHECK_FALSE(result.links[0].doubtful);
  }
  SECTION("a part of it is for review") {
    yards.name("Wageler", "250 m", "Erve Wageler", {25, 45});
    const auto result = yards.resolved();
    REQUIRE(result.links.size() == 2);
    CHECK(result.links[0].doubtful);
  }
  SECTION("another name") {
    yards.name("Erve Roombeek", "250 m", "Erve Wageler", {25, 45});
    CHECK(yards.resolved().sites.size() == 2);
  }
  SECTION("farther than it can be") {
    yards.name("Erve Wageler", "30 m", "Erve Wageler", {25, 450});
    CHECK(yards.resolved().sites.size() == 2);
  }
  SECTION("of two with the name neither") {
    yards.name("Erve Wageler", "250 m", "Erve Wageler", {25, 45});
    test::Monument second{
        "2", {75, 12}, model::LocationQuality::exact, "Boerderijen, molens en bedrijven", "Boerderij (M)"};
    second.name = "Erve Wageler";
    test::add(yards.monuments, second);
    const auto result = yards.resolved();
    CHECK(result.sites.size() == 3);
    CHECK(finding_count(result, "name_of_several") == 1);
  }
}
