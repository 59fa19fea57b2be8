#include "trek/resolve/resolve.hpp"

#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/heritage.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::SiteType;
using model::Use;

namespace {

const std::string kMill = "0164100000000001";   // 40 x 30 m at the origin
const std::string kShop = "0164100000000002";   // 20 x 20 m, 100 m east
const std::string kStore = "0164100000000003";  // 20 x 20 m against the shop's east wall

/// A street with a mill, and a shop with a storehouse behind it.
struct Street {
  model::Buildings buildings;
  model::Units units;
  model::Monuments monuments;
  model::VacancyRecords vacancy;
  model::Candidates candidates;

  Street() {
    test::add(buildings, {kMill, {0, 0, 40, 30}, model::BuildingStatus::in_use, {Use::industry}, 1911});
    test::add(buildings, {kShop, {100, 0, 120, 20}, model::BuildingStatus::in_use, {Use::shop}, 1930});
    test::add(buildings, {kStore, {120, 0, 140, 20}, model::BuildingStatus::in_use, {}, 1950});
    test::add(units,
              {"0164010000000001", {kMill}, 2400.0, {Use::industry}, {"Molenstraat", "12-A", "7551AB", "Hengelo"}});
    test::add(units,
              {"0164010000000002", {kShop, kStore}, 700.0, {Use::shop}, {"Molenstraat", "14", "7551AB", "Hengelo"}});
  }
  [[nodiscard]] resolve::Evidence evidence() const {
    resolve::Evidence result;
    result.buildings = &buildings;
    result.units = &units;
    result.monuments = &monuments;
    result.vacancy = &vacancy;
    result.candidates = &candidates;
    return result;
  }
  [[nodiscard]] resolve::Resolution resolved(const resolve::CandidateRule& rule = {}) const {
    return resolve::resolve_sites(evidence(), rule, {});
  }
};

const model::SiteLink* find_link(const model::Sites& sites, std::size_t row, const std::string& table) {
  for (const auto& link : sites.links[row]) {
    if (link.table == table) return &link;
  }
  return nullptr;
}

std::size_t finding_count(const core::Report& report, const std::string& rule) {
  const auto& all = report.findings();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const core::Finding& finding) { return finding.rule == rule; }));
}

}  // namespace

TEST_CASE("resolve_sites: a monument placed globaal, 30 m off, is matched and flagged", "[resolve][unit]") {
  Street street;
  test::add(street.monuments, {"501", {-30, 15}, model::LocationQuality::approximate});
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "monument-501");
  CHECK(result.sites.type[0] == SiteType::factory);
  CHECK(result.sites.floor_area_m2[0] == 2400.0);
  CHECK(result.sites.floor_area_basis[0] == "units");
  CHECK(result.sites.footprint_m2[0] == Approx(1200.0));
  CHECK(result.sites.built_year[0] == 1911);
  const auto* link = find_link(result.sites, 0, "monument");
  REQUIRE(link != nullptr);
  CHECK(link->method == model::LinkMethod::nearest);
  CHECK(link->distance_m == Approx(30.0));
  CHECK(link->confidence == Approx(0.6 * (1.0 - 0.5 * 0.3)));
  CHECK(finding_count(result.report, "doubtful_link") == 1);
  CHECK(result.report.findings()[0].severity == core::Severity::warning);
}

TEST_CASE("resolve_sites: the same monument placed exactly stays by itself", "[resolve][unit]") {
  Street street;
  test::add(street.monuments, {"501", {-30, 15}, model::LocationQuality::exact, "Religieuze gebouwen"});
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.type[0] == SiteType::church);
  CHECK(result.sites.place[0] == geo::Point{-30, 15});
  CHECK_FALSE(result.sites.floor_area_m2[0].has_value());
  CHECK_FALSE(result.sites.footprint_m2[0].has_value());
  CHECK(result.sites.footprint.ring_count(0) == 0);
  CHECK(finding_count(result.report, "monument_without_building") == 1);
}

TEST_CASE("resolve_sites: a key outweighs the place", "[resolve][unit]") {
  Street street;
  test::add(street.monuments, {"501", {110, 10}, model::LocationQuality::exact, "", "", kMill});
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.type[0] == SiteType::factory);
  CHECK(find_link(result.sites, 0, "monument")->method == model::LinkMethod::key);
  CHECK(result.sites.place[0].x_m < 40.0);  // a point in the mill, not the record's
}

TEST_CASE("resolve_sites: a unit on two buildings is one site, its floor counted once", "[resolve][unit]") {
  Street street;
  test::add(street.monuments, {"502", {500, 500}, model::LocationQuality::exact, "", "", "", "0164010000000002"});
  auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.floor_area_m2[0] == 700.0);
  CHECK(result.sites.footprint_m2[0] == Approx(800.0));
  CHECK(result.sites.footprint.ring_count(0) == 1);  // one outline: the wall between them is gone
  CHECK(find_link(result.sites, 0, "unit")->record == "0164010000000002");

  SECTION("also when two records each name one of the buildings") {
    Street apart;
    test::add(apart.monuments, {"503", {0, 0}, model::LocationQuality::exact, "", "", kShop});
    test::add(apart.vacancy, {"v1", kStore});
    result = apart.resolved();
    REQUIRE(result.sites.size() == 1);
    CHECK(result.sites.vacancy_share[0] == 1.0);
  }
  CHECK(result.sites.built_year[0] == 1930);  // of the larger one; of equals the first
}

