#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/ingest/detail/gml_shapes.hpp"
#include "trek/ingest/inspect.hpp"

/// Features with several places or geometries, and things that a source holds twice.
namespace geo = trek::geo;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
using test::collection;
using test::feature;
using test::point;
using test::source_of;
using test::square;

namespace {

std::string points(const std::string& coordinates) {
  return R"({"type":"MultiPoint","coordinates":[)" + coordinates + "]}";
}

constexpr const char* kApart = "[250000,475000],[255000,475000]";

}  // namespace

TEST_CASE("A feature with places apart is a row a place, never a place between", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "branches.geojson",
      collection({feature(R"("id":"chain","name":"Keten","kind":"library","seats":40)", points(kApart)),
                  feature(R"("id":"door","name":"Deuren","kind":"library","seats":9)",
                          points("[260000,475000],[260010,475000],[260060,475000]")),
                  feature(R"("id":"one","name":"Een","kind":"library","seats":10)", points("[251000,475000]"))}));
  const auto loaded = ingest::read_points(source_of(path, "points"), {}, std::nullopt, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.key == std::vector<std::string>{"chain", "chain", "door", "one"});
  CHECK(loaded.table.place[0] == geo::Point{250000, 475000});
  CHECK(loaded.table.place[1] == geo::Point{255000, 475000});
  CHECK(loaded.table.place[2] == geo::Point{260010, 475000});  // the door nearest to the middle, not the middle
  CHECK(loaded.table.weight[0] == std::vector<double>{40, 40, 9, 10});
  CHECK(loaded.record.used_count == 3);
  REQUIRE(test::count_of(loaded.report, "several_places") == 1);
  CHECK(loaded.report.findings()[0].value == "2 places, 5000 m across");
  const auto places = ingest::read_places(source_of(path, "places"), {}, test::kControl);
  test::check_balance(places);
  CHECK(places.table.key == std::vector<std::string>{"chain", "chain", "door", "one"});
}

TEST_CASE("A candidate with places apart is rejected with the reason", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const std::string works = R"({"type":"GeometryCollection","geometries":[)" + square(250000, 475000, 40) + "," +
                            square(250100, 475000, 40) + "]}";
  const auto path = folder.write("c.geojson", collection({feature(R"("id":"1","naam":"Keten")", points(kApart)),
                                                          feature(R"("id":"2","naam":"Fabriek")", works)}));
  const auto loaded = ingest::read_candidates(source_of(path, "candidates"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.key == std::vector<std::string>{"2"});
  CHECK(geo::area_m2(loaded.table.footprint.feature(0)) == Approx(3200));
  CHECK(loaded.record.rejected_count == 1);
  CHECK(test::count_of(loaded.report, "several_places") == 1);
}

TEST_CASE("The same name as a point and as an outline is one place", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "p.geojson", collection({feature(R"("id":"node/1","name":"Bibliotheek","kind":"library")", point(251000, 476000)),
                               feature(R"("id":"way/2","name":"bibliotheek ","kind":"library","strength":3)",
                                       square(250980, 475980, 40)),
                               feature(R"("id":"node/3","name":"Leescafe","kind":"library")", point(251000, 476000)),
                               feature(R"("id":"node/4","name":"Bibliotheek","kind":"library")", point(252000, 476000)),
                               feature(R"("id":"node/5","name":"Bibliotheek","kind":"cafe")", point(251000, 476000)),
                               feature(R"("id":"node/6","kind":"library")", point(251000, 476000)),
                               feature(R"("id":"node/7","kind":"library")", point(251000, 476000))}));
  const auto loaded = ingest::read_places(source_of(path, "places"), {}, test::kControl);
  test::check_balance(loaded);
  // Another name, another place, another kind or no name: another thing.
  CHECK(loaded.table.key == std::vector<std::string>{"node/1", "node/3", "node/4", "node/5", "node/6", "node/7"});
  CHECK(loaded.table.strength[0] == 3.0);
  CHECK(loaded.record.joined_count == 1);
  REQUIRE(test::count_of(loaded.report, "twice") == 1);
  const auto& finding = loaded.report.findings()[0];
  CHECK(finding.record == "way/2");
  CHECK(finding.value == "node/1");
  CHECK(finding.location.has_value());
}

TEST_CASE("Of two records of one place the first that states a strength is believed", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "p.geojson",
      collection({feature(R"("id":"1","name":"Bieb","kind":"library","strength":2)", point(251000, 476000)),
                  feature(R"("id":"2","name":"Bieb","kind":"library","strength":5)", square(250980, 475980, 40))}));
  const auto loaded = ingest::read_places(source_of(path, "places"), {}, test::kControl);
  CHECK(loaded.table.strength == std::vector<double>{2.0});
}

