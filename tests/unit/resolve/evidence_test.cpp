#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/resolve/resolve.hpp"

/// What evidence is worth: its age, what it speaks of, what the registers leave open, and links in doubt.
namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::BuildingStatus;
using model::MonumentKind;
using model::SiteType;
using model::Use;
using model::VacancyBasis;
using model::VacancyKind;

namespace {

const std::string kHouse = test::drawn_building_id(1);
const std::string kBarn = test::drawn_building_id(2);

/// Shops of 100, 200 and 300 m2, and a dwelling of 80 m2 above them, in one building.
struct Parade {
  model::Buildings buildings;
  model::Units units;
  model::VacancyRecords vacancy;
  model::Candidates candidates;
  resolve::CandidateRule rule;

  Parade() {
    test::add(buildings, {kHouse, {0, 0, 60, 20}, BuildingStatus::in_use, {Use::shop}, 1930, 4});
    for (int number = 1; number <= 3; ++number) {
      test::add(units, {test::drawn_unit_id(number), {kHouse}, 100.0 * number, {Use::shop}});
    }
    test::add(units, {test::drawn_unit_id(4), {kHouse}, 80.0, {Use::dwelling}});
    test::add(candidates, {"site", {30, 10}, SiteType::shop, "", kHouse});
    rule.vacancy.reference_date = "2026-02-01";
  }
  void say(const std::string& unit, const std::string& date = "2026-01-01",
           VacancyKind kind = VacancyKind::register_entry) {
    test::Vacancy row{"R" + std::to_string(vacancy.size()), "", unit, {}, {}, kind};
    row.date = date;
    test::add(vacancy, row);
  }
  [[nodiscard]] model::Sites sites() const {
    resolve::Evidence evidence;
    evidence.buildings = &buildings;
    evidence.units = &units;
    evidence.vacancy = &vacancy;
    evidence.candidates = &candidates;
    auto result = resolve::resolve_sites(evidence, rule, {});
    REQUIRE(result.sites.size() == 1);
    return std::move(result.sites);
  }
};

void check_range(const std::optional<model::Range>& range, double low, double high) {
  REQUIRE(range.has_value());
  CHECK(range->low == Approx(low).margin(1e-12));
  CHECK(range->high == Approx(high));
}

}  // namespace

TEST_CASE("vacancy: a weight is halved for every three years of age", "[resolve][unit]") {
  Parade parade;
  const auto [date, weight] = GENERATE(table<std::string, double>({{"2026-01-01", 1.0},
                                                                   {"2023-02-02", 1.0},
                                                                   {"2023-02-01", 0.5},
                                                                   {"2022-03-09", 0.5},
                                                                   {"2022", 0.5},
                                                                   {"2020-02-01", 0.25},
                                                                   {"2030-01-01", 1.0}}));
  CAPTURE(date);
  parade.say(test::drawn_unit_id(3), date);
  const auto sites = parade.sites();
  CHECK(sites.vacancy_evidence[0][0].weight == weight);
  CHECK(sites.vacancy_evidence[0][0].full_weight == 1.0);
  CHECK(*sites.vacancy_share[0] == Approx(weight * 300.0 / 600.0));
  CHECK_FALSE(sites.ranges[0].vacancy_share.has_value());
  CHECK(sites.vacancy_known_share[0] == 1.0);
}

TEST_CASE("vacancy: without a date a weight counts half and may be whole; the BAG is of today", "[resolve][unit]") {
  Parade parade;
  parade.say(test::drawn_unit_id(3), "");
  const auto undated = parade.sites();
  CHECK(*undated.vacancy_share[0] == Approx(0.25));
  check_range(undated.ranges[0].vacancy_share, 0.25, 0.5);
  CHECK(undated.vacancy_known_share[0] == Approx(0.75));
  Parade bag;
  bag.units.status[2] = model::UnitStatus::out_of_use;
  CHECK(*bag.sites().vacancy_share[0] == Approx(0.9 * 0.5));
}

TEST_CASE("vacancy: administrative evidence weighs by the type of building", "[resolve][unit]") {
  Parade parade;
  for (int number = 1; number <= 3; ++number) {
    parade.say(test::drawn_unit_id(number), "2026-01-01", VacancyKind::administrative);
  }
  CHECK(*parade.sites().vacancy_share[0] == Approx(0.4));
  parade.candidates.type[0] = SiteType::office;
  CHECK(*parade.sites().vacancy_share[0] == Approx(0.6));
}

