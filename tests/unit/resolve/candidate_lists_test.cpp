#include <algorithm>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "support/says.hpp"
#include "trek/resolve/resolve.hpp"

namespace core = trek::core;
namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::SiteType;
using model::Use;
using test::says;

namespace {

const std::string kListedMill = test::drawn_building_id(1);  // 40 x 30 m at the origin, one unit at (10, 10)
const std::string kListedShop = test::drawn_building_id(2);  // 20 x 20 m, 100 m east, two units
const model::Address kMillAddress{"Molenstraat", "12", "7551AB", "Hengelo"};

test::Candidate unplaced(const std::string& key) {
  test::Candidate row;
  row.key = key;
  row.type = SiteType::factory;
  row.is_placed = false;
  return row;
}

/// A street with a mill and a shop, in a municipality of 1 x 1 km.
struct ListedStreet {
  model::Buildings buildings;
  model::Units units;
  model::Monuments monuments;
  model::VacancyRecords vacancy;
  model::Candidates candidates;
  model::Municipalities municipalities;
  std::vector<model::LinkDecision> decisions;

  ListedStreet() {
    test::add(buildings, {kListedMill, {0, 0, 40, 30}, model::BuildingStatus::in_use, {Use::dwelling}, 1911});
    test::add(buildings, {kListedShop, {100, 0, 120, 20}, model::BuildingStatus::in_use, {Use::shop}, 1930});
    test::Unit unit{test::drawn_unit_id(1), {kListedMill}, 2400.0, {Use::dwelling}, kMillAddress};
    unit.place = {10, 10};
    test::add(units, unit);
    for (int number : {2, 3}) {
      unit = {test::drawn_unit_id(number),
              {kListedShop},
              300.0,
              {Use::shop},
              {"Molenstraat", std::to_string(10 + number * 2), "7551AB", "Hengelo"}};
      unit.place = {105.0 + number, 10};
      test::add(units, unit);
    }
    municipalities.code = {"GM0164"};
    municipalities.name = {"Hengelo"};
    municipalities.area.append({geo::rectangle({-500, -500, 500, 500})});
    municipalities.inhabitants = {std::nullopt};
  }
  [[nodiscard]] resolve::Resolution resolved(resolve::CandidateRule rule = {}) const {
    resolve::Evidence result;
    result.buildings = &buildings;
    result.units = &units;
    result.monuments = &monuments;
    result.vacancy = &vacancy;
    result.candidates = &candidates;
    result.municipalities = &municipalities;
    result.decisions = &decisions;
    return resolve::resolve_sites(result, rule, {});
  }
};

const core::Finding* find_rule(const core::Report& report, const std::string& rule) {
  const auto& all = report.findings();
  const auto found = std::find_if(all.begin(), all.end(), [&](const core::Finding& f) { return f.rule == rule; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("candidates without a place: found by building, unit, address or monument", "[resolve][unit]") {
  ListedStreet street;
  auto row = unplaced("a");
  SECTION("by building") { row.building_id = kListedMill; }
  SECTION("by unit") { row.unit_id = test::drawn_unit_id(1); }
  SECTION("by address") { row.address = kMillAddress; }
  SECTION("by address, another spelling") { row.address = {"molenstr.", "12", "", "Hengelo (O)"}; }
  SECTION("by the number of a monument") {
    row.monument_number = "501";
    test::add(street.monuments, {"501", {20, 15}});
  }
  test::add(street.candidates, row);
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "a");
  CHECK(result.sites.floor_area_m2[0] == 2400.0);
  CHECK(result.sites.place[0].x_m > 0.0);
  CHECK(result.sites.place[0].x_m < 40.0);
  CHECK(result.sites.municipality[0].valid());
}

TEST_CASE("candidates without a place: the unit says where in a large building", "[resolve][unit]") {
  ListedStreet street;
  auto row = unplaced("a");
  row.address = kMillAddress;
  test::add(street.candidates, row);
  CHECK(street.resolved().sites.place[0] == geo::Point{10, 10});
}

TEST_CASE("candidates without a place: the town may stand before the street, where that is one address",
          "[resolve][unit]") {
  ListedStreet street;
  auto row = unplaced("a");
  row.address = {"Hengelo Molenstraat", "12", "", ""};
  test::add(street.candidates, row);
  SECTION("found") { CHECK(street.resolved().sites.floor_area_m2[0] == 2400.0); }
  SECTION("the postcode settles it too") {
    street.candidates.address[0].postcode = "7551AB";
    const auto result = street.resolved();
    CHECK(result.sites.floor_area_m2[0] == 2400.0);
    CHECK(find_rule(result.report, "doubtful_link") == nullptr);
  }
  SECTION("a street of that name elsewhere: no guess") {
    test::Unit unit{
        test::drawn_unit_id(9), {kListedShop}, 300.0, {Use::shop}, {"Hengelo Molenstraat", "12", "7622CD", "Borne"}};
    unit.place = {106, 10};
    test::add(street.units, unit);
    const auto result = street.resolved();
    CHECK(result.sites.size() == 0);
    CHECK(find_rule(result.report, "candidate_not_found") != nullptr);
  }
  SECTION("another town has no such street") {
    street.candidates.address[0].street = "Borne Molenstraat";
    CHECK(street.resolved().sites.size() == 0);
  }
}

TEST_CASE("candidates without a place: a typing error is a link for review", "[resolve][unit]") {
  ListedStreet street;
  auto row = unplaced("a");
  row.address = {"Molenstaat", "12", "", "Hengelo"};
  test::add(street.candidates, row);
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(find_rule(result.report, "doubtful_link") != nullptr);
}

TEST_CASE("candidates that cannot be found are listed with what to do, and counted", "[resolve][unit]") {
  ListedStreet street;
  auto row = unplaced("a");
  row.address = {"Nergensweg", "1", "", "Hengelo"};
  test::add(street.candidates, row);
  row = unplaced("b");
  row.building_id = test::drawn_building_id(99);
  test::add(street.candidates, row);
  const auto result = street.resolved();
  CHECK(result.sites.size() == 0);
  const auto* finding = find_rule(result.report, "candidate_not_found");
  REQUIRE(finding != nullptr);
  CHECK(finding->severity == core::Severity::rejected);
  CHECK(says(finding->remedy, "coordinates"));
  REQUIRE(result.left_out.size() == 1);
  CHECK(result.left_out[0].rule == "candidate_not_found");
  CHECK(result.left_out[0].listed);
  CHECK(result.left_out[0].count == 2);
}

TEST_CASE("facts of the list become facts of the site, answers go by its key", "[resolve][unit]") {
  ListedStreet street;
  auto row = unplaced("a");
  row.address = kMillAddress;
  row.vacancy_share = 0.5;
  row.date = "2026-03-01";
  row.storeys = 3;
  row.height_m = 11.5;
  row.owner = "Jansen BV";
  row.rent = "45 per m2";
  row.answers = {{"a", "ceiling_height", "3.2", "list", "2026-03-01"}};
  test::add(street.candidates, row);
  test::add(street.candidates, row);  // a second row of that key
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  const auto& sites = result.sites;
  REQUIRE(sites.vacancy_evidence[0].size() == 2);
  CHECK(sites.vacancy_evidence[0][0].weight == 0.5);
  CHECK(sites.vacancy_share[0] == 0.75);  // two of them, and the vacancy of the site
  CHECK(sites.vacancy_basis[0] == model::VacancyBasis::whole);
  CHECK(sites.vacancy_evidence[0][0].source == "list");
  CHECK(sites.vacancy_evidence[0][0].date == "2026-03-01");
  CHECK(sites.storeys[0] == 3);
  CHECK(sites.height_m[0] == 11.5);
  CHECK(sites.owner[0] == "Jansen BV");
  CHECK(sites.rent[0] == "45 per m2");
  REQUIRE(result.answers.size() == 2);
  CHECK(result.answers[0].site == "a");
  CHECK(result.answers[0].rule == "ceiling_height");
}

TEST_CASE("rows of a list that are one building are one site, named after the first, and told", "[resolve][unit]") {
  ListedStreet street;
  for (const char* key : {"14", "2"}) {
    auto row = unplaced(key);
    row.address = kMillAddress;
    row.name = key[0] == '2' ? "Spinnerij" : "Fabriek";
    test::add(street.candidates, row);
  }
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "2");
  CHECK(result.sites.name[0] == "Spinnerij");
  const auto& findings = result.report.findings();
  const auto told = std::ranges::find(findings, "one_site", &trek::core::Finding::rule);
  REQUIRE(told != findings.end());
  CHECK(told->record == "2");
  CHECK(told->value == "2 (Spinnerij), 14 (Fabriek)");
}

TEST_CASE("a row that says that it is in use is evidence against vacancy", "[resolve][unit]") {
  ListedStreet street;
  auto row = unplaced("a");
  row.address = kMillAddress;
  row.vacancy_share = 0.0;
  test::add(street.candidates, row);
  const auto sites = street.resolved().sites;
  REQUIRE(sites.vacancy_evidence[0].size() == 1);
  CHECK(sites.vacancy_evidence[0][0].kind == model::VacancyKind::in_use);
  CHECK(sites.vacancy_share[0] == 0.0);
}

TEST_CASE("what a row says of vacancy ages by its date, and is of today without one", "[resolve][unit]") {
  ListedStreet street;
  auto row = unplaced("a");
  row.address = kMillAddress;
  row.vacancy_share = 1.0;
  const auto weighed = [&](const std::string& date) {
    ListedStreet of_date = street;
    row.date = date;
    test::add(of_date.candidates, row);
    resolve::CandidateRule rule;
    rule.vacancy.reference_date = "2026-02-01";
    return of_date.resolved(rule).sites.vacancy_share[0];
  };
  CHECK(weighed("2022-03-09") == 0.5);
  CHECK(weighed("2025-03-09") == 1.0);
  CHECK(weighed("") == 1.0);
}

TEST_CASE("sites outside every municipality are clipped and told", "[resolve][unit]") {
  ListedStreet street;
  test::Candidate row{"inside", {300, 300}, SiteType::farm};
  test::add(street.candidates, row);
  row = {"outside", {501, 300}, SiteType::farm};
  test::add(street.candidates, row);
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "inside");
  const auto* finding = find_rule(result.report, "outside_region");
  REQUIRE(finding != nullptr);
  CHECK(finding->record == "outside");
  CHECK(finding->location->x_m == 501.0);
  CHECK(result.left_out.front().rule == "outside_region");
}

TEST_CASE("what is left out is counted by reason and type, with examples and what to change", "[resolve][unit]") {
  ListedStreet street;
  for (int i = 0; i < 5; ++i) {
    test::Candidate row{"s" + std::to_string(i), {200.0 + 20.0 * i, 300}, SiteType::shop};
    row.name = "Winkel";
    test::add(street.candidates, row);
  }
  test::Candidate small{"small", {300, 400}, SiteType::farm};
  small.floor_area_m2 = 20.0;
  test::add(street.candidates, small);
  resolve::CandidateRule rule;
  rule.types = {SiteType::farm};
  const auto left_out = street.resolved(rule).left_out;
  REQUIRE(left_out.size() == 2);
  CHECK(left_out[0].rule == "type_not_wanted");
  CHECK(left_out[0].what == "shop");
  CHECK(left_out[0].count == 5);
  CHECK(left_out[0].examples == std::vector<std::string>{"s0 (Winkel)", "s1 (Winkel)", "s2 (Winkel)"});
  CHECK(says(left_out[0].remedy, "\"shop\""));
  CHECK(left_out[1].rule == "too_small");
  CHECK(says(left_out[1].remedy, "smallest_area_m2"));
}

TEST_CASE("vacancy records set the type by their own words where the BAG says dwelling", "[resolve][unit]") {
  ListedStreet street;
  test::Vacancy row{"v1", kListedMill};
  SiteType expected = SiteType::farm;
  SECTION("in the note") { row.note = "leegstaande boerderij (verzonnen)"; }
  SECTION("in the name") { row.name = "Erve Kampman, woonboerderij"; }
  SECTION("in a field of its own") { row.type = SiteType::farm; }
  SECTION("a church") {
    row.note = "Leegstaande kerk naast de school";
    expected = SiteType::church;
  }
  test::add(street.vacancy, row);
  const auto result = street.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.type[0] == expected);
}

