#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/resolve/resolve.hpp"

namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::Use;
using model::VacancyKind;

namespace {

const std::string kShops = "0164100000000001";

/// A building of three shops, Markt 1 to 3.
struct Arcade {
  model::Buildings buildings;
  model::Units units;
  model::VacancyRecords vacancy;
  resolve::CandidateRule rule;

  Arcade() {
    test::add(buildings, {kShops, {0, 0, 60, 20}, model::BuildingStatus::in_use, {Use::shop}, 1930, 3});
    for (int number = 1; number <= 3; ++number) {
      test::add(units, {unit(number), {kShops}, 200.0, {Use::shop}, address(number)});
    }
  }
  static std::string unit(int number) { return "016401000000000" + std::to_string(number); }
  static model::Address address(int number) { return {"Markt", std::to_string(number), "7551AB", "Hengelo"}; }
  void say(const std::string& record, const std::string& date, VacancyKind kind, int number) {
    test::Vacancy row{record, "", unit(number), {}, {}, kind};
    row.date = date;
    test::add(vacancy, row);
  }
  [[nodiscard]] resolve::Resolution resolved() const {
    resolve::Evidence evidence;
    evidence.buildings = &buildings;
    evidence.units = &units;
    evidence.vacancy = &vacancy;
    return resolve::resolve_sites(evidence, rule, {});
  }
};

const trek::core::Finding* find_conflict(const resolve::Resolution& result) {
  for (const auto& finding : result.report.findings()) {
    if (finding.rule == "vacancy_conflict") return &finding;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("vacancy: sources that contradict each other are shown, the newest first", "[resolve][unit]") {
  Arcade arcade;
  arcade.say("R1", "2023-05-01", VacancyKind::register_entry, 1);
  arcade.say("M7", "2025-11-20", VacancyKind::in_use, 1);
  const auto result = arcade.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.vacancy_conflict[0] == "register M7, 2025-11-20: in use; register R1, 2023-05-01: vacant");
  CHECK(*result.sites.vacancy_share[0] == Approx(1.0 / 3.0));  // of three; a conflict lowers nothing by itself
  const auto* finding = find_conflict(result);
  REQUIRE(finding != nullptr);
  CHECK(finding->severity == trek::core::Severity::warning);
  CHECK(finding->record == result.sites.key[0]);
  CHECK(finding->location.has_value());
}

TEST_CASE("vacancy: sources that agree, or hardly say anything, are no conflict", "[resolve][unit]") {
  Arcade arcade;
  arcade.say("R1", "2023-05-01", VacancyKind::register_entry, 1);
  arcade.say("M7", "", VacancyKind::user_report, 1);
  SECTION("two that say vacant") {}
  SECTION("a weak one against one that says in use") {
    arcade.vacancy.weight[0] = arcade.vacancy.weight[1] = 0.3;
    arcade.say("M8", "2025-11-20", VacancyKind::in_use, 1);
  }
  const auto result = arcade.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.vacancy_conflict[0].empty());
  CHECK(find_conflict(result) == nullptr);
}

TEST_CASE("vacancy: 'in use' alone makes no candidate, and is evidence", "[resolve][unit]") {
  Arcade arcade;
  arcade.say("M7", "2025-11-20", VacancyKind::in_use, 1);
  CHECK(arcade.resolved().sites.size() == 0);
  arcade.units.status[2] = model::UnitStatus::out_of_use;  // makes the site
  const auto result = arcade.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.vacancy_evidence[0].size() == 2);
  CHECK(*result.sites.vacancy_share[0] == Approx(0.9 / 3.0));
  CHECK(result.sites.vacancy_conflict[0] ==
        "register M7, 2025-11-20: in use; units 0164010000000003, date unknown: vacant");
}

TEST_CASE("vacancy: one vacant shop of three is counted as such", "[resolve][unit]") {
  Arcade arcade;
  SECTION("by its id") { arcade.say("R1", "2026-01-01", VacancyKind::register_entry, 2); }
  SECTION("by its address") { test::add(arcade.vacancy, {"R1", "", "", Arcade::address(2)}); }
  SECTION("by its status in the BAG") { arcade.units.status[1] = model::UnitStatus::out_of_use; }
  SECTION("by two records of one unit") {
    arcade.say("R1", "2026-01-01", VacancyKind::register_entry, 2);
    arcade.say("R2", "2026-02-01", VacancyKind::user_report, 2);
  }
  const auto result = arcade.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.unit_count[0] == 3U);
  CHECK(result.sites.vacant_unit_count[0] == 1U);
}

TEST_CASE("vacancy: evidence about the building says nothing of how many units", "[resolve][unit]") {
  Arcade arcade;
  arcade.say("R1", "2026-01-01", VacancyKind::register_entry, 2);
  SECTION("a record with the id of the building") { test::add(arcade.vacancy, {"R2", kShops}); }
  SECTION("a point") { test::add(arcade.vacancy, {"R2", "", "", {}, geo::Point{30, 10}}); }
  SECTION("the status of the building") { arcade.buildings.status[0] = model::BuildingStatus::out_of_use; }
  const auto result = arcade.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.unit_count[0] == 3U);
  CHECK_FALSE(result.sites.vacant_unit_count[0].has_value());
}