TEST_CASE("read_places: a level is read in both languages; none is unknown, and another word is told",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("p.csv",
                                 "id;naam;soort;niveau;x;y\n1;A;bibliotheek;Baken;250000;475000\n2;B;dorpshuis;lokaal;"
                                 "251000;475000\n3;C;dorpshuis;;252000;475000\n4;D;dorpshuis;hoog;253000;475000\n"
                                 "5;A;bibliotheek;lokaal;250010;475000\n");
  const auto loaded = ingest::read_places(source_of(path, "places"), {}, test::kControl);
  using model::Level;
  CHECK(loaded.table.level ==
        std::vector<std::optional<Level>>{Level::beacon, Level::local, std::nullopt, std::nullopt});
  CHECK(loaded.table.find_level(0) == Level::beacon);  // of twins the first that says it
  CHECK(test::count_of(loaded.report, "unknown_code") == 1);
}

TEST_CASE("The steps of the chain that a place offers: a list, in both languages; both records of a place tell",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "p.geojson",
      collection(
          {feature(R"("id":"1","name":"Bieb","kind":"library","keten":"cultuureducatie")", point(251000, 476000)),
           feature(R"("id":"2","name":"Bieb","kind":"library","keten":"talent, juggling")", square(250980, 475980, 40)),
           feature(R"("id":"3","name":"Hal","kind":"library")", point(253000, 476000))}));
  const auto loaded = ingest::read_places(source_of(path, "places"), {}, test::kControl);
  REQUIRE(loaded.table.chain.size() == 2);
  CHECK(model::names_of(loaded.table.chain[0]) == "education, talent");
  CHECK(loaded.table.chain[1].empty());
  CHECK(test::count_of(loaded.report, "unknown_code") == 1);
}

TEST_CASE("An outline that comes before its point, and two outlines of one name", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "p.geojson", collection({feature(R"("id":"1","name":"Bieb","kind":"library")", square(250000, 475000, 40)),
                               feature(R"("id":"2","name":"Bieb","kind":"library")", point(250045, 475020)),
                               feature(R"("id":"3","name":"Bieb","kind":"library")", square(250030, 475000, 40)),
                               feature(R"("id":"4","name":"Bieb","kind":"library")", square(250080, 475000, 40))}));
  const auto loaded = ingest::read_places(source_of(path, "places"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.key == std::vector<std::string>{"1", "4"});  // overlapping is one, in a row is two
  CHECK(test::count_of(loaded.report, "twice") == 2);
}

TEST_CASE("Stations, vacancy and candidates that come twice are one", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto stations = folder.write("s.csv", "code;naam;x;y\nA;Goor;250000;475000\nB;Goor;250010;475000\n");
  CHECK(ingest::read_stations(source_of(stations, "stations"), {}, test::kControl).table.size() == 1);
  const auto vacancy = folder.write("v.csv",
                                    "nr;omschrijving;x;y;datum\n1;Winkel;250000;475000;2024-01-01\n"
                                    "2;winkel;250005;475000;2025-01-01\n3;Kapper;250005;475000;2025-01-01\n");
  const auto vacant = ingest::read_vacancy(source_of(vacancy, "vacancy"), {}, test::kControl);
  test::check_balance(vacant);
  CHECK(vacant.table.record == std::vector<std::string>{"1", "3"});
  CHECK(vacant.table.date[0] == "2025-01-01");
  const auto candidates = folder.write(
      "c.csv",
      "id;naam;x;y;bvo_m2;adres\n1;Hal;250000;475000;800;Markt 1, Goor\n"
      "2;Hal;250002;475000;;\n3;Hal;250002;475000;900;Markt 3, Goor\n4;Hal;250001;475000;;Markt 2, Goor\n");
  const auto halls = ingest::read_candidates(source_of(candidates, "candidates"), {}, test::kControl);
  test::check_balance(halls);
  CHECK(halls.table.key == std::vector<std::string>{"1", "3", "4"});  // another area or address is another hall
}

