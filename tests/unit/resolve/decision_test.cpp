#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/resolve/resolve.hpp"

namespace geo = trek::geo;
namespace core = trek::core;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::LinkMethod;
using model::LocationQuality;
using model::Use;

namespace {

const std::string kOwnHouse = "0164100000000001";
const std::string kNeighbour = "0164100000000002";

/// Two houses that share a wall, and a monument whose point lies in the first.
struct Row {
  model::Buildings buildings;
  model::Units units;
  model::Monuments monuments;
  model::VacancyRecords vacancy;
  std::vector<model::LinkDecision> decisions;

  Row() {
    test::add(buildings, {kOwnHouse, {0, 0, 6, 10}, model::BuildingStatus::in_use, {Use::dwelling}});
    test::add(buildings, {kNeighbour, {6, 0, 12, 10}, model::BuildingStatus::in_use, {Use::dwelling}});
    test::add(monuments, {"501", {3, 5}, LocationQuality::exact, "Religieuze gebouwen"});
  }
  void decide(const std::string& record, model::LinkVerdict verdict, const std::string& to,
              const std::string& source = "monuments") {
    const std::string origin = "d.csv line " + std::to_string(decisions.size() + 2);
    decisions.push_back({source, record, verdict, to, {}, {}, {}, origin});
  }
  [[nodiscard]] resolve::Resolution resolved() const {
    resolve::Evidence evidence;
    evidence.buildings = &buildings;
    evidence.units = &units;
    evidence.monuments = &monuments;
    evidence.vacancy = &vacancy;
    evidence.decisions = &decisions;
    return resolve::resolve_sites(evidence, {}, {});
  }
};

std::vector<std::string> linked(const resolve::Resolution& result) {
  std::vector<std::string> ids;
  for (const auto& link : result.links) ids.push_back(link.to);
  return ids;
}

const core::Finding* find_finding(const resolve::Resolution& result, const std::string& rule) {
  const auto& all = result.report.findings();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& finding) { return finding.rule == rule; });
  return found == all.end() ? nullptr : &*found;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("decisions: without one the point decides", "[resolve][unit]") {
  CHECK(linked(Row{}.resolved()) == Ids{kOwnHouse});
}

TEST_CASE("decisions: 'same' outweighs the point, by id or by key of the site", "[resolve][unit]") {
  for (const std::string& to : {kNeighbour, "building-" + kNeighbour, kNeighbour.substr(1)}) {
    Row row;
    row.decide("501", model::LinkVerdict::same, to);
    const auto result = row.resolved();
    REQUIRE(linked(result) == Ids{kNeighbour});
    CHECK(result.links[0].method == LinkMethod::decision);
    CHECK(result.links[0].confidence == 1.0);
    CHECK_FALSE(result.links[0].doubtful);
    CHECK(result.links[0].distance_m == Approx(3.0));
    CHECK(result.links[0].site == "monument-501");
  }
}

TEST_CASE("decisions: two buildings may be the same monument", "[resolve][unit]") {
  Row row;
  row.decide("501", model::LinkVerdict::same, kOwnHouse);
  row.decide("501", model::LinkVerdict::same, kNeighbour);
  CHECK(linked(row.resolved()) == Ids{kOwnHouse, kNeighbour});
}

TEST_CASE("decisions: after 'not' the next best counts", "[resolve][unit]") {
  Row row;
  row.decide("501", model::LinkVerdict::different, kOwnHouse);
  const auto result = row.resolved();
  REQUIRE(linked(result) == Ids{kNeighbour});
  CHECK(result.links[0].method == LinkMethod::nearest);
}

TEST_CASE("decisions: 'not' outweighs a BAG id too", "[resolve][unit]") {
  Row row;
  row.monuments.building_ids = {};
  row.monuments.building_ids.append_row(std::vector{kNeighbour});
  CHECK(linked(row.resolved()) == Ids{kNeighbour});
  row.decide("501", model::LinkVerdict::different, kNeighbour);
  CHECK(linked(row.resolved()) == Ids{kOwnHouse});
}

