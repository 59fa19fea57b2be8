#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/heritage.hpp"
#include "trek/resolve/resolve.hpp"

/// What the linked data of RCE, 3DBAG and EP-online add to sites.
namespace geo = trek::geo;
namespace model = trek::model;
namespace resolve = trek::resolve;
namespace test = trek::test;
using model::LinkMethod;
using model::LocationQuality;
using model::Use;

namespace {

/// Three works in a row of 100 m, each 40 x 30 m with a unit of its own.
struct Works {
  model::Buildings buildings;
  model::Units units;
  model::Monuments monuments;
  model::BuildingHeights heights;
  model::EnergyLabels labels;
  model::Candidates candidates;
  model::VacancyRecords vacancy;

  explicit Works(std::optional<double> floor_area_m2 = 1000.0) {
    for (int i = 1; i <= 3; ++i) {
      const double x = 100.0 * i;
      test::add(buildings,
                {test::drawn_building_id(i), {x, 0, x + 40, 30}, model::BuildingStatus::in_use, {Use::industry}, 1900});
      test::add(units, {test::drawn_unit_id(i), {test::drawn_building_id(i)}, floor_area_m2, {Use::industry}, {}});
    }
  }
  [[nodiscard]] resolve::Resolution resolved() const {
    resolve::Evidence evidence;
    evidence.buildings = &buildings;
    evidence.units = &units;
    evidence.monuments = &monuments;
    evidence.heights = &heights;
    evidence.labels = &labels;
    evidence.candidates = &candidates;
    evidence.vacancy = &vacancy;
    return resolve::resolve_sites(evidence, {}, {});
  }
  void add_height(int number, std::optional<int> storeys, std::optional<double> height_m,
                  std::optional<double> volume_m3, const char* roof_type = "") {
    heights.building_id.push_back(test::drawn_building_id(number));
    heights.footprint.append({});
    heights.storeys.push_back(storeys);
    heights.height_m.push_back(height_m);
    heights.volume_m3.push_back(volume_m3);
    heights.roof_type.emplace_back(roof_type);
  }
  void add_label(const std::string& unit, std::vector<std::string> of_buildings, const std::string& energy_class,
                 const std::string& date) {
    labels.unit_id.push_back(unit);
    labels.building_ids.append_row(of_buildings);
    labels.energy_class.push_back(energy_class);
    labels.date.push_back(date);
  }
};

test::Monument points_record(std::string number, geo::Point place) {
  test::Monument monument{std::move(number), place, LocationQuality::approximate};
  monument.main_category = "Handelsgebouwen, opslag- en transportgebouwen";
  monument.sub_category = "Fabriek";
  return monument;
}

test::Monument linked_record(std::string number, const std::vector<std::string>& unit_ids) {
  test::Monument monument{std::move(number), {}, LocationQuality::unknown};
  monument.is_placed = false;
  monument.more_unit_ids = unit_ids;
  monument.name = "Spinnerij";
  monument.original_function = "fabriek";
  return monument;
}

std::vector<std::string> values_of(const trek::core::Report& report, std::string_view rule) {
  std::vector<std::string> values;
  for (const auto& finding : report.findings()) {
    if (finding.rule == rule) values.push_back(finding.value.en);
  }
  return values;
}

}  // namespace

TEST_CASE("a monument with several units is one site on all their buildings, by key", "[resolve][unit]") {
  Works works;
  test::add(works.monuments, linked_record("501", {test::drawn_unit_id(1), test::drawn_unit_id(3)}));
  const auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.name[0] == "Spinnerij");
  CHECK(result.sites.floor_area_m2[0] == 2000.0);
  REQUIRE(result.links.size() == 2);
  for (const auto& link : result.links) {
    CHECK(link.method == LinkMethod::key);
    CHECK(link.confidence == 1.0);
  }
  CHECK(result.links[0].to == test::drawn_building_id(1));
  CHECK(result.links[0].unit == test::drawn_unit_id(1));
  CHECK(result.links[1].to == test::drawn_building_id(3));
  CHECK(geo::is_finite(result.sites.place[0]));
}