TEST_CASE("a vacancy record of one unit among several does not rename a building whose use is plain",
          "[resolve][unit]") {
  ListedStreet street;
  test::Vacancy row{"v1", "", test::drawn_unit_id(2)};
  row.note = "leegstaand kantoor";
  test::add(street.vacancy, row);
  CHECK(street.resolved().sites.type[0] == SiteType::shop);
}

TEST_CASE("reasons, uses and conflicts are told in both languages", "[resolve][unit]") {
  ListedStreet street;
  test::Vacancy row{"v1", kListedMill};
  row.note = "leegstaande boerderij";
  test::add(street.vacancy, row);
  row = {"v2", kListedMill};
  row.kind = model::VacancyKind::in_use;
  test::add(street.vacancy, row);
  const auto sites = street.resolved().sites;
  CHECK(sites.type_reason[0].en == "as the record says: 'boerderij'");
  CHECK(sites.type_reason[0].dutch() == "volgens het record: 'boerderij'");
  CHECK(sites.present_use[0].en == "dwelling");
  CHECK(sites.present_use[0].dutch() == "wonen");
  CHECK(says(sites.vacancy_conflict[0].en, "in use"));
  CHECK(says(sites.vacancy_conflict[0].dutch(), "in gebruik"));
}

TEST_CASE("two sites of one address name each other; of one name and yard they are one", "[resolve][unit]") {
  ListedStreet street;
  const model::Address address{"Schukkinkweg", "15", "7535PB", "Enschede"};
  test::Candidate one{"510610", {200, 200}, SiteType::farm};
  test::Candidate two{"15312", {212, 216}, SiteType::farm};  // 20 m
  one.address = two.address = address;
  SECTION("told as two") {
    two.address.number = "15 ";
    test::add(street.candidates, one);
    test::add(street.candidates, two);
    const auto result = street.resolved();
    REQUIRE(result.sites.size() == 2);
    CHECK(result.sites.same_address[0] == "510610");
    CHECK(result.sites.same_address[1] == "15312");
    CHECK(find_rule(result.report, "same_address")->severity == core::Severity::warning);
  }
  SECTION("not where a decision tells them apart, whichever of the two it names first") {
    test::add(street.candidates, one);
    test::add(street.candidates, two);
    const auto& [record, to] = GENERATE(std::pair{"510610", "15312"}, std::pair{"15312", "510610"});
    street.decisions = {{"candidates", record, model::LinkVerdict::different, to, {}, {}, {}, "d.csv line 2"}};
    const auto result = street.resolved();
    REQUIRE(result.sites.size() == 2);
    CHECK(result.sites.same_address[0].empty());
    CHECK(find_rule(result.report, "same_address") == nullptr);
    CHECK(find_rule(result.report, "decision_about_nothing") == nullptr);
  }
  SECTION("one by its name") {
    one.name = "Erve Schukkink";
    two.name = "erve schukkink";
    test::add(street.candidates, one);
    test::add(street.candidates, two);
    const auto result = street.resolved();
    CHECK(result.sites.size() == 1);
    CHECK(find_rule(result.report, "same_address") == nullptr);
  }
  SECTION("another number is another site") {
    two.address.number = "15a";
    test::add(street.candidates, one);
    test::add(street.candidates, two);
    const auto result = street.resolved();
    REQUIRE(result.sites.size() == 2);
    CHECK(result.sites.same_address[0].empty());
  }
}