TEST_CASE("resolve_sites: two monuments and a candidate on one building are one site", "[resolve][unit]") {
  Street street;
  test::add(street.monuments, {"601", {5, 5}});
  test::add(street.monuments, {"600", {30, 20}});
  auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "monument-600");
  CHECK(result.sites.monument_number[0] == "600, 601");

  test::add(street.candidates, {"mill", {10, 10}, SiteType::warehouse});
  result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "mill");
  CHECK(result.sites.type[0] == SiteType::warehouse);  // the list's own word
  CHECK(result.sites.monument_kind[0] == model::MonumentKind::national);
  CHECK(result.sites.links[0].size() == 4);  // candidate, two monuments, building
}

TEST_CASE("resolve_sites: vacancy by address, spelled otherwise", "[resolve][unit]") {
  const auto address =
      GENERATE(model::Address{"molenstr.", "12a", "7551 ab", "HENGELO (O)"},
               model::Address{"Molenstraat", "12 A", "", "Hengelo Ov"}, model::Address{"", "12-a", "7551AB", ""},
               model::Address{"Molenstraat 12A", "", "", "Hengelo"});
  Street street;
  test::add(street.vacancy, {"v1", "", "", address});
  const auto result = street.resolved();
  CAPTURE(model::one_line(address));
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "building-" + kMill);
  CHECK(result.sites.vacancy_evidence[0].size() == 1);
  CHECK(result.sites.vacancy_evidence[0][0].date == "2026-01-01");
  CHECK(find_link(result.sites, 0, "vacancy")->method == model::LinkMethod::address);
}

TEST_CASE("resolve_sites: vacancy without a site is reported, not lost", "[resolve][unit]") {
  Street street;
  test::add(street.vacancy, {"v1", "", "", {"Molenstraat", "99", "7551AB", "Hengelo"}});
  test::add(street.vacancy, {"v2", "", "", {}, geo::Point{-26, 15}});  // 26 m from the mill
  test::add(street.vacancy, {"v3", "0164100000009999"});
  const auto result = street.resolved();
  CHECK(result.sites.size() == 0);
  CHECK(finding_count(result.report, "vacancy_without_site") == 3);
  CHECK(finding_count(result.report, "unknown_building") == 1);
  CHECK(result.report.rejected_count() == 3);
}

TEST_CASE("resolve_sites: pieces of evidence add up as chances", "[resolve][unit]") {
  Street street;
  test::add(street.vacancy, {"v1", kMill, "", {}, {}, model::VacancyKind::user_report});
  test::add(street.vacancy, {"v2", kMill, "", {}, {}, model::VacancyKind::osm_disused});
  street.buildings.status[0] = model::BuildingStatus::out_of_use;
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(*result.sites.vacancy_share[0] == Approx(1.0 - 0.5 * 0.3 * 0.2));
  CHECK(result.sites.vacancy_evidence[0].size() == 3);
}

TEST_CASE("resolve_sites: the BAG's own out of use makes a candidate", "[resolve][unit]") {
  Street street;
  street.units.status[1] = model::UnitStatus::out_of_use;
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.type[0] == SiteType::shop);
  CHECK(*result.sites.vacancy_share[0] == Approx(0.9));
  resolve::CandidateRule rule;
  rule.from_vacancy = false;
  CHECK(street.resolved(rule).sites.size() == 0);
}

TEST_CASE("resolve_sites: what is left out is noted with the reason", "[resolve][unit]") {
  Street street;
  resolve::CandidateRule rule;
  SECTION("demolished") {
    street.buildings.status[0] = model::BuildingStatus::demolished;
    test::add(street.monuments, {"501", {10, 10}});
    const auto result = street.resolved(rule);
    CHECK(result.sites.size() == 0);
    CHECK(finding_count(result.report, "demolished") == 1);
    rule.exclude_demolished = false;
    CHECK(street.resolved(rule).sites.size() == 1);
  }
  SECTION("type") {
    test::add(street.monuments, {"501", {10, 10}});
    rule.types = {SiteType::church};
    const auto result = street.resolved(rule);
    CHECK(result.sites.size() == 0);
    CHECK(finding_count(result.report, "type_not_wanted") == 1);
    CHECK(result.report.findings()[0].record == "501");
  }
  SECTION("size; an unknown size passes") {
    test::add(street.monuments, {"501", {10, 10}});
    rule.smallest_area = core::SquareMeters{2400.5};
    CHECK(finding_count(street.resolved(rule).report, "too_small") == 1);
    street.units.floor_area_m2[0] = std::nullopt;
    CHECK(street.resolved(rule).sites.size() == 1);
  }
  SECTION("vacancy") {
    test::add(street.monuments, {"501", {10, 10}});
    rule.vacancy_at_least = 0.5;
    CHECK(finding_count(street.resolved(rule).report, "vacancy_too_uncertain") == 1);
    test::add(street.vacancy, {"v1", kMill, "", {}, {}, model::VacancyKind::user_report});
    CHECK(street.resolved(rule).sites.size() == 1);
  }
  SECTION("a statue") {
    test::add(street.monuments,
              {"501", {10, 10}, model::LocationQuality::exact, "Voorwerpen op pleinen en dergelijke"});
    const auto result = street.resolved(rule);
    CHECK(result.sites.size() == 0);
    CHECK(finding_count(result.report, "not_a_building") == 1);
  }
}