TEST_CASE("vacancy: shops are not vacant because the dwelling above them is", "[resolve][unit]") {
  Parade parade;
  parade.units.status[3] = model::UnitStatus::out_of_use;
  const auto sites = parade.sites();
  CHECK_FALSE(sites.vacancy_share[0].has_value());  // nobody says anything of the shops
  CHECK(sites.vacancy_basis[0] == VacancyBasis::unknown);
  CHECK(sites.vacancy_evidence[0].size() == 1);
  parade.candidates.type[0] = SiteType::farm;  // there the dwelling is part of it
  CHECK(*parade.sites().vacancy_share[0] == Approx(0.9 * 80.0 / 680.0));
}

TEST_CASE("vacancy: is of the floor area of the units that are named", "[resolve][unit]") {
  Parade parade;
  parade.say(test::drawn_unit_id(1));
  auto sites = parade.sites();
  CHECK(*sites.vacancy_share[0] == Approx(100.0 / 600.0));
  CHECK(sites.vacancy_basis[0] == VacancyBasis::units);
  CHECK(*sites.vacant_floor_area_m2[0] == 100.0);
  SECTION("two of them") {
    parade.say(test::drawn_unit_id(3), "2026-01-01", VacancyKind::user_report);
    sites = parade.sites();
    CHECK(*sites.vacancy_share[0] == Approx((100.0 + 0.5 * 300.0) / 600.0));
    CHECK(*sites.vacant_floor_area_m2[0] == 400.0);
  }
  SECTION("of unknown area: it may be any share") {
    parade.units.floor_area_m2[0] = std::nullopt;
    sites = parade.sites();
    CHECK(*sites.vacancy_share[0] == Approx(250.0 / 750.0));  // as large as the others
    check_range(sites.ranges[0].vacancy_share, 0.0, 1.0);
    CHECK_FALSE(sites.vacant_floor_area_m2[0].has_value());
  }
  SECTION("another of unknown area") {
    parade.units.floor_area_m2[2] = std::nullopt;
    check_range(parade.sites().ranges[0].vacancy_share, 0.0, 100.0 / 300.0);
  }
}

TEST_CASE("vacancy: a record of the building is of all of it, one that lies in it of one shop at least",
          "[resolve][unit]") {
  Parade parade;
  SECTION("by the id of the building") {
    test::add(parade.vacancy, {"R1", kHouse});
    const auto sites = parade.sites();
    CHECK(sites.vacancy_share[0] == 1.0);
    CHECK(sites.vacancy_basis[0] == VacancyBasis::whole);
    CHECK_FALSE(sites.ranges[0].vacancy_share.has_value());
    CHECK(*sites.vacant_floor_area_m2[0] == 600.0);
  }
  SECTION("by a point") {
    test::add(parade.vacancy, {"R1", "", "", {}, geo::Point{30, 10}});
    const auto sites = parade.sites();
    CHECK(sites.vacancy_share[0] == 1.0);
    check_range(sites.ranges[0].vacancy_share, 100.0 / 600.0, 1.0);
  }
}