TEST_CASE("a monument with a building and several units is on all of them; with one unit its building decides",
          "[resolve][unit]") {
  Works works;
  auto monument = linked_record("501", {test::drawn_unit_id(1), test::drawn_unit_id(3)});
  monument.building_id = test::drawn_building_id(1);
  test::add(works.monuments, monument);
  monument = linked_record("502", {test::drawn_unit_id(3)});
  monument.building_id = test::drawn_building_id(2);
  test::add(works.monuments, monument);
  const auto links = works.resolved().links;
  std::vector<std::string> found;
  for (const auto& link : links) found.push_back(link.record + " " + link.to + " " + link.unit);
  CHECK(found == std::vector<std::string>{"501 " + test::drawn_building_id(1) + " ",
                                          "501 " + test::drawn_building_id(1) + " " + test::drawn_unit_id(1),
                                          "501 " + test::drawn_building_id(3) + " " + test::drawn_unit_id(3),
                                          "502 " + test::drawn_building_id(2) + " "});
}

TEST_CASE("a monument and a vacancy record that only share an address nobody knows are no site", "[resolve][unit]") {
  Works works;
  auto monument = linked_record("501", {});
  monument.address = {"Onbekendeweg", "1", "7559ZZ", "Hengelo"};
  test::add(works.monuments, monument);
  model::VacancyRecords vacancy;
  test::Vacancy record{"v1"};
  record.address = monument.address;
  test::add(vacancy, record);
  resolve::Evidence evidence;
  evidence.buildings = &works.buildings;
  evidence.units = &works.units;
  evidence.monuments = &works.monuments;
  evidence.vacancy = &vacancy;
  const auto result = resolve::resolve_sites(evidence, {}, {});
  CHECK(result.sites.size() == 0);
  CHECK(values_of(result.report, "without_place") == std::vector<std::string>{"monument-501", "monument-501"});
}

TEST_CASE("points and linked data of one number are one monument: the place of the one, the units of the other",
          "[resolve][unit]") {
  const bool points_first = GENERATE(true, false);
  Works works;
  // The point lies in the second building, roughly; the register says the first and the third.
  const auto point = points_record("501", {210, 10});
  const auto linked = linked_record("501", {test::drawn_unit_id(1), test::drawn_unit_id(3)});
  test::add(works.monuments, points_first ? point : linked);
  test::add(works.monuments, points_first ? linked : point);
  const auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.key[0] == "monument-501");
  CHECK(result.sites.name[0] == "Spinnerij");
  CHECK(result.sites.original_function[0] == "fabriek");
  CHECK(result.sites.monument_number[0] == "501");
  REQUIRE(result.links.size() == 2);
  CHECK(result.links[0].to == test::drawn_building_id(1));
  CHECK(result.links[1].to == test::drawn_building_id(3));
  CHECK(values_of(result.report, "monument_sources_differ").empty());
}

TEST_CASE("linked data without units still names the monument of the points", "[resolve][unit]") {
  Works works;
  test::add(works.monuments, points_record("501", {110, 10}));
  test::add(works.monuments, linked_record("501", {}));
  const auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.name[0] == "Spinnerij");
  CHECK(result.links[0].to == test::drawn_building_id(1));
  CHECK(values_of(result.report, "monument_elsewhere").empty());
}

TEST_CASE("what sources say differently of one monument is told", "[resolve][unit]") {
  Works works;
  auto point = points_record("501", {110, 10});
  point.complex_number = "7";
  point.original_function = "Fabriek; kantoor";  // says more, not something else
  auto other = points_record("501", {110, 260});
  other.name = "Weverij";
  auto linked = linked_record("501", {test::drawn_unit_id(1)});
  linked.complex_number = "8";
  test::add(works.monuments, point);
  test::add(works.monuments, other);
  test::add(works.monuments, linked);
  const auto values = values_of(works.resolved().report, "monument_sources_differ");
  REQUIRE(values.size() == 1);
  CHECK(values[0] == "complex: '7', also '8'; name: 'Spinnerij', also 'Weverij'; place: 250 m apart");
}

