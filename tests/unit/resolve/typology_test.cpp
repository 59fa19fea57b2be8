#include <string>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/resolve/resolve.hpp"

namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::SiteType;
using model::Use;

namespace {

struct Found {
  SiteType type = SiteType::unknown;
  std::string reason;
};

/// The type of a listed building with these uses, ground (m wide, 10 m deep) and floor.
Found found(const test::Monument& monument, const std::vector<Use>& uses, double width_m, double floor_m2) {
  model::Buildings buildings;
  test::add(buildings, {"0164100000000001", {0, 0, width_m, 10}, model::BuildingStatus::in_use, uses});
  model::Units units;
  test::add(units, {"0164010000000001", {"0164100000000001"}, floor_m2, uses, {}});
  model::Monuments monuments;
  test::add(monuments, monument);
  model::Candidates listed;  // keeps an unknown type in the result
  test::add(listed, {"x", {5, 5}, SiteType::unknown, "", "0164100000000001"});
  resolve::Evidence evidence;
  evidence.buildings = &buildings;
  evidence.units = &units;
  evidence.monuments = &monuments;
  evidence.candidates = &listed;
  resolve::CandidateRule rule;
  rule.smallest_area = trek::core::SquareMeters{0.0};
  const auto result = resolve::resolve_sites(evidence, rule, {});
  REQUIRE(result.sites.size() == 1);
  return {result.sites.type[0], result.sites.type_reason[0].en};
}

test::Monument monument_of(const std::string& main, const std::string& sub = "", const std::string& function = "") {
  test::Monument monument{"1", {5, 5}, model::LocationQuality::exact, main, sub};
  monument.original_function = function;
  return monument;
}

}  // namespace

TEST_CASE("typology: what a monument was built as goes before what it is used for", "[resolve][unit]") {
  const std::vector<Use> office{Use::office};
  CHECK(found(monument_of("Religieuze gebouwen", "Kerk en kerkonderdeel"), office, 50, 500).type == SiteType::church);
  CHECK(found(monument_of("Religieuze gebouwen", "", "Klooster"), office, 50, 500).type == SiteType::monastery);
  CHECK(found(monument_of("Kastelen, landhuizen en parken"), office, 50, 500).type == SiteType::country_house);
  CHECK(found(monument_of("Boerderijen, molens en bedrijven", "Boerderij (M)"), office, 50, 500).type ==
        SiteType::farm);
  CHECK(found(monument_of("Religieuze gebouwen", "Kerkelijke dienstwoning"), office, 50, 500).type == SiteType::office);
  CHECK(found(monument_of("Boerderijen, molens en bedrijven", "", "textielfabriek"), office, 50, 500).reason ==
        "monument, original function 'textielfabriek'");
}

TEST_CASE("typology: use and size", "[resolve][unit]") {
  const auto dwelling = monument_of("Woningen en woningbouwcomplexen", "Woonhuis(K)");
  CHECK(found(dwelling, {Use::industry}, 100, 10).type == SiteType::factory);  // 1000 m2 of ground
  CHECK(found(dwelling, {Use::industry}, 99.9, 10).type == SiteType::warehouse);
  CHECK(found(dwelling, {Use::industry}, 100, 10).reason == "industrial use, footprint 1000 m2 (>= 1000)");
  CHECK(found(dwelling, {Use::shop}, 50, 2999).type == SiteType::shop);
  CHECK(found(dwelling, {Use::shop, Use::dwelling}, 50, 3000).type == SiteType::department_store);
  CHECK(found(dwelling, {Use::education}, 50, 500).type == SiteType::school);
  CHECK(found(dwelling, {Use::assembly}, 50, 500).type == SiteType::other);
  CHECK(found(dwelling, {Use::dwelling}, 50, 500).type == SiteType::unknown);
  CHECK(found(dwelling, {Use::dwelling}, 50, 500).reason == "dwelling only");
  CHECK(found(monument_of("Handelsgebouwen, opslag- en transportgebouwen", "Winkel"), {}, 50, 3000).type ==
        SiteType::department_store);
  CHECK(found(monument_of("Bestuursgebouwen, rechtsgebouwen en overheidsgebouwen"), {}, 50, 500).type ==
        SiteType::office);
}