TEST_CASE("vacancy: a site that no register lists has a base rate, as far as the register covers it",
          "[resolve][unit]") {
  Parade parade;
  CHECK_FALSE(parade.sites().vacancy_share[0].has_value());  // no register was read
  test::Vacancy elsewhere{"R1", "", "", {}, geo::Point{9000, 9000}};
  test::add(parade.vacancy, elsewhere);
  auto sites = parade.sites();
  CHECK(sites.vacancy_basis[0] == VacancyBasis::base_rate);
  CHECK(*sites.vacancy_share[0] == Approx(0.1));
  check_range(sites.ranges[0].vacancy_share, 0.0, 0.5);
  CHECK(sites.vacancy_known_share[0] == 0.0);
  SECTION("that lists 80 % of what is vacant") {
    parade.rule.vacancy.registers = {{"register", 0.8, {}, {}}};
    sites = parade.sites();
    CHECK(*sites.vacancy_share[0] == Approx(0.1 * 0.2 / (1.0 - 0.1 * 0.8)));
    check_range(sites.ranges[0].vacancy_share, 0.0, 0.5 * 0.2 / (1.0 - 0.5 * 0.8));
    CHECK(sites.vacancy_known_share[0] == Approx(0.8));
  }
  SECTION("two of them, that find what is vacant each by itself") {
    parade.rule.vacancy.registers = {{"register", 0.6, {}, {}}, {"other", 0.5, {}, {}}};  // together 0.8
    sites = parade.sites();
    CHECK(sites.vacancy_known_share[0] == Approx(0.8));
    CHECK(*sites.vacancy_share[0] == Approx(0.1 * 0.2 / (1.0 - 0.1 * 0.8)));
  }
  SECTION("that lists all") {
    parade.rule.vacancy.registers = {{"register", 1.0, {}, {}}};
    CHECK(*parade.sites().vacancy_share[0] == 0.0);
  }
  SECTION("of offices only") {
    parade.rule.vacancy.registers = {{"register", 0.8, {SiteType::office}, {}}};
    CHECK_FALSE(parade.sites().vacancy_share[0].has_value());
  }
  SECTION("of a municipality that nobody knows") {
    parade.rule.vacancy.registers = {{"register", 0.8, {}, {"Hengelo"}}};
    CHECK_FALSE(parade.sites().vacancy_share[0].has_value());
  }
  SECTION("what somebody happened to see is no register") {
    parade.vacancy.kind[0] = VacancyKind::osm_disused;
    CHECK_FALSE(parade.sites().vacancy_share[0].has_value());
  }
}

TEST_CASE("sites: the status of their buildings is theirs", "[resolve][unit]") {
  Parade parade;
  parade.buildings.status[0] = BuildingStatus::demolition_permit;
  const auto sites = parade.sites();
  REQUIRE(sites.building_status[0].size() == 1);
  CHECK(sites.building_status[0][0] == BuildingStatus::demolition_permit);
  CHECK(sites.standing[0] == true);
}

TEST_CASE("monuments: what the lists do not have is not listed, as far as they were read", "[resolve][unit]") {
  Parade parade;
  model::Monuments monuments;
  model::NamedAreas townscapes;
  townscapes.key = {"a"};
  townscapes.area.append({geo::rectangle({0, 0, 5, 5})});
  model::Municipalities municipalities;
  municipalities.code = {"GM0164"};
  municipalities.name = {"Hengelo"};
  municipalities.area.append({geo::rectangle({-1000, -1000, 10000, 10000})});
  resolve::Evidence evidence;
  evidence.candidates = &parade.candidates;
  evidence.monuments = &monuments;
  evidence.townscapes = &townscapes;
  evidence.municipalities = &municipalities;
  const auto check_grade = [&](MonumentKind kind, MonumentKind at_most) {
    const auto sites = resolve::resolve_sites(evidence, parade.rule, {}).sites;
    const auto at = static_cast<std::size_t>(std::find(sites.key.begin(), sites.key.end(), "site") - sites.key.begin());
    REQUIRE(at < sites.size());
    CHECK(sites.monument_kind[at] == kind);
    CHECK(sites.monument_at_most[at] == at_most);
  };
  check_grade(MonumentKind::unknown, MonumentKind::national);  // no list was read
  test::add(monuments, {"1", {5000, 5000}});
  SECTION("a national list leaves the municipal one open") {
    check_grade(MonumentKind::none, MonumentKind::municipal);
    townscapes.area = {};
    townscapes.area.append({geo::rectangle({0, 0, 50, 50})});
    check_grade(MonumentKind::townscape, MonumentKind::municipal);
  }
  SECTION("with a municipal list nothing is open") {
    test::add(monuments, {"G1", {6000, 6000}});
    monuments.kind[1] = MonumentKind::municipal;
    check_grade(MonumentKind::none, MonumentKind::none);
    evidence.townscapes = nullptr;
    check_grade(MonumentKind::none, MonumentKind::townscape);
  }
  SECTION("a municipal list of elsewhere says nothing") {
    test::add(monuments, {"G1", {60000, 60000}});
    monuments.kind[1] = MonumentKind::municipal;
    check_grade(MonumentKind::none, MonumentKind::municipal);
  }
  SECTION("what the user's list says is said") {
    parade.candidates.monument_kind[0] = MonumentKind::none;
    check_grade(MonumentKind::none, MonumentKind::none);
  }
}