TEST_CASE("numbers of municipal monuments are their own: two lists with a number 1 are two monuments",
          "[resolve][unit]") {
  Works works;
  for (const double x : {110.0, 210.0}) {
    test::Monument monument{"1", {x, 10}};
    monument.kind = model::MonumentKind::municipal;
    monument.original_function = "fabriek";
    test::add(works.monuments, monument);
  }
  CHECK(works.resolved().sites.size() == 2);
}

TEST_CASE("a monument without a place of which nothing is here is counted, not listed one by one", "[resolve][unit]") {
  Works works;
  test::add(works.monuments, linked_record("900", {"0363010000000001"}));
  auto elsewhere = linked_record("901", {"0363010000000002", "0363010000000003"});
  elsewhere.building_id = "0363100000000002,0363100000000003";
  test::add(works.monuments, elsewhere);
  test::add(works.monuments, linked_record("501", {test::drawn_unit_id(1), "0164010000099999"}));
  const auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(values_of(result.report, "monument_elsewhere") == std::vector<std::string>{"2 monuments"});
  CHECK(values_of(result.report, "unknown_unit") == std::vector<std::string>{"0164010000099999"});
  CHECK(values_of(result.report, "unknown_building").empty());
}

TEST_CASE("a candidate and a vacancy record that name several buildings and units are of all of them",
          "[resolve][unit]") {
  Works works;
  test::Candidate both{"hallen", {20, 15}};
  both.building_id = test::drawn_building_id(1) + "," + test::drawn_building_id(2);
  test::add(works.candidates, both);
  test::Vacancy empty{"v1"};
  empty.unit_id = test::drawn_unit_id(1) + "," + test::drawn_unit_id(2);
  test::add(works.vacancy, empty);
  const auto result = works.resolved();
  REQUIRE(result.sites.size() == 1);
  CHECK(result.sites.floor_area_m2[0] == 2000.0);
  CHECK(result.sites.vacant_unit_count[0] == 2U);
  std::vector<std::string> found;
  for (const auto& link : result.links) found.push_back(link.table + " " + link.to + " " + link.unit);
  CHECK(found == std::vector<std::string>{"candidate " + test::drawn_building_id(1) + " ",
                                          "candidate " + test::drawn_building_id(2) + " ",
                                          "vacancy " + test::drawn_building_id(1) + " " + test::drawn_unit_id(1),
                                          "vacancy " + test::drawn_building_id(2) + " " + test::drawn_unit_id(2)});
}

TEST_CASE("a monument without a place is found by its address", "[resolve][unit]") {
  Works works;
  works.units.address[1] = {"Molenstraat", "12", "7551AB", "Hengelo"};
  auto monument = linked_record("501", {});
  monument.address = {"Molenstraat", "12", "7551AB", "Hengelo"};
  test::add(works.monuments, monument);
  const auto result = works.resolved();
  REQUIRE(result.links.size() == 1);
  CHECK(result.links[0].to == test::drawn_building_id(2));
  CHECK(result.links[0].method == LinkMethod::address);
}

TEST_CASE("heights: the highest of what is known, and a volume only if it is known of every building",
          "[resolve][unit]") {
  Works works;
  test::add(works.monuments, linked_record("501", {test::drawn_unit_id(1), test::drawn_unit_id(2)}));
  works.add_height(1, 2, 9.0, 8000.0);
  works.add_height(2, std::nullopt, 14.5, 12000.0);
  works.add_height(3, 5, 30.0, 1.0);  // not of this site
  const auto both = works.resolved().sites;
  REQUIRE(both.size() == 1);
  CHECK(both.storeys[0] == 2);
  CHECK(both.height_m[0] == 14.5);
  CHECK(both.volume_m3[0] == 20000.0);
  CHECK(both.floor_area_basis[0] == "units");
  works.heights.volume_m3[1] = std::nullopt;
  CHECK_FALSE(works.resolved().sites.volume_m3[0]);
}