TEST_CASE("decisions: 'alone' is a site without a building", "[resolve][unit]") {
  Row row;
  row.decide("501", model::LinkVerdict::alone, "");
  const auto result = row.resolved();
  CHECK(linked(result).empty());
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.footprint.ring_count(0) == 0);
}

TEST_CASE("decisions: a vacancy record that stands alone is listed, one that is a monument joins it",
          "[resolve][unit]") {
  Row row;
  test::add(row.vacancy, {"v1", {}, {}, {}, geo::Point{3, 5}});
  CHECK(row.resolved().sites.vacancy_share[0] == 1.0);
  Row alone = row;
  alone.decide("v1", model::LinkVerdict::alone, "", "register");
  CHECK(alone.resolved().sites.vacancy_basis[0] == model::VacancyBasis::base_rate);
  CHECK(find_finding(alone.resolved(), "decided_without_site") != nullptr);
  row.vacancy.place[0] = geo::Point{5000, 5000};
  row.decide("v1", model::LinkVerdict::same, "monument-501", "register");
  CHECK(row.resolved().sites.vacancy_share[0] == 1.0);
}

TEST_CASE("decisions: about nothing, or against another, they are findings and not followed", "[resolve][unit]") {
  Row row;
  row.decide("999", model::LinkVerdict::same, kOwnHouse);
  row.decide("501", model::LinkVerdict::same, "0164100000000099");
  const auto about_nothing = row.resolved();
  CHECK(linked(about_nothing) == Ids{kOwnHouse});
  const auto* first = find_finding(about_nothing, "decision_about_nothing");
  REQUIRE(first != nullptr);
  CHECK(first->source == "decisions");
  CHECK(first->record == "d.csv line 2");
  CHECK(first->severity == core::Severity::rejected);
  CHECK(about_nothing.report.rejected_count() == 2);

  Row against;
  against.decide("501", model::LinkVerdict::same, kNeighbour);
  against.decide("501", model::LinkVerdict::different, kNeighbour);
  const auto result = against.resolved();
  CHECK(linked(result) == Ids{kOwnHouse});
  CHECK(result.report.rejected_count() == 2);
  const auto* finding = find_finding(result, "contradicting_decision");
  REQUIRE(finding != nullptr);
  CHECK(finding->value == "see d.csv line 3");
  REQUIRE(finding->location.has_value());
  CHECK(finding->location->x_m == 3.0);

  Row both;
  both.decide("501", model::LinkVerdict::alone, "");
  both.decide("501", model::LinkVerdict::same, kNeighbour);
  CHECK(find_finding(both.resolved(), "contradicting_decision") != nullptr);
}

TEST_CASE("decisions: each is followed, says the same as another, or is rejected once", "[resolve][unit]") {
  Row row;
  test::add(row.monuments, {"502", {9, 5}, LocationQuality::exact, "Religieuze gebouwen"});
  row.decide("501", model::LinkVerdict::same, kNeighbour);
  row.decide("501", model::LinkVerdict::same, "building-" + kNeighbour);  // the same
  row.decide("502", model::LinkVerdict::alone, "");
  row.decide("502", model::LinkVerdict::same, kOwnHouse);  // against the one before
  row.decide("777", model::LinkVerdict::alone, "");        // no such record
  row.decide("501", model::LinkVerdict::different, kOwnHouse);
  const auto result = row.resolved();
  CHECK(result.decisions.balances());
  CHECK((result.decisions.read_count == 6 && result.decisions.used_count == 2));
  CHECK((result.decisions.joined_count == 1 && result.decisions.rejected_count == 3));
  const auto& findings = result.report.findings();
  CHECK(std::count_if(findings.begin(), findings.end(), [](const auto& f) { return f.source == "decisions"; }) == 3);
}
