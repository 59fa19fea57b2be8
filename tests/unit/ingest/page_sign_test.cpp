#include <utility>

#include "drawn.hpp"
#include "support/catch.hpp"
#include "trek/ingest/inspect.hpp"

namespace ingest = trek::ingest;
namespace test = trek::test;

namespace {

/// Three monuments, and members of the collection before and behind them.
std::string page(const std::string& before, const std::string& behind) {
  std::string text = R"({"type":"FeatureCollection",)" + before +
                     R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[)";
  for (int i = 1; i <= 3; ++i) {
    // The names of the members are values too: only where they are members do they say anything.
    text += (i > 1 ? "," : "") + test::feature("\"rijksmonument_nummer\":" + std::to_string(i) +
                                                   R"(,"hoofdcategorie":"x","naam":"\"numberMatched\":99,",)"
                                                   R"("numberMatched":77,"next":"y","links":[{"rel":"next"}])",
                                               test::point(250000 + i, 475000));
  }
  return text + "]" + behind + "}";
}

std::string gml(const std::string& attributes, const std::string& end = {}) {
  return R"(<?xml version="1.0"?><!-- <x next="no"> --><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0"
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:app="http://example.org/app" )" +
         attributes + R"(><wfs:member><app:monument gml:id="a"><app:rijksmonument_nummer>1</app:rijksmonument_nummer>
<app:hoofdcategorie>x</app:hoofdcategorie><app:geom><gml:Point srsName="urn:ogc:def:crs:EPSG::28992"><gml:pos>250000 475000</gml:pos>
</gml:Point></app:geom></app:monument></wfs:member>)" +
         end + "</wfs:FeatureCollection>";
}

std::string error_of(const std::string& name, const std::string& text) {
  const test::TemporaryFolder folder;
  const auto path = folder.write(name, text);
  return test::data_error(
      [&] { static_cast<void>(ingest::read_monuments(test::source_of(path, "monuments"), {}, test::kControl)); });
}

}  // namespace

TEST_CASE("A GeoJSON that is a page of a service is refused", "[ingest][unit]") {
  for (const auto& [before, behind] : std::vector<std::pair<std::string, std::string>>{
           {"", R"(,"totalFeatures":2501,"numberReturned":3)"},
           {R"("numberMatched": 2501, "timeStamp":"2026-01-01T00:00:00Z",)", ""},
           {"", R"(,"numberMatched":2501,"links":[{"rel":"self","href":"a"},{"href":"b","rel":"next"}])"}}) {
    CAPTURE(before, behind);
    const auto error = error_of("p.geojson", page(before, behind));
    CHECK(error.find("3 of 2501 features: the first page") != std::string::npos);
    CHECK(error.find("trek fetch") != std::string::npos);
  }
  for (const auto& [behind, member] : std::vector<std::pair<std::string, std::string>>{
           {R"(,"links":[{"rel":"self"},{"rel":"next","href":"b"}])", "links: next"},
           {R"(,"_links":{"self":{"href":"a"},"next":{"href":"b"}})", "links: next"},
           {R"(,"next":"https://host/page/2","previous":null)", "next"},
           {R"(,"numberMatched":"unknown","exceededTransferLimit":true)", "exceededTransferLimit"},
           {R"(,"properties":{"exceededTransferLimit" : true})", "exceededTransferLimit"}}) {
    CAPTURE(behind);
    const auto error = error_of("p.json", page("", behind));
    CHECK(error.find("itself says (" + member + ")") != std::string::npos);
  }
}

TEST_CASE("A file of an ArcGIS service is read as it is saved, and refused where it is not the whole",
          "[ingest][unit]") {
  const auto saved = [](const std::string& more) {
    return R"({"objectIdFieldName":"OBJECTID","geometryType":"esriGeometryPoint","spatialReference":{"wkid":28992},)" +
           more + R"("fields":[{"name":"rijksmonument_nummer","type":"esriFieldTypeString","alias":"nr"},)" +
           R"({"name":"hoofdcategorie","type":"esriFieldTypeString","alias":"h"}],"features":[{"attributes":)" +
           R"({"rijksmonument_nummer":"12","hoofdcategorie":"x"},"geometry":{"x":250000,"y":475000}}]})";
  };
  const auto error = error_of("p.json", saved(R"("exceededTransferLimit":true,)"));
  CHECK(error.find("itself says (exceededTransferLimit)") != std::string::npos);
  const test::TemporaryFolder folder;
  const auto path = folder.write("p.json", saved(R"("exceededTransferLimit":false,)"));
  const auto loaded = ingest::read_monuments(test::source_of(path, "monuments"), {}, test::kControl);
  CHECK(loaded.table.number == std::vector<std::string>{"12"});
  REQUIRE(loaded.table.place.size() == 1);
  CHECK(loaded.table.place[0] == trek::geo::Point{250000, 475000});
}

TEST_CASE("A GeoJSON that is whole is read, whatever its members and values", "[ingest][unit]") {
  for (const char* behind :
       {"", R"(,"totalFeatures":3,"numberReturned":3)", R"(,"totalFeatures":"unknown")", R"(,"next":null)",
        R"(,"numberMatched":3,"links":[{"rel":"next","href":"b"}])", R"(,"exceededTransferLimit":false)",
        R"(,"links":[{"rel":"prev","href":"b","title":"next"}])"}) {
    CAPTURE(behind);
    CHECK(error_of("p.geojson", page("", behind)).empty());
  }
}

TEST_CASE("A GML that is a page of a service is refused", "[ingest][unit]") {
  CHECK(error_of("p.gml", gml(R"(numberMatched="2501" numberReturned="1")")).find("1 of 2501 features") !=
        std::string::npos);
  CHECK(error_of("p.gml", gml(R"(numberMatched="unknown" numberReturned="1" next="https://host/?startIndex=1")"))
            .find("itself says (next)") != std::string::npos);
  CHECK(error_of("p.gml", gml(R"(numberMatched="unknown")", "<wfs:truncatedResponse/>")).find("truncatedResponse") !=
        std::string::npos);
  CHECK(error_of("p.gml", gml(R"(numberMatched="1" numberReturned="1" previous="x")")).empty());
  CHECK(error_of("p.gml", gml("")).empty());
}

TEST_CASE("inspect tells of a page of a service what it is", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto file = ingest::inspect(folder.write("p.geojson", page("", R"(,"totalFeatures":2501)")), test::kControl);
  REQUIRE(file.layers.size() == 1);
  REQUIRE(file.layers[0].doubts.size() == 1);
  CHECK(file.layers[0].doubts[0].find("3 of 2501 features") != std::string::npos);
}