TEST_CASE("3DBAG: the type of roof that all buildings have; unknown unless it is known of each", "[resolve][unit]") {
  Works works;
  test::add(works.monuments, linked_record("501", {test::drawn_unit_id(1), test::drawn_unit_id(2)}));
  works.add_height(1, 2, 9.0, 8000.0, "slanted");
  works.add_height(2, 1, 4.5, 900.0, "slanted");
  works.add_height(3, 5, 30.0, 1.0, "horizontal");  // not of this site
  CHECK(works.resolved().sites.roof_type == std::vector<std::string>{"slanted"});
  works.heights.roof_type[1] = "horizontal";
  CHECK(works.resolved().sites.roof_type == std::vector<std::string>{"various"});
  works.heights.roof_type[1].clear();
  CHECK(works.resolved().sites.roof_type == std::vector<std::string>{""});
}

TEST_CASE("floor area: footprint x storeys where nothing better is known, and it says so", "[resolve][unit]") {
  Works works{std::nullopt};
  test::add(works.monuments, linked_record("501", {test::drawn_unit_id(1), test::drawn_unit_id(2)}));
  CHECK_FALSE(works.resolved().sites.floor_area_m2[0]);
  works.add_height(1, 3, 9.0, std::nullopt);
  works.add_height(2, 1, 4.0, std::nullopt);
  const auto estimated = works.resolved().sites;
  CHECK(estimated.floor_area_m2[0] == Approx(40.0 * 30.0 * 4));
  CHECK(estimated.floor_area_basis[0] == "footprint_x_storeys");
  works.heights.storeys[1] = std::nullopt;  // of one building unknown: of the site unknown
  CHECK_FALSE(works.resolved().sites.floor_area_m2[0]);
  CHECK(works.resolved().sites.floor_area_basis[0].empty());
}

TEST_CASE("energy labels: all classes of the units, best first, and when they were registered", "[resolve][unit]") {
  Works works;
  test::add(works.monuments, linked_record("501", {test::drawn_unit_id(1), test::drawn_unit_id(2)}));
  CHECK(works.resolved().sites.energy_class[0].empty());
  works.add_label(test::drawn_unit_id(1), {test::drawn_building_id(1)}, "C", "2015-03-02");
  works.add_label(test::drawn_unit_id(1), {test::drawn_building_id(1)}, "A+",
                  "2024-01-01");  // of another file, and newer
  works.add_label(test::drawn_unit_id(2), {}, "C", "2019-05-05");
  works.add_label("", {test::drawn_building_id(2)}, "G", "2012-01-01");  // of the building as a whole
  works.add_label(test::drawn_unit_id(3), {test::drawn_building_id(3)}, "E", "2020-01-01");  // not of this site
  works.add_label("0164010000099999", {test::drawn_building_id(1)}, "F", "2010-01-01");      // of a unit that is gone
  const auto sites = works.resolved().sites;
  CHECK(sites.energy_class[0] == "A+, C, G");
  CHECK(sites.energy_class_date[0] == "2012-01-01/2024-01-01");
}

TEST_CASE("energy labels: without a table of units by the building, the newest of each unit", "[resolve][unit]") {
  Works works;
  test::Monument monument{"501", {110, 10}};
  monument.original_function = "fabriek";
  monument.building_id = test::drawn_building_id(1);
  test::add(works.monuments, monument);
  works.add_label(test::drawn_unit_id(1), {test::drawn_building_id(1)}, "C", "2015-03-02");
  works.add_label(test::drawn_unit_id(1), {test::drawn_building_id(1)}, "B", "2024-01-01");
  resolve::Evidence evidence;
  evidence.buildings = &works.buildings;
  evidence.monuments = &works.monuments;
  evidence.labels = &works.labels;
  const auto sites = resolve::resolve_sites(evidence, {}, {}).sites;
  REQUIRE(sites.size() == 1);
  CHECK(sites.energy_class[0] == "B");
  CHECK(sites.energy_class_date[0] == "2024-01-01");
}
