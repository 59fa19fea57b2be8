#include <cmath>

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/rd.hpp"
#include "trek/ingest/read.hpp"

namespace geo = trek::geo;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
using test::collection;
using test::feature;
using test::point;
using test::source_of;
using test::square;

TEST_CASE("read_municipalities: codes in any spelling, space-padded too", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "m.geojson",
      collection({
          feature(R"_("statcode":"GM0164   ","statnaam":"Hengelo (O.)","inwoners":81340)_",
                  square(250000, 470000, 1000)),
          feature(R"_("statcode":"0153","statnaam":"Enschede","inwoners":null)_", square(251000, 470000, 1000)),
      }));
  const auto loaded = ingest::read_municipalities(source_of(path, "municipalities"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 2);
  CHECK(loaded.table.code == std::vector<std::string>{"GM0164", "GM0153"});
  CHECK(loaded.table.name[0] == "Hengelo (O.)");
  CHECK(loaded.table.inhabitants[0] == 81340.0);
  CHECK_FALSE(loaded.table.inhabitants[1].has_value());
  CHECK(geo::area_m2(loaded.table.area.feature(0)) == Approx(1e6));
  CHECK(loaded.record.driver == "GeoJSON");
  CHECK(loaded.record.read_count == 2);
}

TEST_CASE("CSV candidates: semicolon, byte order mark, decimal comma, RD columns", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("c.csv",
                                 "\xEF\xBB\xBFid;naam;type;x;y;vloeroppervlak_m2;zekerheid\n"
                                 "1;\"Gieterij; hal 4\";fabriek;251076,5;475652,25;3000,5;geschat\n"
                                 "2;Het Warenhuis;warenhuis;258323;471301;n.v.t.;\n");
  const auto loaded = ingest::read_candidates(source_of(path, "candidates"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 2);
  CHECK(loaded.record.mapping == "candidates");
  CHECK(loaded.table.key == std::vector<std::string>{"1", "2"});
  CHECK(loaded.table.name[0] == "Gieterij; hal 4");
  CHECK(loaded.table.type[0] == model::SiteType::factory);
  CHECK(loaded.table.place[0] == geo::Point{251076.5, 475652.25});
  CHECK(loaded.table.floor_area_m2[0] == 3000.5);
  CHECK_FALSE(loaded.table.floor_area_m2[1].has_value());
  CHECK(loaded.table.certainty[0] == "geschat");
  CHECK(loaded.table.footprint.size() == 2);
  CHECK(loaded.table.footprint.box(0).empty());
  CHECK(loaded.report.findings().empty());
}

TEST_CASE("CSV candidates: comma and tab, lat and lon become RD", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  for (const char separator : {',', '\t'}) {
    std::string text = "name,lat,lon\nAmersfoort,52.155172,5.387204\n";
    std::replace(text.begin(), text.end(), ',', separator);
    const auto path = folder.write(separator == ',' ? "c.csv" : "c.tsv", text);
    const auto loaded = ingest::read_candidates(source_of(path, "candidates"), {}, test::kControl);
    test::check_balance(loaded);
    REQUIRE(loaded.table.size() == 1);
    CHECK(geo::distance_m(loaded.table.place[0].value(), {155000.0, 463000.0}) < 0.5);
    REQUIRE(loaded.record.crs.accuracy_m.has_value());
    CHECK(loaded.table.key[0] == "1");  // no key field: named by its row
  }
}

TEST_CASE("CSV in Windows-1252 is read as such", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("c.csv", "naam;x;y\nCaf\xE9 De Beiaard;251076;475652\n");
  CHECK(ingest::read_candidates(source_of(path, "candidates"), {}, test::kControl).table.name[0] == "Café De Beiaard");
}

TEST_CASE("read_population: secret values are unknown, never numbers", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto cell = [](const char* code, double x, double y, int people, int young, int adult) {
    return feature(std::string{R"("crs28992res100m":")"} + code + R"(","aantal_inwoners":)" + std::to_string(people) +
                       R"(,"aantal_inwoners_15_tot_25_jaar":)" + std::to_string(young) +
                       R"(,"aantal_inwoners_25_tot_45_jaar":)" + std::to_string(adult),
                   square(x, y, 100));
  };
  const auto path = folder.write("vierkant.geojson", collection({
                                                         cell("E2500N4700", 250000, 470000, 100, 20, 40),
                                                         cell("E2501N4700", 250100, 470000, 50, -99997, 20),
                                                         cell("E2502N4700", 250200, 470000, -99997, -99997, -99997),
                                                         cell("E2503N4700", 250300, 470000, -99995, 0, 0),
                                                         cell("E2504N4700", 250400, 470000, 10, 5, 10),
                                                     }));
  const auto loaded = ingest::read_population(source_of(path, "population"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 5);
  CHECK(loaded.table.cell_size_m == 100.0);
  CHECK_FALSE(loaded.table.target_is_counted);
  CHECK(loaded.table.inhabitants[0] == 100.0);
  CHECK(loaded.table.target[0] == 0.5 * 20 + 0.75 * 40);
  CHECK_FALSE(loaded.table.target[1].has_value());
  CHECK_FALSE(loaded.table.inhabitants[2].has_value());
  CHECK_FALSE(loaded.table.inhabitants[3].has_value());
  CHECK(loaded.table.target[4] == 10.0);  // rounded bands may not pass the whole
}

TEST_CASE("read_population: CSV cells without geometry get their square from the code", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("cells.csv", "crs28992res100m,aantal_inwoners\nE1553N4629,35\nX1,20\n");
  const auto loaded = ingest::read_population(source_of(path, "population"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 1);
  CHECK(loaded.table.area.box(0).min_x_m == 155300.0);
  CHECK(loaded.table.area.box(0).max_y_m == 463000.0);
  CHECK(test::count_of(loaded.report, "no_grid_code") == 1);
}

TEST_CASE("read_population: five-year bands sum exactly, one unknown band makes the sum unknown", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "pc4.geojson",
      collection({
          feature(R"("postcode":7511.0,"inwoners":500.0,"inw_20_24":10,"inw_25_29":20,"inw_30_34":30,"inw_35_39":40)",
                  square(257000, 470000, 500)),
          feature(R"("postcode":7512.0,"inwoners":500.0,"inw_20_24":10,"inw_25_29":null,"inw_30_34":30,"inw_35_39":40)",
                  square(257500, 470000, 500)),
      }));
  const auto loaded = ingest::read_population(source_of(path, "population"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 2);
  CHECK(loaded.table.key[0] == "7511");
  CHECK(loaded.table.target_is_counted);
  CHECK(loaded.table.target[0] == 100.0);
  REQUIRE(loaded.table.bands[0].size() == 4);
  CHECK(loaded.table.bands[0][0].low == 7.5);  // 10, in a source that rounds to fives
  CHECK(loaded.table.bands[0][0].high == 12.5);
  CHECK_FALSE(loaded.table.target[1].has_value());
}

TEST_CASE("read_buildings: numbers for ids, comma lists, 9999 is unknown", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "pand.geojson",
      collection({
          feature(
              R"("identificatie":344100000017317,"bouwjaar":1921,"status":"Pand in gebruik","gebruiksdoel":"winkelfunctie , woonfunctie","aantal_verblijfsobjecten":3)",
              square(250000, 470000, 20)),
          feature(
              R"("identificatie":"0153100000211111","bouwjaar":9999,"status":"Pand buiten gebruik","gebruiksdoel":null,"aantal_verblijfsobjecten":0)",
              square(250100, 470000, 20)),
          feature(
              R"("identificatie":"0153100000211112","bouwjaar":1960,"status":"Kraakpand","gebruiksdoel":"hangplek","aantal_verblijfsobjecten":1)",
              square(250200, 470000, 20)),
      }));
  const auto loaded = ingest::read_buildings(source_of(path, "buildings"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 3);
  CHECK(loaded.table.id[0] == "0344100000017317");
  CHECK(loaded.table.built_year[0] == 1921);
  CHECK(loaded.table.uses[0].has(model::Use::shop));
  CHECK(loaded.table.uses[0].has(model::Use::dwelling));
  CHECK(loaded.table.unit_count[0] == 3);
  CHECK_FALSE(loaded.table.built_year[1].has_value());
  CHECK(loaded.table.status[1] == model::BuildingStatus::out_of_use);
  CHECK(loaded.table.uses[1].empty());
  CHECK(loaded.table.status[2] == model::BuildingStatus::unknown);
  CHECK(test::count_of(loaded.report, "unknown_code") == 2);
}

TEST_CASE("read_units: several buildings, floor area stand-ins, address parts", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto unit = [](const char* id, const char* area, const char* pand) {
    return feature(
        std::string{R"("identificatie":")"} + id + R"(","oppervlakte":)" + area +
            R"(,"status":"Verblijfsobject in gebruik","gebruiksdoel":"kantoorfunctie","openbare_ruimte_naam":"Oude Markt","huisnummer":12,"huisletter":"a","toevoeging":"2","postcode":"7511 ab","woonplaats_naam":"Enschede","pand_identificatie":")" +
            pand + "\"",
        point(250000, 470000));
  };
  const auto path =
      folder.write("vbo.geojson", collection({
                                      unit("0153010000211111", "120", "0153100000211111, 153100000211112"),
                                      unit("0153010000211112", "1", "0153100000211111"),
                                      unit("0153010000211113", "999999", ""),
                                  }));
  const auto loaded = ingest::read_units(source_of(path, "units"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 3);
  CHECK(loaded.table.floor_area_m2[0] == 120.0);
  CHECK_FALSE(loaded.table.floor_area_m2[1].has_value());
  CHECK_FALSE(loaded.table.floor_area_m2[2].has_value());
  REQUIRE(loaded.table.building_ids[0].size() == 2);
  CHECK(loaded.table.building_ids[0][1] == "0153100000211112");
  CHECK(loaded.table.building_ids[2].empty());
  CHECK(model::one_line(loaded.table.address[0]) == "Oude Markt 12a-2, 7511AB Enschede");
}

TEST_CASE("read_monuments: the shapefile's ten letters and its real numbers", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "rce.geojson",
      collection({feature(
          R"("rijksmonum":15300.0,"complex_nu":0,"kwaliteit_":"globaal","hoofdcateg":"Religieuze gebouwen","subcategor":"Kerk en kerkonderdeel","rijksurl":"https://x")",
          point(250000, 470000))}));
  const auto loaded = ingest::read_monuments(source_of(path, "monuments"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 1);
  CHECK(loaded.table.number[0] == "15300");
  CHECK(loaded.table.kind[0] == model::MonumentKind::national);
  CHECK(loaded.table.location_quality[0] == model::LocationQuality::approximate);
  CHECK(loaded.table.complex_number[0].empty());
  CHECK(loaded.table.main_category[0] == "Religieuze gebouwen");
}

TEST_CASE("read_vacancy: by BAG id, address or point; a record that is nowhere is rejected", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("leegstand.csv",
                                 "nr;bag_id;adres;x;y;datum;omschrijving\n"
                                 "1;153010000211111;;;;31-12-2024;winkel staat leeg\n"
                                 "2;0153100000211111;;;;2025;\n"
                                 "3;;Oude Markt 12, 7511AB Enschede;;;medio vorig jaar;\n"
                                 "4;;;258000;471000;20250101;\n"
                                 "5;;;;;2025-01-01;\n");
  const auto loaded = ingest::read_vacancy(source_of(path, "vacancy"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 4);
  REQUIRE(loaded.table.unit_ids[0].size() == 1);
  CHECK(loaded.table.unit_ids[0][0] == "0153010000211111");
  CHECK(loaded.table.building_ids[0].empty());
  CHECK(loaded.table.date[0] == "2024-12-31");
  REQUIRE(loaded.table.building_ids[1].size() == 1);
  CHECK(loaded.table.building_ids[1][0] == "0153100000211111");
  CHECK(loaded.table.address[2].street == "Oude Markt");
  CHECK(loaded.table.date[2].empty());
  CHECK(loaded.table.place[3] == geo::Point{258000.0, 471000.0});
  CHECK_FALSE(loaded.table.place[0].has_value());
  CHECK(loaded.table.kind[0] == model::VacancyKind::register_entry);
  CHECK(loaded.table.source[0] == "drawn");
  CHECK(loaded.record.rejected_count == 1);
  CHECK(test::count_of(loaded.report, "nowhere") == 1);
  CHECK(test::count_of(loaded.report, "no_date") == 1);
}

TEST_CASE("read_vacancy: a list that does not say what it is is told, and so is a type that is none",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto rows = [&](const std::string& header, const std::string& cell) {
    return folder.write("leegstand.csv", "nr;x;y;datum;type" + header + "\n1;258000;471000;2025-01-01;kerk" + cell +
                                             "\n2;258000;471400;2025-01-01;kasteeltoren?" + cell +
                                             "\n3;258000;471800;2025-01-01;" + cell + "\n");
  };
  auto loaded = ingest::read_vacancy(source_of(rows("", ""), "vacancy"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 3);
  CHECK(loaded.table.type[0] == model::SiteType::church);
  CHECK(loaded.table.type[1] == model::SiteType::unknown);
  CHECK(test::count_of(loaded.report, "unknown_code") == 1);
  REQUIRE(test::count_of(loaded.report, "vacancy_without_kind") == 1);
  CHECK(loaded.report.findings().back().value == "3 records");
  CHECK(test::says(loaded.report.findings().back().remedy, "kind = \"register_entry\""));
  const auto without_finding = [&](const model::Source& source) {
    return test::count_of(ingest::read_vacancy(source, {}, test::kControl).report, "vacancy_without_kind") == 0;
  };
  CHECK(without_finding(source_of(rows(";kind", ";user_report"), "vacancy")));
  CHECK(without_finding(source_of(rows(";gewicht", ";0,5"), "vacancy")));
  auto source = source_of(rows("", ""), "vacancy");
  source.constants["kind"] = "administrative";
  CHECK(without_finding(source));
}

TEST_CASE("read_places: OSM tags become kinds, areas become a point inside", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "osm.geojson",
      collection({feature(R"("@id":"node/1","name":"Bibliotheek","amenity":"library")", point(250000, 470000)),
                  feature(R"("@id":"way/2","name":"Museum","tourism":"museum")", square(250000, 471000, 100)),
                  feature(R"("@id":"node/3","name":"P","amenity":"parking")", point(250000, 470100))}));
  const auto loaded = ingest::read_places(source_of(path, "places"), {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 3);
  CHECK(loaded.table.kind[0] == model::PlaceKind::third_place);
  CHECK(loaded.table.kind[1] == model::PlaceKind::cultural_anchor);
  CHECK(loaded.table.kind[2] == model::PlaceKind::unknown);
  CHECK(geo::Box{250000, 471000, 250100, 471100}.contains(loaded.table.place[1]));
  CHECK(loaded.table.strength[0] == 1.0);
  CHECK(test::count_of(loaded.report, "unknown_code") == 1);
}

TEST_CASE("a project's own fields, constants, factors and codes", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("c.csv", "object,opp_ha,soortje,oost,noord\nLoods,0.25,LD,251076,475652\n");
  auto source = source_of(path, "candidates");
  source.fields = {{"name", "object"}, {"floor_area_m2", "opp_ha"}, {"type", "soortje"}, {"x", "oost"}, {"y", "noord"}};
  source.constants = {{"certainty", "hoog"}, {"monument_kind", "gemeentelijk monument"}};
  source.factors = {{"floor_area_m2", 10000.0}};
  source.codes["type"] = {{"LD", "warehouse"}};
  const auto loaded = ingest::read_candidates(source, {}, test::kControl);
  test::check_balance(loaded);
  REQUIRE(loaded.table.size() == 1);
  CHECK(loaded.table.floor_area_m2[0] == 2500.0);
  CHECK(loaded.table.type[0] == model::SiteType::warehouse);
  CHECK(loaded.table.certainty[0] == "hoog");
  CHECK(loaded.table.place[0] == geo::Point{251076.0, 475652.0});
}

TEST_CASE("where: what it leaves out is not read; a filter on overlapping levels is the default", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "plaats.geojson",
      collection({feature(R"("lokaalid":"1","naam":"Borne","type_gebied":"woonkern")", square(248000, 480000, 500)),
                  feature(R"("lokaalid":"2","naam":"Centrum","type_gebied":"wijk")", square(248000, 480000, 200))}));
  auto source = source_of(path, "built_up");
  CHECK(ingest::read_areas(source, {}, test::kControl).record.read_count == 1);
  source.where = "type_gebied = 'wijk'";
  CHECK(ingest::read_areas(source, {}, test::kControl).table.name[0] == "Centrum");
  source.where = "type_gebied ==== 1";
  CHECK(test::says(test::data_error([&] { static_cast<void>(ingest::read_areas(source, {}, test::kControl)); }),
                   "where = "));
}

TEST_CASE("region: records wholly outside are not read", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("s.geojson", collection({feature(R"("name":"in")", point(6.8, 52.26)),
                                                          feature(R"("name":"out")", point(5.4, 52.15))},
                                                         "OGC:1.3:CRS84"));
  ingest::ReadOptions options;
  options.region = geo::Box{220000, 450000, 275000, 510000};
  const auto loaded = ingest::read_stations(source_of(path, "stations"), options, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.name == std::vector<std::string>{"in"});
  CHECK(loaded.record.read_count == 1);
}