TEST_CASE("resolve_sites: unknown stays unknown", "[resolve][unit]") {
  Street street;
  test::add(street.candidates, {"farm", {1000, 1000}, SiteType::farm});
  auto evidence = street.evidence();
  evidence.monuments = nullptr;
  evidence.vacancy = nullptr;
  const auto result = resolve::resolve_sites(evidence, {}, {});
  REQUIRE(result.sites.size() == 1);
  CHECK_FALSE(result.sites.vacancy_share[0].has_value());
  CHECK_FALSE(result.sites.floor_area_m2[0].has_value());
  CHECK(result.sites.floor_area_basis[0].empty());
  CHECK_FALSE(result.sites.built_year[0].has_value());
  CHECK_FALSE(result.sites.in_townscape[0].has_value());
  CHECK(result.sites.monument_kind[0] == model::MonumentKind::unknown);
  CHECK_FALSE(result.sites.municipality[0].valid());
}

TEST_CASE("resolve_sites: a candidate placed within 250 m takes no building by chance", "[resolve][unit]") {
  const auto certainty = GENERATE(as<std::string>{}, "±250 m", "250", "positie binnen 250 m");
  Street street;
  test::add(street.candidates, {"somewhere", {10, 10}, SiteType::factory, certainty});
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK_FALSE(result.sites.floor_area_m2[0].has_value());
  CHECK(finding_count(result.report, "position_uncertain") == 1);
}

TEST_CASE("resolve_sites: a candidate's area gathers the buildings in it", "[resolve][unit]") {
  Street street;
  test::add(street.candidates,
            {"yard", {60, 10}, SiteType::factory, "", "", {}, 100.0, "", {geo::rectangle({-5, -5, 145, 35})}});
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.floor_area_m2[0] == 3100.0);
  CHECK(result.sites.footprint_m2[0] == Approx(2000.0));
}

TEST_CASE("resolve_sites: without buildings, records meet by number, id and address", "[resolve][unit]") {
  Street street;
  test::add(street.candidates,
            {"farm", {1000, 1000}, SiteType::farm, "", "", {"Dorpsstraat", "1", "", "Losser"}, 400.0, "77"});
  test::add(street.monuments, {"77", {1010, 1000}});
  test::add(street.vacancy, {"v1", "", "", {"Dorpsstr", "1", "", "Losser"}});
  auto evidence = street.evidence();
  evidence.buildings = nullptr;
  evidence.units = nullptr;
  const auto result = resolve::resolve_sites(evidence, {}, {});
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "farm");
  CHECK(result.sites.floor_area_m2[0] == 400.0);
  CHECK(result.sites.floor_area_basis[0] == "record");
  CHECK(result.sites.monument_number[0] == "77");
  CHECK(result.sites.vacancy_share[0] == 1.0);
}

TEST_CASE("resolve_sites: municipality and townscape come from the place", "[resolve][unit]") {
  Street street;
  test::add(street.candidates, {"in", {10, 10}, SiteType::factory});
  test::add(street.candidates, {"off", {900, 10}, SiteType::factory});
  test::add(street.candidates, {"out", {9000, 10}, SiteType::factory});
  model::Municipalities municipalities;
  municipalities.code = {"GM0164"};
  municipalities.name = {"Hengelo"};
  municipalities.area.append({geo::rectangle({-100, -100, 1000, 1000})});
  model::NamedAreas townscapes;
  townscapes.key = {"a"};
  townscapes.area.append({geo::rectangle({0, 0, 50, 50})});
  auto evidence = street.evidence();
  evidence.municipalities = &municipalities;
  evidence.townscapes = &townscapes;
  const auto result = resolve::resolve_sites(evidence, {}, {});
  REQUIRE(result.sites.size() == 2);
  CHECK(result.sites.municipality[0] == model::MunicipalityIdx{0U});
  CHECK(result.sites.in_townscape[0] == true);
  CHECK(result.sites.key == std::vector<std::string>{"in", "off"});
  CHECK(result.sites.municipality[1] == model::MunicipalityIdx{0U});
  CHECK(result.sites.in_townscape[1] == false);
  CHECK(finding_count(result.report, "outside_region") == 1);
}

TEST_CASE("resolve_sites: nothing in, nothing out", "[resolve][unit]") {
  const auto result = resolve::resolve_sites({}, {}, {});
  CHECK(result.sites.size() == 0);
  CHECK(result.report.findings().empty());
}