TEST_CASE("GML with a label point beside each outline: the geometry that fits the table", "[ingest][unit]") {
  const auto pand = [](int number, int x) {
    const std::string at = std::to_string(x);
    const std::string end = std::to_string(x + 40);
    return "<gml:featureMember><app:pand gml:id=\"b" + std::to_string(number) +
           "\"><app:identificatie>016410000000000" + std::to_string(number) +
           "</app:identificatie><app:bouwjaar>1900</app:bouwjaar><app:status>Pand in "
           "gebruik</app:status><app:geometrie>"
           "<gml:Surface "
           "srsName=\"urn:ogc:def:crs:EPSG::28992\"><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing>"
           "<gml:posList>" +
           at + " 475000 " + end + " 475000 " + end + " 475040 " + at +
           " 475000</gml:posList>"
           "</gml:LinearRing></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface></app:geometrie>"
           "<app:labelpunt><gml:Point srsName=\"urn:ogc:def:crs:EPSG::28992\"><gml:pos>" +
           std::to_string(x + 30) + " 475010</gml:pos></gml:Point></app:labelpunt></app:pand></gml:featureMember>";
  };
  const std::string text =
      "<?xml version=\"1.0\"?><gml:FeatureCollection xmlns:gml=\"http://www.opengis.net/gml/3.2\" "
      "xmlns:app=\"http://example.org/app\" gml:id=\"c\">" +
      pand(1, 250000) + pand(2, 250100) + "</gml:FeatureCollection>";
  const auto shapes = ingest::detail::find_gml_shapes(text);
  REQUIRE(shapes.size() == 1);
  CHECK(shapes[0].feature == "pand");
  CHECK(shapes[0].paths == std::vector<std::string>{"geometrie", "labelpunt"});
  const test::TemporaryFolder folder;
  const auto path = folder.write("pand.gml", text);
  const auto loaded = ingest::read_buildings(source_of(path, "buildings"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.id == std::vector<std::string>{"0164100000000001", "0164100000000002"});
  CHECK(geo::area_m2(loaded.table.footprint.feature(1)) == Approx(800));
  CHECK(loaded.report.findings().empty());
  const auto as_points = ingest::read_places(
      [&] {
        auto source = source_of(path, "places");
        source.fields = {{"name", "identificatie"}};
        source.constants = {{"kind", "library"}};
        return source;
      }(),
      {}, test::kControl);
  REQUIRE(as_points.table.size() == 2);
  CHECK(as_points.table.place[0] == geo::Point{250030, 475010});
  CHECK(std::distance(std::filesystem::directory_iterator{path.parent_path()}, {}) == 1);  // nothing beside the file
}

TEST_CASE("Planned dwellings: areas and points, and numbers that are none", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "plannen.geojson", collection({feature(R"("id":"w1","naam":"Noord","woningen":120)", square(250000, 475000, 400)),
                                     feature(R"("id":"w2","naam":"Zuid","woningen":30)", point(251000, 476000)),
                                     feature(R"("id":"w3","naam":"West","woningen":-4)", point(251000, 476000)),
                                     feature(R"("id":"w2","naam":"Nog eens","woningen":5)", point(252000, 476000))}));
  const auto loaded = ingest::read_planned_dwellings(source_of(path, "planned_dwellings"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.key == std::vector<std::string>{"w1", "w2", "w3"});
  CHECK(loaded.table.dwellings == std::vector<std::optional<double>>{120.0, 30.0, std::nullopt});
  CHECK(loaded.table.area.ring_count(0) == 1);
  CHECK(loaded.table.area.ring_count(1) == 0);
  CHECK(loaded.table.place[1].x_m == 251000.0);
  CHECK(loaded.table.area.box(0).contains(loaded.table.place[0]));
  CHECK(test::count_of(loaded.report, "negative_amount") == 1);
  CHECK(test::count_of(loaded.report, "duplicate_key") == 1);
}

TEST_CASE("districts: of both levels, the own code first; a secret number is unknown, a strange municipality is told",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "buurten.geojson",
      collection(
          {feature(
               R"("buurtcode":"BU01530001","buurtnaam":"City","wijkcode":"WK015300","gemeentecode":"GM0153","aantal_inwoners":4050)",
               square(250000, 475000, 800)),
           feature(
               R"("buurtcode":"BU01530002","buurtnaam":"Veld","wijkcode":"WK015300","gemeentecode":"0153","aantal_inwoners":-99997)",
               square(251000, 475000, 800)),
           feature(
               R"("buurtcode":"BU01530003","buurtnaam":"Ver","wijkcode":"WK015300","gemeentecode":"Zwolle","aantal_inwoners":10)",
               square(252000, 475000, 800)),
           feature(
               R"("buurtcode":"BU01530001","buurtnaam":"Weer","wijkcode":"WK015300","gemeentecode":"GM0153","aantal_inwoners":1)",
               square(253000, 475000, 800)),
           feature(R"("buurtcode":"","buurtnaam":"Naamloos","wijkcode":"","gemeentecode":"GM0153","aantal_inwoners":1)",
                   square(254000, 475000, 800))}));
  const auto loaded = ingest::read_districts(source_of(path, "districts"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.record.mapping == "cbs_districts_areas");
  CHECK(loaded.table.code == std::vector<std::string>{"BU01530001", "BU01530002", "BU01530003"});
  CHECK(loaded.table.name.front() == "City");
  CHECK(loaded.table.municipality_code == std::vector<std::string>{"GM0153", "GM0153", "GM0153"});  // by its code
  CHECK(loaded.table.inhabitants == std::vector<std::optional<double>>{4050.0, std::nullopt, 10.0});
  CHECK(test::count_of(loaded.report, "unknown_code") == 1);
  CHECK(test::count_of(loaded.report, "duplicate_key") == 1);
  CHECK(test::count_of(loaded.report, "missing_key") == 1);
}

TEST_CASE("districts: of one's own, with codes that say no municipality", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "gebieden.geojson", collection({feature(R"("code":"WK0153","name":"Kort")", square(250000, 475000, 800)),
                                      feature(R"("code":"BU0153A000","name":"Letter")", square(251000, 475000, 800)),
                                      feature(R"("code":"wijk 3","name":"Eigen")", square(252000, 475000, 800))}));
  const auto loaded = ingest::read_districts(source_of(path, "districts"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.municipality_code == std::vector<std::string>{"", "", ""});
  CHECK(loaded.report.findings().empty());
}