namespace {

/// A monument placed `globaal` between a works of 1,000 m2 and one of 90 m2, nearer to the first.
struct TwoWorks {
  model::Buildings buildings;
  model::Units units;
  model::Monuments monuments;
  model::VacancyRecords vacancy;
  resolve::CandidateRule rule;

  explicit TwoWorks(const std::string& building_id = "") {
    test::add(buildings, {kHouse, {0, 0, 40, 30}, BuildingStatus::in_use, {Use::industry}, 1911});
    test::add(buildings, {kBarn, {60, 0, 70, 10}, BuildingStatus::in_use, {Use::industry}, 1950});
    test::add(units, {test::drawn_unit_id(1), {kHouse}, 1000.0, {Use::industry}});
    test::add(units, {test::drawn_unit_id(2), {kBarn}, 90.0, {Use::industry}});
    test::Monument row{"77", {45, 15}, model::LocationQuality::approximate};
    row.building_id = building_id;
    test::add(monuments, row);
  }
  [[nodiscard]] resolve::Resolution resolved() const {
    resolve::Evidence evidence;
    evidence.buildings = &buildings;
    evidence.units = &units;
    evidence.monuments = &monuments;
    evidence.vacancy = &vacancy;
    return resolve::resolve_sites(evidence, rule, {});
  }
};

}  // namespace

TEST_CASE("links in doubt: the facts lie between those of the buildings that may be meant", "[resolve][unit]") {
  TwoWorks works;
  auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  const auto& ranges = result.sites.ranges[0];
  CHECK(ranges.link_confidence < 0.65);
  CHECK(result.sites.floor_area_m2[0] == 1000.0);
  check_range(ranges.floor_area_m2, 90.0, 1000.0);
  check_range(ranges.built_year, 1911.0, 1950.0);
  check_range(ranges.footprint_m2, 100.0, 1200.0);
  CHECK(ranges.other_types == std::vector{SiteType::warehouse});  // on 100 m2 industry is no factory

  test::add(works.vacancy, {"R1", kHouse});  // the works is empty, if it is the monument
  result = works.resolved();
  CHECK(result.sites.vacancy_share[0] == 1.0);
  check_range(result.sites.ranges[0].vacancy_share, 0.0, 1.0);
  CHECK(result.sites.vacancy_known_share[0] == 0.0);
}

// The works has two units, of which one is a shop: what a record says of that unit is not said of the site, whichever
// building is meant.
TEST_CASE("links in doubt: what is said of a part types no other building either", "[resolve][unit]") {
  TwoWorks works;
  test::add(works.units, {test::drawn_unit_id(3), {kHouse}, 80.0, {Use::shop}});
  test::Vacancy record{"R1", "", test::drawn_unit_id(3)};
  record.note = "leegstaande winkel";
  test::add(works.vacancy, record);
  const auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.type[0] == SiteType::factory);
  CHECK(result.sites.ranges[0].other_types == std::vector{SiteType::warehouse});
}

TEST_CASE("links in doubt: what may be large enough is not left out, and what may stand is not gone",
          "[resolve][unit]") {
  TwoWorks works;
  works.units.floor_area_m2 = {90.0, 1000.0};
  const auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.floor_area_m2[0] == 90.0);
  check_range(result.sites.ranges[0].floor_area_m2, 90.0, 1000.0);
}

TEST_CASE("links in doubt: a key leaves none", "[resolve][unit]") {
  const TwoWorks works{kHouse};
  const auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.ranges[0].link_confidence == 1.0);
  CHECK_FALSE(result.sites.ranges[0].floor_area_m2.has_value());
  CHECK(result.sites.ranges[0].other_types.empty());
}

TEST_CASE("floor area: units without an area make it a lower bound", "[resolve][unit]") {
  Parade parade;
  parade.units.floor_area_m2[0] = std::nullopt;
  const auto sites = parade.sites();
  CHECK(sites.floor_area_m2[0] == 580.0);
  check_range(sites.ranges[0].floor_area_m2, 580.0, std::numeric_limits<double>::infinity());
  CHECK(sites.ranges[0].floor_area_known_share == 0.75);
}
