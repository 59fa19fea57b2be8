#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <string>
#include <vector>

#include "flow/drawn_region.hpp"

// The drawn region of drawn_region.hpp, with what its sites are zoned for and where one may park around them.
//
//   S1  two halls of 40 x 50 and 20 x 50 m from (242,520, 480,020): the first in a centre, the second for dwellings
//   S2  a church of 20 x 30 m at 245,240: in a zone whose main group no list has
//   S3  a shop without a building: its point lies in no zone
namespace {

namespace test = trek::test;
using test::drawn::DrawnRegion;

std::string ground(const std::string& properties, const trek::geo::Box& box) {
  return fmt::format(
      "{{\"type\":\"Feature\",\"properties\":{{{0}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":"
      "[[[{1},{2}],[{3},{2}],[{3},{4}],[{1},{4}],[{1},{2}]]]}}}}",
      properties, box.min_x_m, box.min_y_m, box.max_x_m, box.max_y_m);
}

std::string grounds(const std::vector<std::string>& features) {
  return fmt::format(
      "{{\"type\":\"FeatureCollection\",\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":"
      "\"urn:ogc:def:crs:EPSG::28992\"}}}},\"features\":[{}]}}",
      fmt::join(features, ","));
}

std::string building_ground(const char* id, const trek::geo::Box& box) {
  return ground(fmt::format("\"identificatie\":\"{}\",\"bouwjaar\":1900,\"status\":\"Pand in gebruik\","
                            "\"gebruiksdoel\":\"industriefunctie\"",
                            id),
                box);
}

std::string zone_ground(const char* id, const char* group, const trek::geo::Box& box) {
  return ground(fmt::format("\"identificatie\":\"{}\",\"naam\":\"{}\",\"bestemmingshoofdgroep\":\"{}\","
                            "\"typePlanobject\":\"enkelbestemming\"",
                            id, group, group),
                box);
}

std::string parking_ground(const char* id, const char* more, const trek::geo::Box& box) {
  return ground(fmt::format("\"@id\":\"{}\",\"amenity\":\"parking\",\"parking\":\"surface\",\"access\":null,"
                            "\"capacity\":null{}",
                            id, more),
                box);
}

void write_grounds_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream{path, std::ios::binary} << text;
}

void add_grounds(const std::filesystem::path& folder) {
  write_grounds_file(folder / "panden.geojson",
                     grounds({building_ground("0164100000000011", {242'520, 480'020, 242'560, 480'070}),
                              building_ground("0164100000000012", {242'560, 480'020, 242'580, 480'070}),
                              building_ground("0164100000000013", {245'240, 480'035, 245'260, 480'065})}));
  write_grounds_file(folder / "bestemmingen.geojson",
                     grounds({zone_ground("Z1", "centrum", {242'500, 480'000, 242'560, 480'090}),
                              zone_ground("Z2", "wonen", {242'560, 480'000, 242'600, 480'090}),
                              zone_ground("Z3", "toverbos", {245'200, 480'000, 245'300, 480'090})}));
  write_grounds_file(
      folder / "parkeren.geojson",
      grounds(
          {parking_ground("way/1", ",\"capacity\":\"40\"", {242'600, 480'000, 242'640, 480'025}),
           parking_ground("way/2", "", {242'400, 480'000, 242'450, 480'024}),  // 1,200 m2: 48
           parking_ground("way/3", ",\"access\":\"private\",\"capacity\":\"99\"", {242'600, 480'030, 242'640, 480'050}),
           parking_ground("way/4", ",\"capacity\":\"70\"", {242'900, 480'000, 242'940, 480'025})}));  // 340 m away
  write_grounds_file(
      folder / "kandidaten.csv",
      "id;naam;type;x;y;bvo_m2;pand_ids\nS1;Fabriek;fabriek;242550;480050;2000;0164100000000011,0164100000000012\n"
      "S2;Kerk;kerk;245250;480050;600;0164100000000013\nS3;Winkel;winkel;247050;480050;;\n");
  write_grounds_file(folder / "antwoorden.csv", "site;rule;value;source;date\n");
  test::edit(folder / "trek.toml", "[[mode]]", R"([[source]]
table = "buildings"
path = "panden.geojson"
[[source]]
table = "zoning"
path = "bestemmingen.geojson"
[[source]]
table = "parking"
path = "parkeren.geojson"
[profile]
answers = "antwoorden.csv"

[[mode]])");
}

}  // namespace

TEST_CASE("run: what a site is zoned for, known, of no list, and outside every zone", "[flow]") {
  const DrawnRegion region{add_grounds};
  CHECK(region.text("zoning", "sites", "key = 'S1'") == "centre");
  CHECK(region.text("other_zoning", "sites", "key = 'S1'") == "wonen (33 %)");
  CHECK(test::says(region.text("records", "sites", "key = 'S1'"), "Z1"));
  CHECK(region.text("zoning is null", "sites", "key = 'S2'") == "1");
  CHECK(region.text("other_zoning", "sites", "key = 'S2'") == "onbekend (100 %)");
  CHECK(region.text("zoning is null and other_zoning is null", "sites", "key = 'S3'") == "1");
  // Counted, listed with place and reason, and drawn.
  CHECK(region.text("count(*)", "rejected_records", "rule = 'unknown_code' and value = 'toverbos'") == "1");
  CHECK(region.text("count(*)", "sources", "table_name = 'zoning'") == "1");
  // The criterion knows, and asks where it does not.
  const auto told = test::trek({"explain", region.output().string(), "key:S1", "--lang", "nl"});
  CHECK(test::says(told.out, "bestemming: centrum; ook wonen (33 %)"));
}

TEST_CASE("run: parking around a site is a lower bound, private grounds and far ones apart", "[flow]") {
  const DrawnRegion region{add_grounds};
  CHECK(region.of_site("S1", "parking_around_places") == 88.0);
  CHECK(region.of_site("S1", "parking_by_area_places") == 48.0);
  CHECK(region.of_site("S1", "parking_places") == 88.0);
  CHECK(region.of_site("S2", "parking_around_places") == 0.0);
  CHECK(region.text("parking_places is null", "sites", "key = 'S2'") == "1");
  CHECK(region.number("left_out_count", "sources", "table_name = 'parking'") == 1);
}

TEST_CASE("run: what somebody answers on zoning and parking goes before the layers", "[flow]") {
  const auto potential = [](const DrawnRegion& region) { return region.of_site("S1", "reuse_potential_low"); };
  const DrawnRegion by_layers{add_grounds};
  const DrawnRegion answered{[](const std::filesystem::path& folder) {
    add_grounds(folder);
    write_grounds_file(
        folder / "antwoorden.csv",
        "site;rule;value;source;date\nS1;zoning;wonen;gemeente;2026-01-01\nS1;parking;0;bezoek;2026-01-01\n");
  }};
  // Of a weight of 100 zoning has 10, from 1 to 0.3, and parking 5: 88 places of the 60 that 2,000 m2 ask, to none.
  CHECK(potential(by_layers) - potential(answered) == Approx(0.07 + 0.05).margin(2e-4));
}
